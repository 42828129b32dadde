import { isAskable, parseDnsName } from '../../domain/domain-name.ts';
import { trimBlanks } from '../tag-list.ts';

/** One entry of `rua` or `ruf`. */
export interface ReportAddress {
  /** As written. */
  text: string;
  /** Without the obsolete size. */
  uri: string;
  /** `10m` of `mailto:a@b.example!10m`: obsolete, to be ignored (RFC 9989 § 4.6). */
  size: string | null;
  /** Where reports go by mail: the domain behind the `@`, lower case; null for anything else. */
  host: string | null;
  fault: 'empty' | 'not-a-uri' | 'no-local-part' | 'scheme' | null;
}

const SIZE = /!(\d{1,20}[kmgt]?)$/i;
const SCHEME = /^([a-z][a-z0-9+.-]{0,30}):/i;
/** RFC 3986 without comma and exclamation mark, which must be encoded (RFC 9989 § 4.8). */
const URI_REST = /^(?:[a-z0-9\-._~:/?#[\]@$&'()*+;=]|%[0-9a-f]{2})*$/i;

function readMailto(rest: string): Pick<ReportAddress, 'host' | 'fault'> {
  const query = rest.indexOf('?');
  const address = query === -1 ? rest : rest.slice(0, query);
  if (address === '') return { host: null, fault: 'empty' };
  const at = address.lastIndexOf('@');
  if (at === -1) return { host: null, fault: 'not-a-uri' };
  const host = address
    .slice(at + 1)
    .toLowerCase()
    .replace(/\.$/, '');
  if (at === 0) return { host: host || null, fault: 'no-local-part' };
  const sound = isAskable(host) && /^[a-z0-9._-]+$/.test(host) && !/[:/@]/.test(address.slice(0, at));
  return sound ? { host, fault: null } : { host: null, fault: 'not-a-uri' };
}

function readOne(text: string): ReportAddress {
  const size = SIZE.exec(text);
  const uri = size === null ? text : text.slice(0, size.index);
  const common = { text, uri, size: size?.[1] ?? null };
  if (uri === '') return { ...common, host: null, fault: 'empty' };
  const scheme = SCHEME.exec(uri);
  const rest = scheme === null ? '' : uri.slice(scheme[0].length);
  if (scheme === null || !URI_REST.test(rest)) return { ...common, host: null, fault: 'not-a-uri' };
  if (scheme[1]?.toLowerCase() === 'mailto') return { ...common, ...readMailto(rest) };
  return { ...common, host: null, fault: 'scheme' };
}

/** The list of a `rua` or `ruf` tag, as written, each with what is wrong with it (RFC 9989 § 4.6, § 4.8). An empty value is one empty entry. */
export const parseReportAddresses = (value: string): ReportAddress[] =>
  value.split(',').map((entry) => readOne(trimBlanks(entry)));

/** A URI that the grammar allows, of whatever scheme: enough for a record without a usable policy to act as `p=none`. */
export const isReportingUri = (address: ReportAddress): boolean => address.fault === null || address.fault === 'scheme';

/** A URI is ASCII: the domain of an address goes into it as A-labels (RFC 8616 § 5). */
function withALabels(address: string): string {
  const at = address.lastIndexOf('@');
  const domain = parseDnsName(address.slice(at + 1));
  return at > 0 && domain.ok ? `${address.slice(0, at)}@${domain.value}` : address;
}

/** `dmarc@brand.com`, `mailto://dmarc@brand.com` and the like as the URI that was meant; null where none can be told. */
export function repairReportAddress(text: string): string | null {
  const bare = trimBlanks(text)
    .replace(/^[<(]+/, '')
    .replace(/[>).;]{1,9}$/, '')
    .replace(/^mail\s{0,3}to\s{0,3}[:;=]?\s{0,3}(?:\/\/)?/i, '')
    .replace(/^<|>$/g, '');
  const repaired = /^https?:\/\//i.test(bare) ? bare : `mailto:${withALabels(bare)}`;
  const [address] = parseReportAddresses(repaired);
  return address !== undefined && isReportingUri(address) && address.size === null ? repaired : null;
}
