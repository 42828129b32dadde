import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReportsResult } from '../../cli/reports.ts';
import type { Report } from '../../lib/report/report.ts';
import { BRAND, brand, mailchimp } from '../fixtures/zones/brand.ts';
import { buildCli } from '../../scripts/build-cli.ts';
import { startDohServer, type DohServer } from '../helpers/doh-server.ts';
import { toGzip, toReportMail, toReportXml } from '../helpers/aggregate-reports.ts';
import { auditZone } from '../helpers/audit-zone.ts';
import type { Zone } from '../helpers/dns-zone.ts';

let script = '';

const ZONE: Zone = {
  ...brand(),
  ...mailchimp(),
  ...brand({ dmarc: { TXT: 'v=DMARC1; p=reject; rua=mailto:d@red.test' } }, 'red.test'),
  ...brand({ dmarc: { rcode: 2 } }, 'unsure.test'),
  ...mailchimp('unsure.test'),
  ...brand({ MX: [[10, 'gone.mailhost.test']] }, 'amber.test'),
  ...mailchimp('amber.test'),
};

let server: DohServer;
beforeAll(async () => {
  script = await buildCli();
  server = await startDohServer(ZONE);
  // Four bundles, on a machine that runs other tests beside it.
}, 60_000);
afterAll(() => server.close());

interface Run {
  status: number;
  output: string;
  errors: string;
}

function run(args: string[], input?: string, encoding: BufferEncoding = 'utf8'): Promise<Run> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
    const texts = { output: '', errors: '' };
    child.stdout.on('data', (chunk: Buffer) => (texts.output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (texts.errors += chunk.toString()));
    child.on('close', (status) => resolve({ status: status ?? -1, ...texts }));
    child.stdin.end(Buffer.from(input ?? '', encoding));
  });
}

const audit = (...args: string[]) => run([...args, '--resolver', server.url]);
const parse = (text: string) => JSON.parse(text) as Report;

describe('the command line', () => {
  it.each([
    [BRAND, 'pass', 0],
    ['amber.test', 'warn', 0],
    ['red.test', 'fail', 1],
    ['unsure.test', 'unknown', 3],
  ])('%s: %s ends with status %i', async (domain, verdict, status) => {
    const result = await audit(domain, '--esp', 'mailchimp', '--json');
    expect([parse(result.output).verdict, result.status, result.errors]).toEqual([verdict, status, '']);
    expect(result.output.trimEnd().split('\n')).toHaveLength(1);
  });

  it('gives the report that everything else reads', async () => {
    const { output } = await audit(`hello@${BRAND}`, '--esp', 'mailchimp', '--json');
    const report = await auditZone(ZONE, { from: `hello@${BRAND}`, esp: 'mailchimp', full: false });
    const expected = { ...report, codes: undefined, logs: undefined };
    const comparable = (text: string) =>
      text
        .replaceAll(server.url, 'X')
        .replaceAll('https://first.test/dns-query', 'X')
        .replace(/"(?:at|ms|rounds)":[\d.]+/g, '"n":0');
    expect(JSON.parse(comparable(output))).toEqual(JSON.parse(comparable(JSON.stringify(expected))));
  });

  it('explains itself, and names every option that it takes', async () => {
    const { status, output, errors } = await run(['--help']);
    expect([status, errors]).toEqual([0, '']);
    for (const option of [
      'from',
      'reply-to',
      'esp',
      'portal',
      'selector',
      'audience',
      'resolver',
      'timeout',
      'json',
      'file',
      'message',
    ]) {
      expect(output).toContain(`--${option} `);
    }
  });

  it('takes every option', async () => {
    const options = `--reply-to help@amber.test --esp hubspot --portal 4711 --selector k2 --selector k3 --audience 100`;
    const from = ['--from', `Brand <hello@${BRAND}>`, '--timeout', '4000', '--json'];
    const { status, output } = await audit(...from, ...options.split(' '));
    const report = parse(output);
    expect([report.domain, report.esp, report.account, report.replyTo]).toEqual([
      BRAND,
      'hubspot',
      '4711',
      'help@amber.test',
    ]);
    expect(report.requirements.some(({ state }) => state === 'not-asked')).toBe(true);
    expect(status).toBe(1);
  });

  it('judges a From that is no one address, and refuses a domain that is none', async () => {
    const unusable = await audit('--from', 'a@one.test, b@two.test', '--json');
    expect([parse(unusable.output).findings[0]?.code, unusable.status]).toEqual(['from.unusable', 1]);
    expect(await audit('nonsense')).toMatchObject({ status: 2, output: '' });
  });

  it.each([
    [[]],
    [['not a domain']],
    [[BRAND, '--esp', 'nobody']],
    [[BRAND, '--audience', 'many']],
    [[BRAND, '--esp', 'hubspot', '--portal', 'my-portal']],
    [[BRAND, '--timeout', '0']],
    [[BRAND, '--resolver', 'ftp://127.0.0.1/']],
    [[BRAND, '--no-such-option']],
    [[BRAND, 'other.test']],
    [['--file', '/nonexistent/list']],
  ])('%j: one line on standard error says what to mend, and the status is 2', async (args) => {
    const { status, output, errors } = await run(args);
    expect([status, output]).toEqual([2, '']);
    expect(errors.trimEnd().split('\n')).toHaveLength(1);
  });

  it('reads well without --json, and does not let a record steer the terminal', async () => {
    const { output } = await audit('red.test', '--esp', 'mailchimp');
    expect(output).toMatch(/^red\.test, sent with Mailchimp\n\nFAIL: /);
    expect(output).toContain('k2._domainkey.red.test  CNAME  dkim2.mcsv.net');
    server.setZone({ ...ZONE, ...brand({ TXT: 'v=spf1 \u001b[31m ~all' }, 'steer.test') });
    expect((await audit('steer.test', '--esp', 'none')).output).not.toContain('\u001b');
    server.setZone(ZONE);
  });

  it('with one resolver its word counts; a dead one is covered by the next', async () => {
    const dead = 'http://127.0.0.1:9/dns-query';
    const result = await run([
      'red.test',
      '--esp',
      'mailchimp',
      '--json',
      '--resolver',
      dead,
      '--resolver',
      server.url,
    ]);
    expect([parse(result.output).verdict, parse(result.output).resolvers.asked]).toEqual(['fail', [server.url]]);
  });
});

