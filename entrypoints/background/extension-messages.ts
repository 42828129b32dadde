import { injectTools } from '../../lib/browser/inject.ts';
import type { Answer, ExtensionMessage } from '../../lib/messaging/protocol.ts';
import { forgetPicks } from '../../lib/storage/picks.ts';
import { acceptFindings, unacceptFinding } from '../../lib/storage/accepted.ts';
import { pickerWords } from '../../lib/words/overlay.ts';
import { auditAndRemember } from './audits.ts';
import { runDomains } from './domain-checks.ts';
import { withConsequences } from './consequences.ts';
import { candidatesOf, collectStructures } from './page-report.ts';
import { checkWaiting, connect, disconnect } from './connected.ts';
import { sendToTab } from './show.ts';
import { askFrames, checkPlace, dispatch, repaintTabs } from './tabs.ts';
import { rememberedTabs } from './tab-store.ts';
import { wordsOfTab } from './tab-language.ts';
import { startWatch, stopWatch } from './watching.ts';

const done = (value: unknown = null): Answer => ({ ok: true, value });

/** Does what one of our own pages asks for. */
export async function answerExtension(message: ExtensionMessage): Promise<Answer> {
  switch (message.kind) {
    case 'check-tab':
      await checkPlace(message.tab);
      await dispatch(message.tab, { kind: message.fresh ? 'check' : 'look' });
      return done();
    case 'choose-sender':
      await dispatch(message.tab, { kind: 'choose', address: message.address, esp: message.esp });
      return done();
    case 'audit': {
      const { fresh, kind: _, isPrivate = false, pasted, drop = [], ...input } = message;
      const purpose = { fresh, by: isPrivate ? 'nobody' : 'user', pasted } as const;
      return done(await auditAndRemember({ ...input, drop }, purpose));
    }
    case 'start-pick':
      await injectTools(message.tab);
      await sendToTab(message.tab, { kind: 'start-pick', words: pickerWords(await wordsOfTab(message.tab)) });
      return done();
    case 'forget-pick':
      await forgetPicks(message.esp);
      for (const tab of await rememberedTabs()) await askFrames(tab);
      return done();
    case 'why-sender':
      return done(await candidatesOf(message.tab));
    case 'page-report':
      return done(await collectStructures(message.tab));
    case 'watch':
      return done(await startWatch(message));
    case 'unwatch':
      await stopWatch(message.domain, message.startedAt);
      return done();
    case 'connect':
      return done(await connect(message.esp, message.key));
    case 'disconnect':
      await disconnect(message.esp);
      return done();
    case 'check-waiting':
      await checkWaiting();
      return done();
    case 'run-domains':
      // Not waited for: it may take minutes, and the list tells how far it is.
      void runDomains();
      return done();
    case 'accept-finding':
      await acceptFindings(message.domain, await withConsequences(message.domain, message.code), Date.now(), 'local');
      await repaintTabs();
      return done();
    case 'unaccept-finding':
      await unacceptFinding(message.domain, message.code);
      await repaintTabs();
      return done();
  }
}
