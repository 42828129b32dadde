import type { Report } from '../report/report.ts';

/** What ends a local part to the left of an @, in a text of ours. */
const SEPARATORS = ' \t\r\n<>"(),:;';

/** The findings whose texts hold addresses of the campaign; those of the others hold DNS data only. */
const HOLDS_ADDRESS = /^(?:from|reply-to)\./;

function withoutLastWord(text: string): string {
  let end = text.length;
  while (end > 0 && !SEPARATORS.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** "hello@brand.com" as "brand.com", wherever it is in the text. */
function withoutLocal(text: string): string {
  const parts = text.split('@');
  const last = parts.pop() ?? '';
  return parts.map(withoutLastWord).join('') + last;
}

/** A copy of `value` in which every text is without local parts. */
const strip = <T>(value: T): T =>
  JSON.parse(JSON.stringify(value), (_, part: unknown) => (typeof part === 'string' ? withoutLocal(part) : part)) as T;

/** `Name <local@domain>` or `local@domain` as `domain`. */
const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).split('>')[0] ?? '';

/** The report as it may be kept on the disk: the domains of From and reply-to, no local part and no display name. */
export const withoutLocalParts = (report: Report): Report => ({
  ...report,
  from: report.domain,
  replyTo: report.replyTo && domainOf(report.replyTo),
  findings: report.findings.map((finding) => (HOLDS_ADDRESS.test(finding.code) ? strip(finding) : finding)),
});
