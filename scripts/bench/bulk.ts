/** A thousand domains through the command line: how fast, how many questions, how much memory. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { AuditInput } from '../../lib/audit/audit-input.ts';
import { createDohResolver } from '../../lib/dns/doh.ts';
import { auditReport } from '../../lib/report/audit-report.ts';
import { buildCli } from '../build-cli.ts';
import { inParallel, show, toTable } from './measure.ts';
import { startBenchServer, type BenchServer } from './server.ts';
import { toManyDomains } from './zones.ts';

/** Domains by the delay of an answer: what takes long is measured on fewer. */
const RUNS: [delay: number, count: number][] = [
  [0, 1000],
  [20, 1000],
  [100, 200],
];
const COUNT = Math.max(...RUNS.map(([, count]) => count));
const EARLY = 100;

/** Resident memory of a process in MB, as Linux tells it. */
function residentOf(pid: number): number {
  const line = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(line?.[1] ?? Number.NaN) / 1024;
}

interface Run {
  ms: number;
  early: number;
  late: number;
  reports: number;
}

async function runCommand(url: string, domains: readonly string[]): Promise<Run> {
  const options = ['--file', '-', '--esp', 'mailchimp', '--resolver', url];
  const start = performance.now();
  const child = spawn(process.execPath, [await buildCli(), ...options], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  child.stdin.end(domains.map((domain) => `${domain}\n`).join(''));
  const run: Run = { ms: 0, early: 0, late: 0, reports: 0 };
  for await (const line of createInterface({ input: child.stdout })) {
    if ('verdict' in (JSON.parse(line) as object)) run.reports += 1;
    if (run.reports === EARLY) run.early = residentOf(child.pid ?? 0);
    if (run.reports === domains.length) run.late = residentOf(child.pid ?? 0);
  }
  await ended;
  return { ...run, ms: performance.now() - start };
}

/** Questions of the same audits when each asks for itself. */
async function countWithoutCache(server: BenchServer, domains: readonly string[]): Promise<number> {
  await server.takeQuestions();
  await inParallel(domains.length, 8, async (index) => {
    const input: AuditInput = { from: domains[index] ?? '', esp: 'mailchimp' };
    const resolvers = [createDohResolver(server.url)];
    await auditReport(input, { resolvers, timeout: 20_000, now: Date.now, randomLabel: () => `presend-${index}` });
  });
  return server.takeQuestions();
}

/** The table in Markdown. */
export async function benchBulk(): Promise<string> {
  const { domains, zone } = toManyDomains(COUNT);
  const server = await startBenchServer(zone);
  const rows: string[][] = [];
  try {
    const bare = (await countWithoutCache(server, domains)) / COUNT;
    for (const [delay, count] of RUNS) {
      await server.setDelay(delay);
      const { ms, early, late, reports } = await runCommand(server.url, domains.slice(0, count));
      const questions = (await server.takeQuestions()) / count;
      rows.push([
        `+${delay} ms`,
        `${reports} of ${count}`,
        show((count / ms) * 1000),
        show(questions),
        show(bare),
        `${show((questions / bare) * 100)} %`,
        show(early),
        show(late),
      ]);
    }
  } finally {
    await server.close();
  }
  const head = [
    'answers',
    'reports',
    'domains/s',
    'questions a domain',
    'without cache',
    'share',
    `MB after ${EARLY}`,
    'MB at the end',
  ];
  return toTable(head, rows);
}
