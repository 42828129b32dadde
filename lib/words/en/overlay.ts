import type { OverlayWords, PickerWords, TabState } from '../../messaging/protocol.ts';
import type { Report, ReportFinding } from '../../report/report.ts';
import { explainReportFinding } from './explain-report.ts';
import { explainBadge, explainGuard, explainVerdict } from './verdict.ts';

const BADGE: Record<Exclude<TabState['state'], 'ready'>, string> = {
  loading: 'Checking…',
  'no-sender': 'No sender found',
  ambiguous: 'Which sender?',
  error: 'Presend stopped',
  'off-site': '',
};

const LONG: Record<Exclude<TabState['state'], 'ready'>, string> = {
  loading: 'Presend is checking this campaign.',
  'no-sender': 'Presend did not find the From address on this page. Press to type it.',
  ambiguous: 'More than one address could be the sender. Press to choose.',
  error: 'Presend made a mistake and stopped. Your campaign is not held up.',
  'off-site': '',
};

const readyBadge = ({ report }: TabState): string => (report ? explainBadge(report) : BADGE.error);

const onTheList = (audience: number | null): string =>
  audience === null || audience < 2 ? '' : `${audience.toLocaleString('en')} people are on the list.`;

/**
 * Every word of badge, guard and note for a tab. `report` is the one that counts at a send, `finding` the one of its
 * findings that counts most.
 */
export function overlayWords(state: TabState, report: Report | null, finding: ReportFinding | null): OverlayWords {
  const verdict = report ? explainVerdict(report) : null;
  const explained = report && finding ? explainReportFinding(report, finding) : null;
  const isReady = state.state === 'ready';
  return {
    badge: state.state === 'ready' ? readyBadge(state) : BADGE[state.state],
    badgeTitle: isReady && verdict ? verdict.title : state.state === 'ready' ? '' : LONG[state.state],
    hide: 'Hide on this page',
    guardTitle: verdict?.title ?? '',
    guardReason: [report ? explainGuard(report).why : '', onTheList(state.audience)].join(' ').trim(),
    guardFoot: 'Presend asks before a send only in such a case. You can change that in its settings.',
    fix: 'Fix it',
    sendAnyway: 'Send anyway',
    cancel: 'Cancel',
    acceptLabel: report ? `I know. Don’t warn me about this for ${report.domain} again` : '',
    note: explained?.title ?? verdict?.title ?? '',
    close: 'Close',
  };
}

export const PICKER_WORDS: PickerWords = {
  instruction: 'Click the From address of this campaign.',
  byKeyboard: 'Or press Tab to go from one address to the next, and Enter to take it.',
  take: 'Click to use this address',
  cancel: 'Cancel',
};
