/**
 * The audit on the command line: the same engine and the same report as in the browser.
 *
 *   npm run -s audit -- brand.com --esp mailchimp --json
 *   npm run -s audit -- --file domains.txt --esp none
 *   npm run -s audit -- --message mail.eml
 */
import { auditFile } from './bulk.ts';
import { parseCommand, type Command } from './command.ts';
import { auditMessage } from './message.ts';
import { formatReport } from './format-report.ts';
import { HELP } from './help.ts';
import { toTools } from './tools.ts';
import { auditReport } from '../lib/report/audit-report.ts';
import type { Report } from '../lib/report/report.ts';

const STATUS: Record<Report['verdict'], number> = { pass: 0, warn: 0, fail: 1, unknown: 3 };
const UNUSABLE = 2;

const print = (report: Report, json: boolean): void => {
  process.stdout.write(json ? `${JSON.stringify(report)}\n` : formatReport(report));
};

function refuse(problem: string): number {
  process.stderr.write(`audit: ${problem}\n`);
  return UNUSABLE;
}

async function run(command: Command): Promise<number> {
  const tools = toTools(command);
  if (command.kind === 'file') {
    const result = await auditFile(command, tools);
    return typeof result === 'string' ? refuse(result) : result.unusable > 0 ? UNUSABLE : 0;
  }
  const report =
    command.kind === 'message' ? await auditMessage(command, tools) : await auditReport(command.input, tools);
  if (typeof report === 'string') return refuse(report);
  print(report, command.json);
  return STATUS[report.verdict];
}

// A reader that has seen enough (`| head`) ends the command, quietly.
process.stdout.on('error', () => process.exit(0));

async function main(args: string[]): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(HELP);
    return 0;
  }
  const command = parseCommand(args);
  return typeof command === 'string' ? refuse(command) : run(command);
}

process.exitCode = await main(process.argv.slice(2));
