import { parseAddress } from '../../domain/address.ts';
import type { DomainName } from '../../domain/domain-name.ts';
import type { FindingParams } from '../../findings/finding.ts';
import { fieldsNamed, valueOf, type HeaderField } from './header-fields.ts';

export type FromField =
  | { ok: true; address: string; domain: DomainName }
  /** DMARC cannot be evaluated (RFC 9989 § 5.3.1). */
  | { ok: false; reason: FindingParams['from.unusable']['reason']; input: string };

const LONGEST_INPUT = 500;

/** The author of a message: exactly one From field, whose addresses are at one domain. */
export function readFrom(fields: readonly HeaderField[]): FromField {
  const [field, ...others] = fieldsNamed(fields, 'from');
  if (!field) return { ok: false, reason: 'missing', input: '' };
  const input = [field, ...others].map(valueOf).join(', ').slice(0, LONGEST_INPUT);
  if (others.length > 0) return { ok: false, reason: 'several-fields', input };
  const parsed = parseAddress(valueOf(field));
  if (!parsed.ok) return { ok: false, reason: parsed.fault, input };
  const { localPart, domain } = parsed.value;
  return { ok: true, address: `${localPart}@${domain}`, domain };
}