describe('a list of domains', () => {
  const list = (text: string, ...args: string[]) =>
    run(['--file', '-', '--esp', 'mailchimp', '--resolver', server.url, ...args], text);

  it('gives a report a line in the order of the list, and says which line is no domain', async () => {
    const { status, output, errors } = await list(`red.test\r\nno domain\n\n${BRAND.toUpperCase()}.\nhello@amber.test`);
    const lines = output
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Partial<Report> & { input?: string });
    expect(lines.map(({ domain, input }) => domain ?? input)).toEqual(['red.test', 'no domain', BRAND, 'amber.test']);
    expect([status, errors]).toEqual([2, '']);
  });

  it('ends with status 0 where every line was a domain, whatever the verdicts', async () => {
    expect((await list('red.test\nunsure.test\n')).status).toBe(0);
    expect(await list('')).toEqual({ status: 0, output: '', errors: '' });
  });

  it('asks for what the domains share once', async () => {
    server.log.length = 0;
    const many = Array.from({ length: 40 }, (_, index) => `d${index}.test`);
    server.setZone(
      Object.assign({}, ...many.map((domain) => ({ ...brand({}, domain), ...mailchimp(domain) })), ZONE) as Zone,
    );
    const { output } = await list(many.join('\n'));
    expect(output.trimEnd().split('\n')).toHaveLength(40);
    expect(server.count('_spf.mailhost.test')).toBe(1);
    expect(server.count('mx.mailhost.test', 'A')).toBe(1);
    server.setZone(ZONE);
  });

  it('writes a report as soon as it is ready, while the list goes on', async () => {
    const child = spawn(process.execPath, [script, '--file', '-', '--esp', 'none', '--resolver', server.url], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const first = new Promise<string>((resolve) =>
      child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString())),
    );
    child.stdin.write(`${BRAND}\n`);
    expect(parse((await first).split('\n')[0] ?? '').domain).toBe(BRAND);
    child.stdin.end();
    await new Promise((resolve) => child.on('close', resolve));
  });
});

