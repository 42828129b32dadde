import { defineContentScript } from 'wxt/utils/define-content-script';
import { findSendAction } from '../../lib/detect/send-action.ts';
import { ALL_SITE_MATCHES, espOfSite } from '../../lib/esp/site-matches.ts';
import { forEachDocument } from '../../lib/in-page/frames.ts';
import { onWorkerMessage, sendFromPage } from '../../lib/messaging/from-page.ts';
import type { OverlayState } from '../../lib/messaging/protocol.ts';
import { askInDialog } from './guard-dialog.ts';
import { createNote } from './note.ts';
import { startPicker } from './picker.ts';
import { guardDocument } from './send-guard.ts';

/** What speaks only when it must: the question before a send that will fail, the note on a warning, the picker. */
export default defineContentScript({
  matches: [...ALL_SITE_MATCHES],
  runAt: 'document_idle',
  main(context) {
    const esp = espOfSite(location.href);
    let state: OverlayState | null = null;
    const open = () => void sendFromPage({ kind: 'open-report' });
    const note = createNote({ open });

    const decide = () => {
      // After a reload of the extension nothing of ours may hold anything up.
      if (!state || context.isInvalid || state.phase !== 'ready' || state.accepted || state.guard === 'off') {
        return 'let-through' as const;
      }
      if (state.verdict === 'fail') return 'ask' as const;
      if (state.verdict !== 'warn') return 'let-through' as const;
      return state.guard === 'fail-and-warn' ? ('ask' as const) : ('note' as const);
    };

    const ask = async () => {
      if (!state) return true;
      const { domain, firstCode } = state;
      const { choice, accept } = await askInDialog(state);
      if (accept && domain && firstCode) void sendFromPage({ kind: 'accept-finding', domain, code: firstCode });
      if (choice === 'fix') open();
      return choice === 'send-anyway';
    };

    const guard = {
      findSend: findSendAction,
      decide,
      ask,
      note: () => state && note.show(state),
      sending: () => void sendFromPage({ kind: 'sending' }),
    };
    forEachDocument((doc) => guardDocument(doc, guard, context.signal), context.signal);

    const show = (next: OverlayState | null) => {
      state = next;
      if (next?.verdict !== 'warn') note.remove();
    };
    const stop = onWorkerMessage((message) => {
      if (message.kind === 'overlay') show(message.state);
      if (message.kind === 'start-pick' && esp) startPicker(message.words, esp);
    });
    context.addEventListener(window, 'wxt:locationchange', ({ newUrl, oldUrl }) => {
      if (newUrl.pathname + newUrl.search !== oldUrl.pathname + oldUrl.search) show(null);
    });
    context.onInvalidated(() => {
      stop();
      show(null);
    });
  },
});
