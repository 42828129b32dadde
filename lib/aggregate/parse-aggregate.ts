import { Parser } from 'htmlparser2';
import { parseDomainName } from '../domain/domain-name.ts';
import { failure, success, type Parsed } from '../domain/parsed.ts';
import {
  LONGEST_FIELD,
  MOST_ROWS,
  type AggregateReport,
  type AggregateRow,
  type Disposition,
  type ReportFault,
} from './aggregate-report.ts';

const DEEPEST = 12;
const MOST_RESULTS = 50;
const MOST_SIGNATURES = 20;

type Signature = AggregateRow['dkim'][number];

/** Everything of a report, while it is read. */
interface Draft {
  isFeedback: boolean;
  schema: AggregateReport['schema'];
  fields: Map<string, string>;
  rows: AggregateRow[];
  row: AggregateRow | null;
  signature: Signature | null;
  isTooLarge: boolean;
}

const toRow = (): AggregateRow => ({
  ip: '',
  count: 0,
  disposition: 'none',
  dkimAligned: false,
  spfAligned: false,
  overrides: [],
  headerFrom: '',
  envelopeFrom: null,
  dkim: [],
  spf: [],
});

const toCount = (text: string): number => (/^\d{1,12}$/.test(text) ? Number(text) : 0);

/** `reject`, in whatever case; what is no disposition (`pass` of RFC 9990, none given) was delivered. */
const toDisposition = (text: string): Disposition => {
  const word = text.toLowerCase();
  return word === 'quarantine' || word === 'reject' ? word : 'none';
};

const isPass = (text: string): boolean => text.toLowerCase() === 'pass';
const toHost = (text: string): string => text.toLowerCase().replace(/\.$/, '');

/** What each element of a row sets, by its path below `record`. */
const ROW_FIELDS: Readonly<Record<string, (row: AggregateRow, text: string) => void>> = {
  'row/source_ip': (row, text) => (row.ip = text),
  'row/count': (row, text) => (row.count = toCount(text)),
  'row/policy_evaluated/disposition': (row, text) => (row.disposition = toDisposition(text)),
  'row/policy_evaluated/dkim': (row, text) => (row.dkimAligned = isPass(text)),
  'row/policy_evaluated/spf': (row, text) => (row.spfAligned = isPass(text)),
  'row/policy_evaluated/reason/type': (row, text) => {
    if (row.overrides.length < MOST_RESULTS) row.overrides.push(text.toLowerCase());
  },
  'identifiers/header_from': (row, text) => (row.headerFrom = toHost(text)),
  'identifiers/envelope_from': (row, text) => (row.envelopeFrom = toHost(text) || null),
};

const SIGNATURE_FIELDS: Readonly<Record<string, (signature: Signature, text: string) => void>> = {
  domain: (signature, text) => (signature.domain = toHost(text)),
  selector: (signature, text) => (signature.selector = text || null),
  result: (signature, text) => (signature.result = text.toLowerCase()),
};

function openElement(draft: Draft, path: string): void {
  if (path === 'feedback/record') draft.row = toRow();
  const method = /^feedback\/record\/auth_results\/(dkim|spf)$/.exec(path)?.[1];
  if (method !== undefined) draft.signature = { domain: '', selector: null, result: '' };
}

function closeElement(draft: Draft, path: string, text: string): void {
  const below = path.startsWith('feedback/record/') ? path.slice('feedback/record/'.length) : null;
  if (path === 'feedback/record' && draft.row !== null) {
    if (draft.rows.length < MOST_ROWS) draft.rows.push(draft.row);
    else draft.isTooLarge = true;
    draft.row = null;
    return;
  }
  if (below === null || draft.row === null) {
    if (text !== '' && !draft.fields.has(path)) draft.fields.set(path, text);
    return;
  }
  const { row, signature } = draft;
  ROW_FIELDS[below]?.(row, text);
  const [area, method, field] = below.split('/');
  if (area !== 'auth_results' || signature === null) return;
  if (field !== undefined) SIGNATURE_FIELDS[field]?.(signature, text);
  else {
    if (method === 'dkim' && row.dkim.length < MOST_SIGNATURES) row.dkim.push(signature);
    if (method === 'spf' && row.spf.length < MOST_SIGNATURES)
      row.spf.push({ domain: signature.domain, result: signature.result });
    draft.signature = null;
  }
}

