import { addressOf } from '../../lib/detect/frames.ts';
import { readPage } from '../../lib/detect/read-page.ts';
import type { StoredPick } from '../../lib/messaging/protocol.ts';

Object.assign(globalThis, {
  presendRead: (picks: StoredPick[]) => readPage(document, addressOf(window), picks),
});
