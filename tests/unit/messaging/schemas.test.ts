import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseExtensionMessage, parsePageMessage } from '../../../lib/messaging/schemas.ts';

const reading = {
  esp: 'klaviyo',
  composing: true,
  sender: { kind: 'found', address: 'hello@brand.test', via: 'label', confidence: 0.9 },
  replyTo: null,
  fromName: null,
  subject: null,
  candidates: [],
  audience: 12_480,
  account: null,
  sending: null,
};
const message = { kind: 'page-reading', url: 'https://www.klaviyo.com/campaign/x/wizard', reading };

describe('a message of a page', () => {
  it('is taken as it is where it keeps to the protocol', () => expect(parsePageMessage(message)).toEqual(message));

  it.each([
    ['an unknown kind', { kind: 'erase-everything' }],
    [
      'an address without end',
      { ...message, reading: { ...reading, sender: { ...reading.sender, address: 'a'.repeat(401) } } },
    ],
    [
      'a certainty beyond certainty',
      { ...message, reading: { ...reading, sender: { ...reading.sender, confidence: 7 } } },
    ],
    ['another ESP than those it may be on', { ...message, reading: { ...reading, esp: 'evil' } }],
    [
      'what only our own pages may ask',
      { kind: 'audit', from: 'x@y.test', replyTo: null, esp: null, account: null, selectors: [], fresh: true },
    ],
  ])('is refused with %s', (_, hostile) => expect(parsePageMessage(hostile)).toBeNull());

  it('never throws, whatever it is', () => {
    fc.assert(
      fc.property(fc.anything(), (anything) => {
        parsePageMessage(anything);
        parseExtensionMessage(anything);
      }),
    );
  });
});