describe('what stands in the way of the output', () => {
  const shell = (command: string) =>
    new Promise<{ status: number; errors: string }>((resolve) => {
      const quoted = `"${process.execPath}" "${script}" red.test --esp mailchimp --json --resolver ${server.url}`;
      const child = spawn('bash', ['-c', command.replace('AUDIT', quoted)], { stdio: ['ignore', 'ignore', 'pipe'] });
      let errors = '';
      child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
      child.on('close', (status) => resolve({ status: status ?? -1, errors }));
    });

  it.each(['AUDIT | true', 'AUDIT | head -c 10', 'AUDIT >&-'])('%s: the verdict keeps its status', async (command) => {
    const { errors } = await shell(`${command}; echo "status \${PIPESTATUS[0]}" >&2`);
    expect(errors.trim()).toBe('status 1');
  });

  it('says that the disk is full', async () => {
    const { status, errors } = await shell('AUDIT > /dev/full');
    expect([status, errors.trimEnd().split('\n').length]).toEqual([2, 1]);
    expect(errors).toContain('no space is left');
  });

  it('writes no raw character that steers a terminal', async () => {
    const record = `v=DMARC1; p=none; x=\u009b31m\u202eabc`;
    server.setZone({ ...ZONE, ...brand({ dmarc: { TXT: record } }, 'steer.test') });
    const { output } = await audit('steer.test', '--json');
    server.setZone(ZONE);
    expect(output).not.toMatch(/[\u0080-\u009f\u202a-\u202e]/);
    expect(parse(output).dmarc.record).toBe(record);
  });
});

describe('arguments that would mislead', () => {
  it('refuses a password without printing it', async () => {
    const { status, errors } = await run([BRAND, '--resolver', 'https://me:secret@dns.example/dns-query']);
    expect(status).toBe(2);
    expect(errors).toContain('user name or password');
    expect(errors).not.toContain('secret');
  });

  it('refuses an option that is given twice', async () => {
    const { status, errors } = await audit(BRAND, '--esp', 'mailchimp', '--esp', 'hubspot');
    expect([status, errors.trim()]).toEqual([2, 'audit: --esp is given twice: give it once']);
  });

  it('names a list in UTF-16', async () => {
    const list = Buffer.from(`\ufeff${BRAND}\r\n`, 'utf16le').toString('latin1');
    const child = run(['--file', '-', '--resolver', server.url], list, 'latin1');
    const { status, errors } = await child;
    expect(status).toBe(2);
    expect(errors).toContain('UTF-16');
  });
});

describe('receivers’ reports', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'presend-reports-'));
    const rows = [{ count: 5, signatures: [['brand.test', 'k2', 'pass']] as [string, string, string][] }];
    await writeFile(join(folder, 'a.xml.gz'), toGzip(toReportXml({ rows })));
    await writeFile(join(folder, 'b.xml'), toReportXml({ rows }));
    await writeFile(
      join(folder, 'c.eml'),
      toReportMail(toGzip(toReportXml({ id: '2', rows })), 'c.gz', 'application/gzip'),
    );
    await writeFile(join(folder, 'notes.txt'), 'hello');
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('are summed by domain, each once, and what is none is named', async () => {
    const { status, output } = await run(['--reports', folder, '--json']);
    const result = JSON.parse(output) as ReportsResult;
    expect(status).toBe(0);
    expect(result.domains.map(({ domain, messages, passing }) => [domain, messages, passing])).toEqual([
      [BRAND, 10, 10],
    ]);
    expect([result.files, result.duplicates, result.unreadable]).toEqual([
      4,
      1,
      [{ file: 'notes.txt', fault: 'no-report' }],
    ]);
  });

  it('are readable', async () => {
    const { output } = await run(['--reports', folder]);
    expect(output).toContain('brand.test: 10 of 10 messages passed DMARC');
    expect(output).toContain('Mailchimp');
  });

  it('that cannot be read end with 2', async () => {
    expect((await run(['--reports', join(folder, 'none')])).status).toBe(2);
    expect((await run(['--reports', join(folder, 'notes.txt'), '--json'])).status).toBe(2);
  });
});

describe('a test message', () => {
  const MESSAGES = join(import.meta.dirname, '..', 'fixtures', 'messages');
  const message = (path: string, input = '') => run(['--message', path, '--json', '--resolver', server.url], input);

  it('gives the report of its From, with what the message shows', async () => {
    const { status, output, errors } = await message(join(MESSAGES, 'signature-none.eml'));
    const report = parse(output);
    expect(report.message?.from).toContain(`@${report.domain}`);
    expect(report.findings.map(({ code }) => code)).toContain('message.no-dkim');
    expect([status, errors]).toEqual([{ pass: 0, warn: 0, fail: 1, unknown: 3 }[report.verdict], '']);
  });

  it('is read from standard input too', async () => {
    const source = readFileSync(join(MESSAGES, 'signature-none.eml'), 'latin1');
    expect(parse((await message('-', source)).output).message).toBeDefined();
  });

  it.each(['', '<!doctype html><p>Sign in</p>', '\u0000\u0001\u0002'])('%j is no message', async (text) => {
    const { status, output, errors } = await message('-', text);
    expect([status, output]).toEqual([2, '']);
    expect(errors.trimEnd().split('\n')).toHaveLength(1);
  });
});
