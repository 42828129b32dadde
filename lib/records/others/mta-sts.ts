import type { MtaStsFaultReason } from './fault-reason.ts';
import { unmangled } from '../mangled.ts';
import { parseTagList, valueOf } from '../tag-list.ts';

export type MtaStsText =
  | { kind: 'record'; id: string; fault: MtaStsFaultReason | null }
  | { kind: 'meant' }
  | { kind: 'other' };

const VERSION = /^v=STSv1[ \t]*(?:;|$)/;

/** Reads a TXT at `_mta-sts` (RFC 8461 § 3.1). */
export function parseMtaSts(text: string): MtaStsText {
  if (!VERSION.test(text))
    return /v\s{0,3}[=:]\s{0,3}sts/i.test(unmangled(text.slice(0, 4096))) ? { kind: 'meant' } : { kind: 'other' };
  const id = valueOf(parseTagList(text), 'id');
  if (id === null) return { kind: 'record', id: '', fault: 'no-id' };
  return { kind: 'record', id, fault: /^[a-z0-9]{1,32}$/i.test(id) ? null : 'bad-id' };
}

export interface MtaStsPolicy {
  mode: 'enforce' | 'testing' | 'none';
  /** Seconds. */
  maxAge: number;
  /** Host names, `*.` for exactly one label; lower case. */
  mx: string[];
}

const LONGEST_AGE = 31_557_600;
const MOST_LINES = 1000;

/** Reads the text of a policy: `key: value` lines (RFC 8461 § 3.2). The first of a key counts, `mx` may stand often. */
export function parseMtaStsPolicy(text: string): MtaStsPolicy | MtaStsFaultReason {
  const values = new Map<string, string[]>();
  for (const line of text.split(/\r?\n/, MOST_LINES)) {
    const colon = line.indexOf(':');
    if (colon <= 0) continue;
    const key = line.slice(0, colon).trim();
    values.set(key, [...(values.get(key) ?? []), line.slice(colon + 1).trim()]);
  }
  const [version] = values.get('version') ?? [];
  const [mode] = values.get('mode') ?? [];
  const [age = ''] = values.get('max_age') ?? [];
  const mx = (values.get('mx') ?? []).map((host) => host.toLowerCase().replace(/\.$/, ''));
  if (version !== 'STSv1') return 'policy-version';
  if (mode !== 'enforce' && mode !== 'testing' && mode !== 'none') return 'policy-mode';
  if (!/^\d{1,10}$/.test(age) || Number(age) > LONGEST_AGE) return 'policy-max-age';
  if (mode !== 'none' && mx.length === 0) return 'policy-no-mx';
  return { mode, maxAge: Number(age), mx };
}

/** Whether a policy names an MX host: `*.` stands for exactly one label (RFC 8461 § 4.1). */
export const coversHost = (policy: MtaStsPolicy, host: string): boolean =>
  policy.mx.some(
    (pattern) => pattern === host || (pattern.startsWith('*.') && host.slice(host.indexOf('.')) === pattern.slice(1)),
  );
