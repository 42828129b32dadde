import type { EspId } from '../esp/esp-id.ts';
import type { Report } from '../report/report.ts';
import type { HistoryEntry } from './history.ts';

/** What a verdict rested on that can change behind the user's back: keys, policy, list of allowed senders. */
function answersOf(report: Report): Record<string, string[]> {
  const answers: Record<string, string[]> = {};
  for (const leg of report.legs.dkim) answers[`${leg.selector}._domainkey.${leg.domain}`] = [leg.key, leg.target ?? ''];
  if (report.dmarc.foundAt !== null) answers[`_dmarc.${report.dmarc.foundAt}`] = [report.dmarc.record ?? ''];
  if (report.spf.record !== null) answers[report.domain] = [report.spf.record];
  return answers;
}

/** A report as it is worth remembering. */
export const toHistoryEntry = (
  report: Report,
  esp: EspId | 'none' | null,
  kind: HistoryEntry['kind'],
): HistoryEntry => ({
  domain: report.domain,
  esp,
  account: report.account,
  at: report.at,
  verdict: report.verdict,
  codes: report.findings.filter(({ severity }) => severity !== 'info').map(({ code }) => code),
  answers: answersOf(report),
  kind,
  landed: null,
});
