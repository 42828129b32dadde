import { isAskable, parseDnsName } from '../domain/domain-name.ts';

/**
 * The name as it goes on the wire: A-labels, lower case, no final dot (RFC 4343, RFC 8616 § 4). Null where no such
 * name can exist: an empty label, one over 63 octets, a name over 253 (RFC 1035 § 2.3.4).
 */
export function toQueryName(name: string): string | null {
  // Names out of CNAMEs and SPF terms are asked with whatever ASCII is in them: only DNS says what exists.
  // oxlint-disable-next-line no-control-regex
  if (/[^\u0000-\u007f]/.test(name)) {
    const parsed = parseDnsName(name);
    return parsed.ok ? parsed.value : null;
  }
  const bare = name.toLowerCase().replace(/\.$/, '');
  return isAskable(bare) ? bare : null;
}
