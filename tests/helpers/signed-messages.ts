import { readdirSync, readFileSync } from 'node:fs';
import type { AuditTools } from '../../lib/audit/audit-input.ts';
import { messageReport, type MessageInput } from '../../lib/message/message-report.ts';
import type { MessageReport, Report } from '../../lib/report/report.ts';
import { loadZone, type Zone } from './dns-zone.ts';
import { toZoneResolver } from './zone-ask.ts';

const FOLDER = new URL('../fixtures/messages/', import.meta.url);

/** What DNS says of the brand, its ESPs and the servers of the messages. */
export const messageZone: Zone = loadZone(new URL('zone.json', FOLDER)).zone;

/** Every message of the folder, without the ending. */
export const messageNames: readonly string[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.eml'))
  .map((name) => name.slice(0, -4))
  .toSorted();

export const readMessage = (name: string): Buffer => readFileSync(new URL(`${name}.eml`, FOLDER));

/** The octets of a message, one character each, and back. */
export const toText = (message: Uint8Array): string => Buffer.from(message).toString('latin1');
export const toOctets = (text: string): Buffer => Buffer.from(text, 'latin1');

/** Received on 24 November 2026; read a day later. */
const NOW = Date.UTC(2026, 10, 25, 12);

export const toMessageTools = (zone: Zone = messageZone, asked: string[] = []): AuditTools => ({
  resolvers: [toZoneResolver(zone, asked)],
  timeout: 20_000,
  now: () => NOW,
  randomLabel: () => 'x-nobody',
});

export interface Judged {
  report: Report;
  message: MessageReport;
  /** Codes of the findings, in their order. */
  codes: string[];
  severityOf(code: string): string | undefined;
}

/** The report of a message; fails the test where it is none. */
export async function judgeSource(
  source: Uint8Array,
  input: MessageInput = {},
  tools = toMessageTools(),
): Promise<Judged> {
  const outcome = await messageReport(source, input, tools);
  if (!outcome.ok) throw new Error(`no message: ${outcome.fault}`);
  const { report } = outcome;
  const { message, findings } = report;
  if (!message) throw new Error('a report without its message');
  return {
    report,
    message,
    codes: findings.map(({ code }) => code),
    severityOf: (wanted) => findings.find(({ code }) => code === wanted)?.severity,
  };
}

export const judgeMessageFile = (name: string, input: MessageInput = {}): Promise<Judged> =>
  judgeSource(readMessage(name), input);
