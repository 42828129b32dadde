import type { ToolbarBadge } from '../../lib/browser/badge.ts';
import type { OverlayPhase, OverlayState, TabState } from '../../lib/messaging/protocol.ts';
import type { Report, ReportFinding, Verdict } from '../../lib/report/report.ts';
import type { AcceptedFinding } from '../../lib/storage/accepted.ts';
import type { Settings } from '../../lib/storage/settings.ts';
import { overlayWords, toolbarWords } from '../../lib/words/overlay.ts';
import type { Words } from '../../lib/words/say.ts';
import type { Shown } from './show.ts';

/** The look's light values: white text stands on them whatever theme the browser has. */
const COLOURS: Record<Verdict, string> = { pass: '#1a6b47', warn: '#865200', fail: '#ae2a20', unknown: '#4c5870' };
const TEXTS: Record<Verdict, ToolbarBadge['text']> = { pass: 'OK', warn: '!', fail: 'X', unknown: '?' };

export function badgeFor(shown: Shown, words: Words): ToolbarBadge {
  const title = toolbarWords(shown, words);
  const active = 'url' in shown;
  if (!active || shown.state === 'loading') return { text: '', colour: COLOURS.unknown, title, active };
  const verdict = shown.state === 'ready' ? (shown.report?.verdict ?? 'unknown') : 'unknown';
  return { text: TEXTS[verdict], colour: COLOURS[verdict], title, active };
}

const PHASES: Record<TabState['state'], OverlayPhase | null> = {
  loading: 'loading',
  ready: 'ready',
  'no-sender': 'no-sender',
  ambiguous: 'ambiguous',
  error: 'error',
  'off-site': null,
};

/** What is held against a send: every finding that is as grave as the verdict. */
export const heldFindings = (report: Report): ReportFinding[] =>
  report.findings.filter(({ severity }) => severity === report.verdict);

const isAcceptedFor = (report: Report, accepted: AcceptedFinding[]) => (finding: ReportFinding) =>
  accepted.some(({ domain, code }) => domain === report.domain && code === finding.code);

const pageOf = (url: string): string => url.replace(/[?#].*/s, '');

/** The sender of several that stands for all: whichever of them is chosen, the campaign fails. */
function surelyFailing({ candidates }: TabState): Report | null {
  const failing = candidates.flatMap(({ report }) => (report?.verdict === 'fail' ? [report] : []));
  const domains = new Set(failing.map(({ domain }) => domain));
  const isSure = candidates.every(
    ({ address, report }) =>
      report?.verdict === 'fail' ||
      (!report && [...domains].some((domain) => address.toLowerCase().endsWith(`@${domain}`))),
  );
  return isSure ? (failing[0] ?? null) : null;
}

/** The report that counts at a send; null while nothing is decided. */
export function judgedReport(state: TabState): Report | null {
  if (state.state === 'ready') return state.report;
  return state.state === 'ambiguous' ? surelyFailing(state) : null;
}

function holdFor(report: Report | null, guard: Settings['guard'], isAccepted: boolean): OverlayState['hold'] {
  if (!report || isAccepted || guard === 'off') return null;
  if (report.verdict === 'fail') return 'ask';
  if (report.verdict !== 'warn') return null;
  return guard === 'fail-and-warn' ? 'ask' : 'note';
}

/** What the in-page parts show of a tab, in words; null where nothing is composed. */
export function toOverlayState(
  state: TabState,
  settings: Settings,
  accepted: AcceptedFinding[],
  words: Words,
): OverlayState | null {
  const phase = PHASES[state.state];
  if (phase === null || state.esp === null) return null;
  const report = judgedReport(state);
  const held = report ? heldFindings(report) : [];
  const open = report ? held.filter((finding) => !isAcceptedFor(report, accepted)(finding)) : held;
  const counted = open[0] ?? held[0] ?? null;
  const isAccepted = held.length > 0 && open.length === 0;
  const isReady = phase === 'ready';
  return {
    phase,
    verdict: isReady ? (report?.verdict ?? null) : null,
    domain: isReady ? (report?.domain ?? null) : null,
    esp: state.esp,
    guard: settings.guard,
    accepted: isAccepted,
    hold: holdFor(report, settings.guard, isAccepted),
    firstCode: counted?.code ?? null,
    badgeHidden: !settings.badge || settings.hiddenOn.includes(pageOf(state.url)),
    words: overlayWords(state, report, counted, words),
  };
}
