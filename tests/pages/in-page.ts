import { withDateNames } from '../../lib/detect/date-names.ts';
import { addressOf } from '../../lib/detect/frames.ts';
import { describePage } from '../../lib/detect/page-structure.ts';
import { addressOf as addressOfElement, describeElement } from '../../lib/detect/pick.ts';
import type { PageReading } from '../../lib/detect/page-reading.ts';
import { readPageSteps } from '../../lib/detect/read-page.ts';
import { createRootFinder } from '../../lib/detect/roots.ts';
import { findSendAction } from '../../lib/detect/send-action.ts';
import { SEND_LEXICON } from '../../lib/detect/send-lexicon.ts';
import { createSendWords } from '../../lib/detect/send-words.ts';
import type { StoredPick } from '../../lib/messaging/protocol.ts';

/** All slices of a reading at once. */
function readAtOnce(picks: StoredPick[]): PageReading | null {
  const steps = readPageSteps(document, addressOf(window), picks, createRootFinder(document, Date.now).find());
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

const sendWords = createSendWords(withDateNames(SEND_LEXICON));

Object.assign(globalThis, {
  presendRead: readAtOnce,
  presendTools: {
    addressOfElement,
    describeElement,
    describePage,
    findSend: (target: Element) => findSendAction(target, sendWords),
  },
});
