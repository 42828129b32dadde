import '../../lib/mailauth/globals.ts';
import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { injectIntoOpenTabs } from '../../lib/browser/inject.ts';
import { onLanguageChange } from '../../lib/browser/load-words.ts';
import { onNotificationPressed } from '../../lib/browser/notifications.ts';
import { onAccessChanged } from '../../lib/browser/permissions.ts';
import { openReport } from '../../lib/browser/tabs.ts';
import { keepFromPages } from '../../lib/storage/access.ts';
import { espOfSite } from '../../lib/esp/site-matches.ts';
import { explainRefusal, isPageReading, parseExtensionMessage, parsePageMessage } from '../../lib/messaging/schemas.ts';
import type { Answer } from '../../lib/messaging/protocol.ts';
import { watchSeen } from '../../lib/storage/observations.ts';
import { watchSettings } from '../../lib/storage/settings.ts';
import { isWaitingNotice, lookAtAccounts, WAITING_ALARM } from './connected.ts';
import { DOMAINS_ALARM, driftPlace, runDomains } from './domain-checks.ts';
import { answerExtension } from './extension-messages.ts';
import { answerPage, takeUnreadable, type PageSender } from './page-messages.ts';
import { checkPlace, checkPlaces, dispatch, dispatchToAll, forgetTab, repaintTab, repaintTabs } from './tabs.ts';
import { resumeTabs, tabOfAlarm } from './tabs.ts';
import { lookAtWatches, WATCH_ALARM, watchedDomain } from './watching.ts';

type Sender = Parameters<Parameters<typeof browser.runtime.onMessage.addListener>[0]>[1];

const isOwnPage = (sender: Sender): boolean => Boolean(sender.url?.startsWith(browser.runtime.getURL('/')));

/** What the content script says of its document's identity; only for browsers that do not know. */
function pageIdOf(message: unknown): string {
  const page = typeof message === 'object' && message !== null && 'page' in message ? message.page : null;
  return typeof page === 'string' ? page.slice(0, 40) : 'unknown';
}

/** A frame without an address of its own (about:blank, srcdoc) stands for the tab it is in. */
function pageSenderOf(message: unknown, sender: Sender): PageSender | null {
  const tab = sender.tab?.id;
  const address = sender.tab?.url ?? sender.url ?? '';
  const esp = espOfSite(address) ?? espOfSite(sender.url ?? '');
  if (tab === undefined || sender.frameId === undefined || esp === null) return null;
  const isPrivate = sender.tab?.incognito ?? false;
  const document = sender.documentId ?? pageIdOf(message);
  return { tab, frame: sender.frameId, document, url: address, esp, isPrivate };
}

async function answer(message: unknown, sender: Sender): Promise<Answer> {
  if (isOwnPage(sender)) {
    const known = parseExtensionMessage(message);
    return known ? answerExtension(known) : { ok: false, problem: explainRefusal(message) };
  }
  const page = pageSenderOf(message, sender);
  const known = parsePageMessage(message);
  if (page && known) {
    await answerPage(known, page);
    return { ok: true, value: null };
  }
  if (page && isPageReading(message)) await takeUnreadable(page);
  return { ok: false, problem: 'unknown-message' };
}

async function followTab(tab: number, status: string | undefined): Promise<void> {
  await checkPlace(tab);
  // The browser has cleared the badge with the document before.
  if (status === 'complete') await repaintTab(tab);
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
    browser.tabs.onReplaced?.addListener((_, gone) => void forgetTab(gone));
    browser.tabs.onUpdated.addListener((tab, change) => {
      if (change.discarded) void forgetTab(tab);
      // Firefox tells no address that we may not see: only at the end does the tab say that it is elsewhere.
      else if (change.status !== undefined || change.url !== undefined) void followTab(tab, change.status);
    });
    browser.tabs.onActivated.addListener(({ tabId }) => void dispatch(tabId, { kind: 'look' }));
    browser.alarms.onAlarm.addListener(({ name }) => {
      const tab = tabOfAlarm(name);
      if (tab !== null) void dispatch(tab, { kind: 'tick' });
      if (name === WATCH_ALARM) void lookAtWatches();
      if (name === DOMAINS_ALARM) void runDomains();
      if (name === WAITING_ALARM) void lookAtAccounts();
    });
    self.addEventListener('online', () => {
      void dispatchToAll({ kind: 'online' });
      void runDomains();
    });
    // Firefox forgets alarms with the browser's end: what is still watched is looked at when it starts.
    browser.runtime.onStartup.addListener(() => void lookAtWatches());
    browser.runtime.onStartup.addListener(() => void lookAtAccounts());
    browser.runtime.onStartup.addListener(() => void runDomains());
    browser.runtime.onInstalled.addListener(({ reason }) => {
      if (reason === 'install') void browser.tabs.create({ url: browser.runtime.getURL('/welcome.html') });
      void injectIntoOpenTabs();
    });
    onNotificationPressed((id) => {
      const domain = watchedDomain(id);
      const place = domain ? `#/domain/${domain}` : driftPlace(id);
      if (place) void openReport(place);
      if (isWaitingNotice(id)) void openReport('#/waiting');
    });
    onAccessChanged(() => void checkPlaces());
    watchSettings(() => void repaintTabs());
    // What is kept of a tab has the sentences of its report.
    onLanguageChange(() => void dispatchToAll({ kind: 'check' }));
    // A test message turns what was predicted for its sender into what was observed.
    watchSeen((domain) => void dispatchToAll({ kind: 'domain-changed', domain }));
    void keepFromPages();
    void resumeTabs();
    void lookAtWatches();
    void lookAtAccounts();
    void runDomains();
  },
});