/** Reads the elements one after the other; namespaces and prefixes are not distinguished. Null where it is not well formed. */
function readElements(xml: string): Draft | null {
  const draft: Draft = {
    isFeedback: false,
    schema: 'rfc7489',
    fields: new Map(),
    rows: [],
    row: null,
    signature: null,
    isTooLarge: false,
  };
  const path: string[] = [];
  let text = '';
  let isBroken = false;
  let isEnded = false;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const local = name.slice(name.indexOf(':') + 1).toLowerCase();
        if (path.length === 0 && local === 'feedback') {
          draft.isFeedback = true;
          if (Object.values(attributes).some((value) => value.includes('dmarc-2.0'))) draft.schema = 'rfc9990';
        }
        path.push(local);
        text = '';
        if (path.length <= DEEPEST) openElement(draft, path.join('/'));
      },
      ontext(data) {
        if (text.length < LONGEST_FIELD) text += data.slice(0, LONGEST_FIELD - text.length);
      },
      onclosetag(_, isImplied) {
        // An element that only the end of the text closes: the report was cut off.
        if (isImplied) isBroken = true;
        if (path.length <= DEEPEST) closeElement(draft, path.join('/'), text.trim());
        path.pop();
        text = '';
        if (path.length === 0) isEnded = true;
      },
    },
    { xmlMode: true, decodeEntities: true, recognizeSelfClosing: true },
  );
  parser.end(xml);
  return isBroken || !isEnded ? null : draft;
}

/** Seconds since 1970, as ms; RFC 9990 writes the same. NaN where it is no number. */
const toTime = (text: string | undefined): number =>
  text !== undefined && /^\d{9,11}$/.test(text) ? Number(text) * 1000 : Number.NaN;

/**
 * Reads a DMARC aggregate report in either schema: RFC 7489's, as most receivers still send it, and RFC 9990's. Bounded
 * in depth, rows and the length of each field; linear in the text.
 */
export function parseAggregate(xml: string): Parsed<AggregateReport, ReportFault> {
  if (!/<(?:[\w-]+:)?feedback[\s>]/i.test(xml.slice(0, 4000))) return failure('no-report');
  const draft = readElements(xml);
  if (draft === null) return failure('broken');
  if (draft.isTooLarge) return failure('too-large');
  if (!draft.isFeedback) return failure('no-report');
  const field = (name: string): string | null => draft.fields.get(`feedback/${name}`) ?? null;
  const domain = parseDomainName(field('policy_published/domain') ?? '');
  const begin = toTime(field('report_metadata/date_range/begin') ?? undefined);
  const end = toTime(field('report_metadata/date_range/end') ?? undefined);
  if (!domain.ok || Number.isNaN(begin) || Number.isNaN(end)) return failure('incomplete');
  const policyWord = (name: string) => field(`policy_published/${name}`)?.toLowerCase() ?? null;
  const isNewer = policyWord('testing') !== null || policyWord('discovery_method') !== null;
  return success({
    kind: 'dmarc',
    schema: isNewer ? 'rfc9990' : draft.schema,
    receiver: field('report_metadata/org_name') ?? '',
    id: field('report_metadata/report_id') ?? '',
    begin,
    end,
    domain: domain.value,
    policy: { p: policyWord('p'), sp: policyWord('sp'), np: policyWord('np'), testing: policyWord('testing') === 'y' },
    rows: draft.rows,
  });
}
