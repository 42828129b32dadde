import { describe, expect, it } from 'vitest';
import { mergeReadings } from '../../../lib/detect/merge-readings.ts';
import type { PageReading, SenderFinding } from '../../../lib/detect/page-reading.ts';

const reading = (sender: SenderFinding, rest: Partial<PageReading> = {}): PageReading => ({
  esp: 'mailchimp',
  composing: true,
  sender,
  replyTo: null,
  fromName: null,
  subject: null,
  candidates: [],
  audience: null,
  account: null,
  sending: null,
  ...rest,
});
const found = (address: string, confidence = 0.9): SenderFinding => ({
  kind: 'found',
  address,
  via: 'label',
  confidence,
});
const missing = (reason: 'no-field' | 'empty' | 'loading' | 'variable' = 'no-field'): SenderFinding => ({
  kind: 'notFound',
  reason,
});

describe('the frames of a tab', () => {
  it('compose nothing where none does', () => {
    expect(mergeReadings([])).toBeNull();
    expect(mergeReadings([reading(missing(), { composing: false })])).toBeNull();
  });

  it('give the sender of the one frame that shows it', () => {
    const merged = mergeReadings([reading(missing()), reading(found('hello@brand.test'))]);
    expect(merged?.sender).toMatchObject({ kind: 'found', address: 'hello@brand.test' });
  });

  it('are one sender where two frames show the same, in whatever case', () => {
    const merged = mergeReadings([reading(found('Hello@Brand.test', 0.7)), reading(found('hello@brand.test', 0.9))]);
    expect(merged?.sender).toMatchObject({ kind: 'found', address: 'hello@brand.test', confidence: 0.9 });
  });

  it('are in doubt where two frames are equally sure of different senders', () => {
    const merged = mergeReadings([reading(found('a@brand.test', 0.8)), reading(found('b@brand.test', 0.9))]);
    expect(merged?.sender.kind).toBe('ambiguous');
  });

  it('follow the one that is clearly surer', () => {
    const merged = mergeReadings([reading(found('a@brand.test', 0.4)), reading(found('b@brand.test', 0.9))]);
    expect(merged?.sender).toMatchObject({ kind: 'found', address: 'b@brand.test' });
  });

  it('stay in doubt where one frame is in doubt by itself', () => {
    const doubt: SenderFinding = {
      kind: 'ambiguous',
      candidates: [
        { address: 'a@brand.test', via: 'A/B', confidence: 0.95 },
        { address: 'b@brand.test', via: 'A/B', confidence: 0.4 },
      ],
    };
    expect(mergeReadings([reading(missing()), reading(doubt)])?.sender.kind).toBe('ambiguous');
  });

  it('give the most telling reason where none shows a sender', () => {
    const merged = mergeReadings([reading(missing('no-field')), reading(missing('variable'))]);
    expect(merged?.sender).toEqual({ kind: 'notFound', reason: 'variable' });
  });

  it('add up what else they show', () => {
    const merged = mergeReadings([
      reading(missing(), { account: '77' }),
      reading(found('a@brand.test'), { replyTo: 'r@brand.test', audience: 12 }),
    ]);
    expect(merged).toMatchObject({ account: '77', replyTo: 'r@brand.test', audience: 12 });
  });
});
