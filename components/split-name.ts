/**
 * A name as the eye compares it: the quiet part in front, and the part that an organisation owns.
 * `organisation` is known for the From domain; for a stranger's name the end is taken, and that is for the eye alone:
 * no verdict rests on it.
 */
export function splitName(domain: string, organisation: string | null): { quiet: string; strong: string } {
  if (organisation && (domain === organisation || domain.endsWith(`.${organisation}`)))
    return { quiet: domain.slice(0, domain.length - organisation.length), strong: organisation };
  const labels = domain.split('.');
  const last = labels.at(-1) ?? '';
  const second = labels.at(-2) ?? '';
  // "co.uk", "com.au": a country code under which a short label sells names.
  const kept = last.length === 2 && second.length <= 3 && labels.length > 2 ? 3 : 2;
  const strong = labels.slice(-kept).join('.');
  return { quiet: domain.slice(0, domain.length - strong.length), strong };
}

/** `hello@brand.com` apart; a domain alone has no local part. */
export function splitAddress(from: string): { local: string | null; domain: string } {
  const at = from.lastIndexOf('@');
  return at < 0 ? { local: null, domain: from } : { local: from.slice(0, at), domain: from.slice(at + 1) };
}
