import PostalMime from 'postal-mime';
import { failure, success, type Parsed } from '../domain/parsed.ts';
import type { ReceiverReport, ReportFault } from './aggregate-report.ts';
import { parseAggregate } from './parse-aggregate.ts';
import { parseTls } from './parse-tls.ts';
import { unpack } from './unpack.ts';

/** Reports are attached once; what a mail holds beyond that is none. */
const MOST_ATTACHMENTS = 50;

const decoder = new TextDecoder('utf-8');

/** UTF-16 where a byte order mark says so, else UTF-8. */
function toText(octets: Uint8Array): string {
  const [first, second] = octets;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(octets);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(octets);
  return decoder.decode(octets);
}

const isMail = (start: string): boolean => /^(?:from |[!-9;-~]{1,60}:)/i.test(start);

const firstFault = (faults: readonly ReportFault[]): ReportFault =>
  faults.find((fault) => fault !== 'no-report') ?? 'no-report';

/** One or several reports, and what is wrong with the others; a failure where there is not one. */
function collect(results: readonly Parsed<ReceiverReport[], ReportFault>[]): Parsed<ReceiverReport[], ReportFault> {
  const reports = results.flatMap((result) => (result.ok ? result.value : []));
  if (reports.length > 0) return success(reports);
  return failure(firstFault(results.flatMap((result) => (result.ok ? [] : [result.fault]))));
}

const wrap = <T extends ReceiverReport>(result: Parsed<T, ReportFault>): Parsed<ReceiverReport[], ReportFault> =>
  result.ok ? success([result.value]) : result;

async function readMail(octets: Uint8Array): Promise<Parsed<ReceiverReport[], ReportFault>> {
  const mail = await PostalMime.parse(octets, { maxNestingDepth: 10, attachmentEncoding: 'arraybuffer' });
  const parts = mail.attachments.slice(0, MOST_ATTACHMENTS);
  const contents = parts.map(({ content }) =>
    typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content),
  );
  return collect(await Promise.all(contents.map((content) => readFile(content, false))));
}

async function readFile(octets: Uint8Array, mayBeMail: boolean): Promise<Parsed<ReceiverReport[], ReportFault>> {
  const unpacked = unpack(octets);
  if (!unpacked.ok) return unpacked;
  const results = unpacked.value.map(async (file): Promise<Parsed<ReceiverReport[], ReportFault>> => {
    const text = toText(file);
    const start = text.slice(0, 400).trimStart();
    if (start === '') return failure('empty');
    if (start.startsWith('<')) return wrap(parseAggregate(text));
    if (start.startsWith('{')) return wrap(parseTls(text));
    return mayBeMail && isMail(start) ? readMail(file) : failure('no-report');
  });
  return collect(await Promise.all(results));
}

/**
 * The reports in one file: XML or JSON, gzip or zip of them, or the mail in which they came. Never throws; nothing leaves
 * the machine.
 */
export async function readReports(octets: Uint8Array): Promise<Parsed<ReceiverReport[], ReportFault>> {
  if (octets.length === 0) return failure('empty');
  try {
    return await readFile(octets, true);
  } catch {
    // The mail parser throws on what nests too deep.
    return failure('broken');
  }
}
