import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { AggregateReport, ReportFault, TlsReport } from '../lib/aggregate/aggregate-report.ts';
import { readReports } from '../lib/aggregate/read-reports.ts';
import { summarise, withoutDuplicates, type DomainSummary, type ReportedSource } from '../lib/aggregate/summarise.ts';
import { findEspById } from '../lib/esp/registry.ts';
import type { Words } from '../lib/words/say.ts';
import { toPlain } from './output.ts';

/** No mail server takes an attachment this large. */
const MOST_OCTETS = 64 * 1024 * 1024;
const MOST_FILES = 100_000;

/** What `--reports --json` prints. Times are ms since 1970. */
export interface ReportsResult {
  schema: 1;
  domains: DomainSummary[];
  /** Reports on the encryption of incoming mail, as they are. */
  tls: TlsReport[];
  files: number;
  /** The same report in several files counts once. */
  duplicates: number;
  /** Files that hold no report that can be read, and why. */
  unreadable: { file: string; fault: ReportFault }[];
}

async function listFiles(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  const entries = await readdir(path, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .slice(0, MOST_FILES);
}

async function readOctets(file: string): Promise<Uint8Array | null> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of createReadStream(file) as AsyncIterable<Buffer>) {
    length += piece.length;
    if (length > MOST_OCTETS) return null;
    pieces.push(piece);
  }
  return new Uint8Array(Buffer.concat(pieces));
}

/** Reads every report in a file or below a folder; a sentence where the path cannot be read. */
export async function readReportFiles(path: string): Promise<ReportsResult | string> {
  const reports: AggregateReport[] = [];
  const tls: TlsReport[] = [];
  const unreadable: ReportsResult['unreadable'] = [];
  let files: string[];
  try {
    files = await listFiles(path);
    for (const file of files) {
      const octets = await readOctets(file);
      const read = octets === null ? ({ ok: false, fault: 'too-large' } as const) : await readReports(octets);
      if (!read.ok) unreadable.push({ file: relative(path, file) || file, fault: read.fault });
      else {
        reports.push(...read.value.filter((report) => report.kind === 'dmarc'));
        tls.push(...read.value.filter((report) => report.kind === 'tls'));
      }
    }
  } catch (error) {
    return `--reports cannot read '${path}': ${error instanceof Error ? error.message : String(error)}`;
  }
  const unique = withoutDuplicates(reports);
  return {
    schema: 1,
    domains: summarise(unique),
    tls,
    files: files.length,
    duplicates: reports.length - unique.length,
    unreadable,
  };
}

function toSourceLine({ kind, esp, name, messages, failing, receivers }: ReportedSource, words: Words): string {
  const who = (esp && findEspById(esp)?.sending.name) ?? name ?? words.say('reports.unnamed');
  const counts = words.say('reports.messages', { messages, failing });
  return `  ${words.say(`reports.kind.${kind}`).padEnd(34)} ${toPlain(who)}: ${counts} (${toPlain(receivers.slice(0, 3).join(', '))})`;
}

/** The reports as a person reads them in a terminal. */
export function formatReports({ domains, files, duplicates, unreadable }: ReportsResult, words: Words): string {
  const lines = domains.flatMap((summary) => [
    words.say('reports.domain', {
      domain: summary.domain,
      messages: summary.messages,
      passing: summary.passing,
      policy: summary.policy.p,
    }),
    ...summary.sources.map((source) => toSourceLine(source, words)),
    '',
  ]);
  const faults = unreadable.map(({ file, fault }) => `  ${toPlain(file)}: ${words.say(`reports.fault.${fault}`)}`);
  return `${[...lines, words.say('reports.read', { files, duplicates, unreadable: unreadable.length }), ...faults].join('\n')}\n`;
}
