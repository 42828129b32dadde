/** Stands in for `node:net` in a browser: the three questions that mailauth asks of an address, answered for real. */

const OCTET = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const IPV4 = new RegExp(`^${OCTET}(?:\\.${OCTET}){3}$`);
const GROUP = /^[0-9a-f]{1,4}$/i;
/** The longest form, `ffff:` six times and a dotted quad, has 45 characters; a zone index may follow. */
const LONGEST = 80;

export const isIPv4 = (text: unknown): boolean => typeof text === 'string' && text.length <= 15 && IPV4.test(text);

/** How many 16-bit groups a colon-separated run has, -1 where one of them is none. A dotted quad counts two, at the end only. */
function countGroups(run: string, mayEndDotted: boolean): number {
  if (run === '') return 0;
  const parts = run.split(':');
  let count = 0;
  for (const [index, part] of parts.entries()) {
    if (GROUP.test(part)) count += 1;
    else if (mayEndDotted && index === parts.length - 1 && isIPv4(part)) count += 2;
    else return -1;
  }
  return count;
}

/** RFC 4291 § 2.2, with the zone index of RFC 4007 allowed as Node allows it. */
export function isIPv6(text: unknown): boolean {
  if (typeof text !== 'string' || text.length > LONGEST) return false;
  const [address = '', zone, ...more] = text.split('%');
  if (more.length > 0 || zone === '') return false;
  const halves = address.split('::');
  if (halves.length > 2) return false;
  const [head = '', tail] = halves;
  if (tail === undefined) return countGroups(head, true) === 8;
  const before = countGroups(head, false);
  const after = countGroups(tail, true);
  return before >= 0 && after >= 0 && before + after <= 7;
}

export const isIP = (text: unknown): 0 | 4 | 6 => (isIPv4(text) ? 4 : isIPv6(text) ? 6 : 0);
