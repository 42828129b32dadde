import { open } from 'node:fs/promises';
import type { AuditTools } from '../lib/audit/audit-input.ts';
import { messageReport } from '../lib/message/message-report.ts';
import type { Report } from '../lib/report/report.ts';
import { readWords } from '../lib/words/files.ts';
import { explainProblem } from '../lib/words/message-problem.ts';
import type { Command } from './command.ts';

/** No provider takes a message this large; what is longer is no message. */
const MOST_OCTETS = 100 * 1024 * 1024;

type MessageCommand = Command & { kind: 'message' };

async function readBounded(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array | null> {
  const read: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > MOST_OCTETS) return null;
    read.push(chunk);
  }
  return new Uint8Array(Buffer.concat(read));
}

async function readMessage(path: string): Promise<Uint8Array | null> {
  if (path === '-') return readBounded(process.stdin);
  const file = await open(path);
  return readBounded(file.createReadStream());
}

/** The report of a test message; a sentence where there is no message to judge. */
export async function auditMessage(
  { path, from, input, language }: MessageCommand,
  tools: AuditTools,
): Promise<Report | string> {
  let source: Uint8Array | null;
  try {
    source = await readMessage(path);
  } catch (error) {
    return `--message cannot read '${path}': ${error instanceof Error ? error.message : String(error)}`;
  }
  if (source === null) return `'${path}' is longer than ${MOST_OCTETS / 1024 / 1024} MB: that is no message`;
  const outcome = await messageReport(source, { ...input, ...(from !== null && { from }) }, tools);
  return outcome.ok ? outcome.report : `'${path}': ${explainProblem(outcome, await readWords(language))}`;
}
