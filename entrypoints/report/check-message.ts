import '../../lib/mailauth/globals.ts';
import type { MessageInput } from '../../components/report/MessageForm.tsx';
import type { Bounce } from '../../lib/message/bounce/bounce.ts';
import { currentWords } from '../../lib/browser/load-words.ts';
import { messageReport, type Unjudged } from '../../lib/message/message-report.ts';
import { isInPrivateWindow } from '../../lib/messaging/client.ts';
import { addToHistory } from '../../lib/storage/history.ts';
import { writeObservation } from '../../lib/storage/observations.ts';
import { readSettings } from '../../lib/storage/settings.ts';
import { toHistoryEntry } from '../../lib/watch/history-entry.ts';
import { explainReport, type ExplainedReport } from '../../lib/words/report-words.ts';
import { toolsFor } from './tools.ts';

export type Checked =
  | { kind: 'message'; report: ExplainedReport }
  | { kind: 'bounce'; bounce: Bounce }
  | { kind: 'unusable'; unjudged: Unjudged };

/** Judges a test message in this page, and remembers what it showed, except in a private window. A chunk of its own: most visits need none of it. */
export async function checkMessage({ source, esp, from }: MessageInput): Promise<Checked> {
  const settings = await readSettings();
  const octets = typeof source === 'string' ? new TextEncoder().encode(source) : source;
  const said = { ...(esp !== null && { esp }), ...(from !== '' && { from }) };
  const outcome = await messageReport(octets, { ...said, reportAddress: settings.reportAddress }, toolsFor(settings));
  if (!outcome.ok)
    return outcome.fault === 'bounce'
      ? { kind: 'bounce', bounce: outcome.bounce }
      : { kind: 'unusable', unjudged: outcome };
  const { report, observation } = outcome;
  if (!(await isInPrivateWindow())) {
    if (observation && report.esp) await writeObservation(report.domain, report.esp, observation);
    await addToHistory(toHistoryEntry(report, report.esp, 'message'));
  }
  return { kind: 'message', report: explainReport(report, await currentWords()) };
}
