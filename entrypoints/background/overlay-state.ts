import type { ToolbarBadge } from '../../lib/browser/badge.ts';
import type { OverlayPhase, OverlayState, TabState } from '../../lib/messaging/protocol.ts';
import type { Report, ReportFinding, Verdict } from '../../lib/report/report.ts';
import type { AcceptedFinding } from '../../lib/storage/accepted.ts';
import type { Settings } from '../../lib/storage/settings.ts';
import { overlayWords } from '../../lib/words/en/overlay.ts';
import { toolbarWords } from '../../lib/words/en/toolbar.ts';
import type { Shown } from './show.ts';

/** The look's light values: white text stands on them whatever theme the browser has. */
const COLOURS: Record<Verdict, string> = { pass: '#1a6b47', warn: '#865200', fail: '#ae2a20', unknown: '#4c5870' };
const TEXTS: Record<Verdict, ToolbarBadge['text']> = { pass: 'OK', warn: '!', fail: 'X', unknown: '?' };

export function badgeFor(shown: Shown): ToolbarBadge {
  const title = toolbarWords(shown);
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

const isHeldAgainst = (finding: ReportFinding, verdict: Verdict): boolean => finding.severity === verdict;

const isAcceptedFor = (report: Report, accepted: AcceptedFinding[]) => (finding: ReportFinding) =>
  accepted.some(({ domain, code }) => domain === report.domain && code === finding.code);

const pageOf = (url: string): string => url.replace(/[?#].*$/, '');

/** What the in-page parts show of a tab, in words; null where nothing is composed. */
export function toOverlayState(state: TabState, settings: Settings, accepted: AcceptedFinding[]): OverlayState | null {
  const phase = PHASES[state.state];
  if (phase === null || state.esp === null) return null;
  const { report } = state;
  const held = report ? report.findings.filter((finding) => isHeldAgainst(finding, report.verdict)) : [];
  const open = report ? held.filter((finding) => !isAcceptedFor(report, accepted)(finding)) : held;
  const counted = open[0] ?? held[0] ?? null;
  return {
    phase,
    verdict: phase === 'ready' ? (report?.verdict ?? null) : null,
    domain: phase === 'ready' ? (report?.domain ?? null) : null,
    esp: state.esp,
    guard: settings.guard,
    accepted: held.length > 0 && open.length === 0,
    firstCode: counted?.code ?? null,
    badgeHidden: !settings.badge || settings.hiddenOn.includes(pageOf(state.url)),
    words: overlayWords(state, counted),
  };
}
