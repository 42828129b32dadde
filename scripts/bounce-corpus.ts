/**
 * Holds the bounce rules against a folder of delivery reports: `node scripts/bounce-corpus.ts FOLDER [CAUSES.json]`.
 * Prints how many files are seen as bounces, by cause, and names the files that are not. With CAUSES, an object from
 * file name (with or without its ending) to the causes that are right, it prints what differs; status 1 where anything does.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { readReport } from '../lib/message/bounce/bounce.ts';

const [folder, causesFile] = process.argv.slice(2);
if (folder === undefined) {
  process.stderr.write('usage: node scripts/bounce-corpus.ts FOLDER [CAUSES.json]\n');
  process.exit(2);
}

const right: Record<string, string[]> =
  causesFile === undefined ? {} : (JSON.parse(readFileSync(causesFile, 'utf8')) as Record<string, string[]>);
const counts = new Map<string, number>();
const differences: string[] = [];

for (const name of readdirSync(folder).toSorted()) {
  const report = readReport(readFileSync(join(folder, name)));
  const bounce = report?.kind === 'bounce' ? report.bounce : null;
  const found = bounce ? (bounce.rule ?? 'no rule') : (report?.kind ?? 'not seen');
  counts.set(found, (counts.get(found) ?? 0) + 1);
  const wanted = right[name] ?? right[basename(name, extname(name))];
  const isWrong = wanted === undefined ? report === null : !wanted.includes(found);
  if (isWrong) {
    const said = bounce
      ? `${bounce.provider ?? '-'} ${bounce.reply ?? '-'} ${bounce.status ?? '-'} ${bounce.text.slice(0, 160)}`
      : '';
    differences.push(`${name}: ${found}${wanted ? `, not ${wanted.join('/')}` : ''}  ${said}`);
  }
}

for (const [found, count] of [...counts].toSorted(([, one], [, other]) => other - one)) {
  process.stdout.write(`${String(count).padStart(6)}  ${found}\n`);
}
process.stdout.write(`\n${differences.length} to look at\n${differences.map((line) => `  ${line}\n`).join('')}`);
process.exitCode = differences.length > 0 && causesFile !== undefined ? 1 : 0;
