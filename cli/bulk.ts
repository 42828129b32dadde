import { createReadStream } from 'node:fs';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { AuditInput, AuditTools } from '../lib/audit/audit-input.ts';
import { parseSender } from '../lib/domain/address.ts';
import { trimInvisible } from '../lib/domain/domain-name.ts';
import { auditReport } from '../lib/report/audit-report.ts';
import { readWords } from '../lib/words/files.ts';
import { printReport } from '../lib/words/print-report.ts';
import type { Words } from '../lib/words/say.ts';
import type { Command } from './command.ts';
import { toJsonLine, type Output, type OutputFault } from './output.ts';

/** Audits under way at one time; the reports that wait for an earlier one are bounded by the same number. */
const AT_ONCE = 16;
const PROGRESS_EVERY = 200;

type FileCommand = Command & { kind: 'file' };

interface Line {
  text: string;
  unusable: boolean;
}

async function auditLine(input: string, command: FileCommand, tools: AuditTools, words: Words): Promise<Line> {
  if (!parseSender(input).ok) {
    return { text: toJsonLine({ input, error: 'no domain: write it as in brand.com' }), unusable: true };
  }
  const asked: AuditInput = { ...command.input, from: input };
  return { text: toJsonLine(printReport(await auditReport(asked, tools), words)), unusable: false };
}

/** How far it is, on one line of a terminal. */
function createProgress(): (done: number, isLast: boolean) => void {
  let shown = 0;
  return (done, isLast) => {
    const now = performance.now();
    if (!process.stderr.isTTY || (!isLast && now - shown < PROGRESS_EVERY)) return;
    shown = now;
    process.stderr.write(`\r${done} audited${isLast ? '\n' : ''}`);
  };
}

async function* readLines(path: string): AsyncGenerator<string> {
  const input = path === '-' ? process.stdin : createReadStream(path);
  // An error of the stream reaches the loop below, where readline alone would swallow it.
  const failed = once(input, 'error').then(([error]) => Promise.reject(error as Error));
  failed.catch(() => {});
  if (path !== '-') await Promise.race([once(input, 'open'), failed]);
  let isFirst = true;
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    if (isFirst && isUtf16(line)) throw new Error('it is in UTF-16; save it as UTF-8');
    isFirst = false;
    const text = trimInvisible(line);
    if (text !== '') yield text;
  }
}

/** A byte order mark of UTF-16 is no UTF-8, and its letters come with a NUL each. */
const isUtf16 = (line: string): boolean => line.startsWith('\ufffd\ufffd') || line.slice(0, 40).includes('\0');

/**
 * One report a line, in the order of the list, each written as soon as it and all before it are ready. Memory does not
 * grow with the list. It ends early where nobody reads on (`fault`). A sentence where the list cannot be read.
 */
export async function auditFile(
  command: FileCommand,
  tools: AuditTools,
  output: Output,
): Promise<{ unusable: number; fault: OutputFault | null } | string> {
  const words = await readWords('en');
  const progress = createProgress();
  const written: Promise<void>[] = [];
  let last: Promise<void> = Promise.resolve();
  let done = 0;
  let unusable = 0;
  let fault: OutputFault | null = null;
  const writeInTurn = async (before: Promise<void>, line: Promise<Line>) => {
    await before;
    const ready = await line;
    fault ??= await output.write(ready.text);
    done += 1;
    unusable += ready.unusable ? 1 : 0;
    progress(done, false);
  };
  try {
    for await (const input of readLines(command.path)) {
      last = writeInTurn(last, auditLine(input, command, tools, words));
      written.push(last);
      if (written.length >= AT_ONCE) await written.shift();
      if (fault !== null) break;
    }
  } catch (error) {
    await last;
    return `--file cannot read '${command.path}': ${error instanceof Error ? error.message : String(error)}`;
  }
  await last;
  progress(done, true);
  return { unusable, fault };
}
