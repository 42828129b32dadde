import { fakeBrowser } from '../../helpers/fake-extension.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { sendToWorker } from '../../../lib/messaging/client.ts';
import type { ExtensionMessage } from '../../../lib/messaging/protocol.ts';
import { parseExtensionMessage } from '../../../lib/messaging/schemas.ts';

const AUDIT: ExtensionMessage = {
  kind: 'audit',
  from: 'hello@brand.com',
  replyTo: null,
  esp: 'none',
  account: null,
  selectors: [],
  fresh: false,
};

/** What reaches the worker of a message that a page in such a window sends. */
async function receivedFrom(incognito: boolean, message: ExtensionMessage): Promise<ExtensionMessage | null> {
  vi.spyOn(fakeBrowser.windows, 'getCurrent').mockResolvedValue({ incognito } as never);
  const send = vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockResolvedValue({ ok: true, value: null } as never);
  expect(await sendToWorker(message)).toEqual({ ok: true, value: null });
  return parseExtensionMessage(send.mock.lastCall?.[0]);
}

describe('messages of our own pages', () => {
  beforeEach(() => fakeBrowser.reset());

  it('mark an audit that is asked for in a private window', async () => {
    expect(await receivedFrom(true, AUDIT)).toMatchObject({ kind: 'audit', isPrivate: true });
  });

  it('mark nothing in any other window', async () => {
    expect(await receivedFrom(false, AUDIT)).not.toHaveProperty('isPrivate');
  });

  it('are answered with the problem where the worker cannot be reached', async () => {
    vi.spyOn(fakeBrowser.windows, 'getCurrent').mockResolvedValue({ incognito: false } as never);
    vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockRejectedValue(new Error('gone'));
    expect(await sendToWorker(AUDIT)).toEqual({ ok: false, problem: 'gone' });
  });
});
