import { defineContentScript } from 'wxt/utils/define-content-script';
import { ALL_SITE_MATCHES } from '../../lib/esp/site-matches.ts';
import { startDetecting } from './detect.ts';
import { startLife } from './life.ts';
import { startOverlay } from './overlay.ts';

/** The one script in a dashboard: it finds the sender in every frame; badge, guard, note and picker are in the top frame. */
export default defineContentScript({
  matches: [...ALL_SITE_MATCHES],
  allFrames: true,
  // Frames without an address of their own (about:blank, srcdoc, blob) belong to the page that made them.
  matchAboutBlank: true,
  matchOriginAsFallback: true,
  runAt: 'document_idle',
  // The page is told nothing of the extension, its id least of all.
  noScriptStartedPostMessage: true,
  main() {
    // Not WXT's context: an event that any page can forge ends it.
    const life = startLife();
    if (!life) return;
    startDetecting(life);
    if (window === window.top) startOverlay(life);
  },
});
