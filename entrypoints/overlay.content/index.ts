import { defineContentScript } from 'wxt/utils/define-content-script';
import tokens from '../../components/tokens.css?inline';
import { findSendAction } from '../../lib/detect/send-action.ts';
import { ALL_SITE_MATCHES, espOfSite } from '../../lib/esp/site-matches.ts';
import { onWorkerMessage, sendFromPage } from '../../lib/messaging/from-page.ts';
import type { OverlayState } from '../../lib/messaging/protocol.ts';
import { createBadge } from './badge.ts';
import { forEachDocument } from './frames.ts';
import { askInDialog } from './guard-dialog.ts';
import { createNote } from './note.ts';
import overlay from './overlay.css?inline';
import { startPicker } from './picker.ts';
import { guardDocument } from './send-guard.ts';

export default defineContentScript({
  matches: [...ALL_SITE_MATCHES],
  runAt: 'document_idle',
  main(context) {
    const css = tokens + overlay;
    const esp = espOfSite(location.href);
    let state: OverlayState | null = null;
    const open = () => void sendFromPage({ kind: 'open-report' });
    const badge = createBadge(css, { open, hide: () => void sendFromPage({ kind: 'hide-badge' }) });
    const note = createNote(css, { open });

    const show = (next: OverlayState | null) => {
      state = next;
      if (next && !next.badgeHidden) badge.show(next);
      else badge.remove();
      if (next?.verdict !== 'warn') note.remove();
    };

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
      const { choice, accept } = await askInDialog(css, state);
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

    const stop = onWorkerMessage((message) => {
      if (message.kind === 'overlay') show(message.state);
      if (message.kind === 'start-pick' && esp) startPicker(css, message.words, esp);
    });
    const greet = (url: string) => void sendFromPage({ kind: 'overlay-ready', url });
    context.addEventListener(window, 'wxt:locationchange', ({ newUrl, oldUrl }) => {
      if (newUrl.pathname + newUrl.search === oldUrl.pathname + oldUrl.search) return;
      // Another place, another campaign perhaps: the old verdict goes at once, the worker says what comes.
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
  },
});
