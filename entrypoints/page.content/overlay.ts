import { findSendAction } from '../../lib/detect/send-action.ts';
import { createSendWords, type SendWords } from '../../lib/detect/send-words.ts';
import { campaignOf } from '../../lib/esp/dashboards.ts';
import { forEachDocument } from '../../lib/in-page/frames.ts';
import type { Life } from '../../lib/in-page/life.ts';
import { onWorkerMessage, sendFromPage } from '../../lib/messaging/from-page.ts';
import type { OverlayState } from '../../lib/messaging/protocol.ts';
import { onAddressChange } from './address.ts';
import { createBadge } from './badge.ts';
import { askInDialog } from './guard-dialog.ts';
import { createNote } from './note.ts';
import { guardDocument } from './send-guard.ts';

const HOSTS = 'presend-badge, presend-guard, presend-note, presend-picker';

/** Shows what the worker concluded about this tab: the badge, the question before a send, the note on a warning, the picker. */
export function startOverlay({ signal, isOver }: Life): void {
  // What a script of the extension before this one left behind: its buttons are dead.
  for (const old of document.querySelectorAll(HOSTS)) old.remove();
  let state: OverlayState | null = null;
  let sendWords: SendWords | null = null;
  const open = () => void sendFromPage({ kind: 'open-report' });
  const badge = createBadge({ open, hide: () => void sendFromPage({ kind: 'hide-badge' }) });
  const note = createNote({ open });

  const ask = async () => {
    if (!state) return true;
    const { choice, accept } = await askInDialog(state, signal);
    if (accept) void sendFromPage({ kind: 'accept-finding' });
    if (choice === 'fix') open();
    return choice === 'send-anyway';
  };
  const guard = {
    findSend: (target: Element) => sendWords && findSendAction(target, sendWords),
    // After a reload of the extension nothing of ours may hold anything up.
    decide: () => (isOver() ? 'let-through' : (state?.hold ?? 'let-through')),
    ask,
    note: () => state && note.show(state),
    sending: () => void sendFromPage({ kind: 'sending' }),
  };
  forEachDocument((doc) => guardDocument(doc, guard, signal), signal);

  const show = (next: OverlayState | null) => {
    state = next;
    if (next && !next.badgeHidden) badge.show(next);
    else badge.remove();
    if (next?.verdict !== 'warn') note.remove();
  };
  const stop = onWorkerMessage((message) => {
    if (message.kind !== 'overlay') return;
    sendWords ??= createSendWords(message.sendPatterns);
    show(message.state);
  });
  const greet = (url: string) =>
    void sendFromPage({ kind: 'overlay-ready', url, language: document.documentElement.lang.slice(0, 40) });
  onAddressChange((to, from) => {
    // Another step of the same campaign: what is known of it holds until the worker says more.
    if (campaignOf(to) !== campaignOf(from)) show(null);
    greet(to);
  }, signal);
  const on = (target: EventTarget, type: string, listener: (event: Event) => void) =>
    target.addEventListener(type, (event) => event.isTrusted && listener(event), { signal });
  const look = () => void sendFromPage({ kind: 'look' });
  on(window, 'pageshow', (event) => {
    if ((event as PageTransitionEvent).persisted) greet(location.href);
  });
  on(window, 'online', look);
  on(document, 'visibilitychange', () => document.visibilityState === 'visible' && look());
  signal.addEventListener('abort', () => {
    stop();
    show(null);
  });
  greet(location.href);
}
