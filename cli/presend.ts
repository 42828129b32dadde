/**
 * The audit on the command line: the same engine and the same report as in the browser.
 *
 *   presend brand.com --esp mailchimp --json
 *   presend --file domains.txt --esp none
 *   presend --message mail.eml
 */
import { auditReport } from '../lib/report/audit-report.ts';
import type { Report } from '../lib/report/report.ts';
import { readWords } from '../lib/words/files.ts';
import { printReport } from '../lib/words/print-report.ts';
import { auditFile } from './bulk.ts';
import { parseCommand, type Command } from './command.ts';
import { formatReport } from './format-report.ts';
import { HELP } from './help.ts';
import { openOutput, toJsonLine, toPlain, type OutputFault } from './output.ts';
import { toTools } from './tools.ts';

const STATUS: Record<Report['verdict'], number> = { pass: 0, warn: 0, fail: 1, unknown: 3 };
const UNUSABLE = 2;

const output = openOutput(process.stdout);

function refuse(problem: string): number {
  process.stderr.write(`audit: ${toPlain(problem)}\n`);
  return UNUSABLE;
}

/** A reader that has left changes nothing of the status; a report that cannot be written is a failure of its own. */
const toStatus = (fault: OutputFault | null, status: number): number =>
  fault === null || fault === 'closed' ? status : refuse(fault.problem);

/** Judging messages weighs more than all the rest: it is loaded only for a message. */
async function readReport(command: Extract<Command, { kind: 'domain' | 'message' }>): Promise<Report | string> {
  const tools = await toTools(command);
  if (command.kind === 'domain') return auditReport(command.input, tools);
  const { auditMessage } = await import('./message.ts');
  return auditMessage(command, tools);
}

async function runReports(command: Extract<Command, { kind: 'reports' }>): Promise<number> {
  const { formatReports, readReportFiles } = await import('./reports.ts');
  const result = await readReportFiles(command.path);
  if (typeof result === 'string') return refuse(result);
  const text = command.json ? toJsonLine(result) : formatReports(result, await readWords(command.language));
  const isEmpty = result.domains.length === 0 && result.tls.length === 0;
  return toStatus(await output.write(text), isEmpty ? UNUSABLE : 0);
}

async function run(command: Command): Promise<number> {
  if (command.kind === 'reports') return runReports(command);
  if (command.kind === 'file') {
    const result = await auditFile(command, await toTools(command), output);
    if (typeof result === 'string') return refuse(result);
    return toStatus(result.fault, result.unusable > 0 ? UNUSABLE : 0);
  }
  const report = await readReport(command);
  if (typeof report === 'string') return refuse(report);
  const words = await readWords(command.json ? 'en' : command.language);
  const text = command.json ? toJsonLine(printReport(report, words)) : formatReport(report, words);
  const fault = await output.write(text);
  return toStatus(fault, STATUS[report.verdict]);
}

async function main(args: string[]): Promise<number> {
  if (!('groupBy' in Map)) await import('./older-node.ts');
  if (args.includes('--help') || args.includes('-h')) return toStatus(await output.write(HELP), 0);
  const command = parseCommand(args);
  return typeof command === 'string' ? refuse(command) : run(command);
}

process.exitCode = await main(process.argv.slice(2));
