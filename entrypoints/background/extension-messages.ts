import type { Answer, ExtensionMessage } from '../../lib/messaging/protocol.ts';
import { forgetPicks } from '../../lib/storage/picks.ts';
import { acceptFinding, unacceptFinding } from '../../lib/storage/accepted.ts';
import { PICKER_WORDS } from '../../lib/words/en/overlay.ts';
import { auditAndRemember } from './audits.ts';
import { mergedReading, readFrames, seenSender, writeFrames } from './frames.ts';
import { inOrder } from './in-order.ts';
import { collectStructures } from './page-report.ts';
import { sendToTab } from './show.ts';
import { refreshTab } from './tab-verdict.ts';
import { refreshOpenTabs, sendPicks } from './tab-life.ts';
import { startWatch, stopWatch } from './watching.ts';

const done = (value: unknown = null): Answer => ({ ok: true, value });

async function chooseSender(message: ExtensionMessage & { kind: 'choose-sender' }): Promise<void> {
  const { tab, address, esp } = message;
  await inOrder(tab, async () => {
    const frames = await readFrames(tab);
    if (!frames) return;
    const seen = seenSender(frames.url, mergedReading(frames));
    await writeFrames(tab, { ...frames, choice: { address, esp, seen } });
  });
  await refreshTab(tab);
}

/** Does what one of our own pages asks for. */
export async function answerExtension(message: ExtensionMessage): Promise<Answer> {
  switch (message.kind) {
    case 'check-tab':
      await refreshTab(message.tab, message.fresh);
      return done();
    case 'choose-sender':
      await chooseSender(message);
      return done();
    case 'audit': {
      const { fresh, kind: _, ...input } = message;
      return done(await auditAndRemember(input, fresh));
    }
    case 'start-pick':
      await sendToTab(message.tab, { kind: 'start-pick', words: PICKER_WORDS });
      return done();
    case 'forget-pick':
      await sendPicks(await forgetPicks(message.esp));
      return done();
    case 'page-report':
      return done(await collectStructures(message.tab));
    case 'watch':
      return done(await startWatch(message));
    case 'unwatch':
      await stopWatch(message.domain);
      return done();
    case 'accept-finding':
      await acceptFinding(message.domain, message.code, Date.now());
      await refreshOpenTabs();
      return done();
    case 'unaccept-finding':
      await unacceptFinding(message.domain, message.code);
      await refreshOpenTabs();
      return done();
  }
}
