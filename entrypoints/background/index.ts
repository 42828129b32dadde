import '../../lib/mailauth/globals.ts';
import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { espOfSite } from '../../lib/esp/site-matches.ts';
import { parseExtensionMessage, parsePageMessage } from '../../lib/messaging/schemas.ts';
import type { Answer } from '../../lib/messaging/protocol.ts';
import { watchSeen } from '../../lib/storage/observations.ts';
import { watchSettings } from '../../lib/storage/settings.ts';
import { answerExtension } from './extension-messages.ts';
import { answerPage } from './page-messages.ts';
import { forgetTab, recheckDomain, refreshOpenTabs, resumeLoadingTabs } from './tab-life.ts';
import { lookAtWatches, WATCH_ALARM } from './watching.ts';

type Sender = Parameters<Parameters<typeof browser.runtime.onMessage.addListener>[0]>[1];

const isOwnPage = (sender: Sender): boolean => Boolean(sender.url?.startsWith(browser.runtime.getURL('/')));

/** A frame without an address of its own (about:blank, srcdoc) stands for the tab it is in. */
function pageSenderOf(sender: Sender) {
  const tab = sender.tab?.id;
  const address = sender.tab?.url ?? sender.url ?? '';
  const esp = espOfSite(address) ?? espOfSite(sender.url ?? '');
  if (tab === undefined || sender.frameId === undefined || esp === null) return null;
  return { tab, frame: sender.frameId, document: sender.documentId ?? '', esp };
}

async function answer(message: unknown, sender: Sender): Promise<Answer> {
  if (isOwnPage(sender)) {
    const known = parseExtensionMessage(message);
    return known ? answerExtension(known) : { ok: false, problem: 'unknown-message' };
  }
  const page = pageSenderOf(sender);
  const known = parsePageMessage(message);
  if (!page || !known) return { ok: false, problem: 'unknown-message' };
  await answerPage(known, page);
  return { ok: true, value: null };
}

export default defineBackground({
  type: 'module',
  main() {
    browser.runtime.onMessage.addListener((message: unknown, sender, respond) => {
      answer(message, sender).then(respond, (error: unknown) => {
        respond({ ok: false, problem: error instanceof Error ? error.message : String(error) });
      });
      return true;
    });
    browser.tabs.onRemoved.addListener((tab) => void forgetTab(tab));
    browser.alarms.onAlarm.addListener(({ name }) => {
      if (name === WATCH_ALARM) void lookAtWatches();
    });
    // Firefox forgets alarms with the browser's end: what is still watched is looked at when it starts.
    browser.runtime.onStartup.addListener(() => void lookAtWatches());
    browser.runtime.onInstalled.addListener(({ reason }) => {
      if (reason === 'install') void browser.tabs.create({ url: browser.runtime.getURL('/welcome.html') });
    });
    watchSettings(() => void refreshOpenTabs());
    // A test message turns what was predicted for its sender into what was observed.
    watchSeen((domain) => void recheckDomain(domain));
    void resumeLoadingTabs();
    void lookAtWatches();
  },
});
