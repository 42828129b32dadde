import type { ContentScriptContext } from 'wxt/utils/content-script-context';
import { findSendAction } from '../../lib/detect/send-action.ts';
import { espOfSite } from '../../lib/esp/site-matches.ts';
import { forEachDocument } from '../../lib/in-page/frames.ts';
import { onWorkerMessage, sendFromPage } from '../../lib/messaging/from-page.ts';
import type { OverlayState } from '../../lib/messaging/protocol.ts';
import { createBadge } from './badge.ts';
import { askInDialog } from './guard-dialog.ts';
import { createNote } from './note.ts';
import { startPicker } from './picker.ts';
import { guardDocument } from './send-guard.ts';

/** Shows what the worker concluded about this tab: the badge, the question before a send, the note on a warning, the picker. */
export function startOverlay(context: ContentScriptContext): void {
  const esp = espOfSite(location.href);
  let state: OverlayState | null = null;
  const open = () => void sendFromPage({ kind: 'open-report' });
  const badge = createBadge({ open, hide: () => void sendFromPage({ kind: 'hide-badge' }) });
  const note = createNote({ open });

  const ask = async () => {
    if (!state) return true;
    const { choice, accept } = await askInDialog(state);
    if (accept) void sendFromPage({ kind: 'accept-finding' });
    if (choice === 'fix') open();
    return choice === 'send-anyway';
  };
  const guard = {
    findSend: findSendAction,
    // After a reload of the extension nothing of ours may hold anything up.
    decide: () => (context.isInvalid ? 'let-through' : (state?.hold ?? 'let-through')),
    ask,
    note: () => state && note.show(state),
    sending: () => void sendFromPage({ kind: 'sending' }),
  };
  forEachDocument((doc) => guardDocument(doc, guard, context.signal), context.signal);

  const show = (next: OverlayState | null) => {
    state = next;
    if (next && !next.badgeHidden) badge.show(next);
    else badge.remove();
    if (next?.verdict !== 'warn') note.remove();
  };
  const stop = onWorkerMessage((message) => {
    if (message.kind === 'overlay') show(message.state);
    if (message.kind === 'start-pick' && esp) startPicker(message.words, esp);
  });
  const greet = (url: string) => void sendFromPage({ kind: 'overlay-ready', url });
  context.addEventListener(window, 'wxt:locationchange', ({ newUrl, oldUrl }) => {
    if (newUrl.pathname + newUrl.search === oldUrl.pathname + oldUrl.search) return;
    // Another page, perhaps another campaign: the old verdict goes at once, the worker says what comes.
    show(null);
    greet(newUrl.href);
  });
  context.addEventListener(window, 'pageshow', (event) => {
    if (event.persisted) greet(location.href);
  });
  context.onInvalidated(() => {
    stop();
    show(null);
  });
  greet(location.href);
}
