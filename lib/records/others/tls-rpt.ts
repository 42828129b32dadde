import type { TlsRptFaultReason } from './fault-reason.ts';
import { unmangled } from '../mangled.ts';
import { parseReportAddresses } from '../dmarc/report-address.ts';
import { parseTagList, valueOf } from '../tag-list.ts';

export type TlsRptText = { kind: 'record'; fault: TlsRptFaultReason | null } | { kind: 'meant' } | { kind: 'other' };

const VERSION = /^v=TLSRPTv1[ \t]*(?:;|$)/;

/** Reads a TXT at `_smtp._tls`: reports go to `mailto:` or `https:` addresses (RFC 8460 § 3). */
export function parseTlsRpt(text: string): TlsRptText {
  if (!VERSION.test(text))
    return /v\s{0,3}[=:]\s{0,3}tlsrpt/i.test(unmangled(text.slice(0, 4096))) ? { kind: 'meant' } : { kind: 'other' };
  const rua = valueOf(parseTagList(text), 'rua') ?? '';
  if (rua === '') return { kind: 'record', fault: 'no-address' };
  const isSound = parseReportAddresses(rua).every(
    ({ fault, uri }) => fault === null || (fault === 'scheme' && /^https:\/\/./i.test(uri)),
  );
  return { kind: 'record', fault: isSound ? null : 'bad-address' };
}
