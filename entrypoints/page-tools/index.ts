import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { describePage } from '../../lib/detect/page-structure.ts';
import { espOfSite } from '../../lib/esp/site-matches.ts';
import { world } from '../../lib/in-page/life.ts';
import { onWorkerMessage, sendFromPage } from '../../lib/messaging/from-page.ts';
import { startPicker } from './picker.ts';

/**
 * What a dashboard needs only after the user has asked for it: the picker and the structure of the page for a report.
 * The worker puts it next to the content script then (`lib/browser/inject.ts`), before it sends what was asked for.
 */
export default defineUnlistedScript(() => {
  const life = world.presend;
  if (!life || life.hasTools) return;
  life.hasTools = true;
  const { signal } = life;
  const esp = espOfSite(location.href);
  const stop = onWorkerMessage((message) => {
    if (message.kind === 'start-pick' && esp) startPicker(message.words, esp, signal);
    if (message.kind === 'describe-page') void sendFromPage({ kind: 'page-structure', text: describePage(document) });
  });
  signal.addEventListener('abort', stop);
});
