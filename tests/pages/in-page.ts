import { addressOf } from '../../lib/detect/frames.ts';
import { describePage } from '../../lib/detect/page-structure.ts';
import { addressOf as addressOfElement, describeElement } from '../../lib/detect/pick.ts';
import { readPage } from '../../lib/detect/read-page.ts';
import { findSendAction } from '../../lib/detect/send-action.ts';
import type { StoredPick } from '../../lib/messaging/protocol.ts';

Object.assign(globalThis, {
  presendRead: (picks: StoredPick[]) => readPage(document, addressOf(window), picks),
  presendTools: { addressOfElement, describeElement, describePage, findSendAction },
});
