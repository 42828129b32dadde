import type { OverlayWords, PickerWords, TabState } from '../messaging/protocol.ts';
import type { Report, ReportFinding } from '../report/report.ts';
import { explainReportFinding } from './explain-finding.ts';
import type { Words } from './say.ts';
import { explainBadge, explainGuard, explainVerdict } from './verdict.ts';

function badgeOf({ state, report }: TabState, words: Words): { badge: string; badgeTitle: string } {
  if (state === 'off-site') return { badge: '', badgeTitle: '' };
  if (state !== 'ready') return { badge: words.say(`badge.${state}`), badgeTitle: words.say(`overlay.${state}`) };
  if (!report) return { badge: words.say('badge.error'), badgeTitle: '' };
  return { badge: explainBadge(report, words), badgeTitle: explainVerdict(report, words).title };
}

/**
 * Every word of badge, guard and note for a tab. `report` is the one that counts at a send, `finding` the one of its
 * findings that counts most.
 */
export function overlayWords(
  state: TabState,
  report: Report | null,
  finding: ReportFinding | null,
  words: Words,
): OverlayWords {
  const { audience } = state;
  const verdict = report && explainVerdict(report, words);
  const explained = report && finding && explainReportFinding(report, finding, words);
  const reason = report ? explainGuard(report, words).why : '';
  const people = audience === null || audience < 2 ? '' : words.say('overlay.audience', { audience });
  return {
    language: words.language,
    ...badgeOf(state, words),
    hide: words.say('overlay.hide'),
    guardTitle: verdict?.title ?? '',
    guardReason: `${reason} ${people}`.trim(),
    guardFoot: words.say('overlay.foot'),
    fix: words.say('overlay.fix'),
    sendAnyway: words.say('overlay.send-anyway'),
    cancel: words.say('overlay.cancel'),
    acceptLabel: report ? words.say('overlay.accept', { domain: report.domain }) : '',
    note: explained?.title ?? verdict?.title ?? '',
    close: words.say('overlay.close'),
  };
}

/** What the picker says while the user points at the From address. */
export const pickerWords = (words: Words): PickerWords => ({
  language: words.language,
  instruction: words.say('picker.instruction'),
  byKeyboard: words.say('picker.keyboard'),
  take: words.say('picker.take'),
  cancel: words.say('picker.cancel'),
});

/** Tooltip of the toolbar button. */
export function toolbarWords(shown: TabState | { state: 'off-site' }, words: Words): string {
  if (shown.state !== 'ready') return words.say(`toolbar.${shown.state}`);
  if (!shown.report) return words.say('toolbar.error');
  return words.say('toolbar.ready', { title: explainVerdict(shown.report, words).title, domain: shown.report.domain });
}
