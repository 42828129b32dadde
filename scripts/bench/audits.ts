/** One audit beside the least that DNS allows, and beside the same checks made one after another. */
import { dmarc } from 'mailauth/lib/dmarc/index.js';
import { spf } from 'mailauth/lib/spf/index.js';
import type { AuditInput, AuditTools } from '../../lib/audit/audit-input.ts';
import { createDnsClient, type DnsClient } from '../../lib/dns/client.ts';
import { createDohResolver } from '../../lib/dns/doh.ts';
import { toBridge } from '../../lib/mailauth/ask.ts';
import { auditReport } from '../../lib/report/audit-report.ts';
import { cpuPerRun, median, show, timeRuns, toTable } from './measure.ts';
import { startBenchServer } from './server.ts';
import { eightIncludes, eightIncludesZone, longestChain } from './zones.ts';

const DELAYS = [0, 20, 100];
const input: AuditInput = { from: `news@${eightIncludes}`, esp: 'mailchimp' };

const toTools = (url: string, client: DnsClient): AuditTools => ({
  resolvers: [client.resolver(url)],
  timeout: 20_000,
  now: Date.now,
  randomLabel: () => `presend-${Math.random().toString(36).slice(2)}`,
});

/** SPF, DMARC and both keys by mailauth, each waiting for the one before it, as a program without a plan asks. */
async function auditInSequence(url: string): Promise<void> {
  const plain = createDohResolver(url);
  const { resolver } = toBridge((name, type) => plain.ask({ name, type }));
  // An address that no record names: the walk goes through every include.
  const sender = `news@${eightIncludes}`;
  await spf({ sender, ip: '203.0.113.9', helo: 'mail.test', mta: 'localhost', resolver });
  await dmarc({ headerFrom: eightIncludes, spfDomains: [], dkimDomains: [], resolver });
  for (const selector of ['k2', 'k3']) await resolver(`${selector}._domainkey.${eightIncludes}`, 'TXT');
}

/** Two tables, in Markdown: time by delay, and what an audit costs when nothing has to be asked. */
export async function benchAudits(): Promise<string> {
  const server = await startBenchServer(eightIncludesZone);
  const plain = createDohResolver(server.url);
  const cold = () => auditReport(input, toTools(server.url, createDnsClient()));
  const rows: string[][] = [];
  try {
    // Until the machine code is there: a browser has been running for hours as well.
    await timeRuns(150, cold);
    await timeRuns(30, () => auditInSequence(server.url));
    for (const delay of DELAYS) {
      await server.setDelay(delay);
      const one = median(await timeRuns(15, () => plain.ask({ name: eightIncludes, type: 'TXT' })));
      await server.takeQuestions();
      const ours = median(await timeRuns(15, cold));
      const questions = (await server.takeQuestions()) / 15;
      const sequence = median(await timeRuns(5, () => auditInSequence(server.url)));
      const asked = (await server.takeQuestions()) / 5;
      const { queries, verdict } = await cold();
      const limit = longestChain * one;
      rows.push([
        `+${delay} ms`,
        show(one),
        show(limit),
        `${show(ours)} (${verdict}, ${queries.rounds} rounds)`,
        `${show(ours / limit)} x`,
        show(questions),
        show(sequence),
        `${show(sequence / ours)} x`,
        show(asked),
      ]);
    }
    await server.setDelay(0);
    const warm = toTools(server.url, createDnsClient());
    await auditReport(input, warm);
    await server.takeQuestions();
    await timeRuns(200, () => auditReport(input, { ...warm, randomLabel: () => 'presend-control' }));
    const cpu = await cpuPerRun(500, () => auditReport(input, { ...warm, randomLabel: () => 'presend-control' }));
    const head = [
      'answers',
      'one answer',
      'limit',
      'audit, ms',
      'of the limit',
      'questions',
      'in sequence, ms',
      'slower by',
      'questions',
    ];
    const asked = await server.takeQuestions();
    return `${toTable(head, rows)}\n\nAn audit with all its answers in memory: ${show(cpu)} ms of CPU (${asked} questions in 700 audits).`;
  } finally {
    await server.close();
  }
}
