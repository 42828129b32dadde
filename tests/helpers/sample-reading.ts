import type { PageReading, SenderFinding } from '../../lib/detect/page-reading.ts';

export const found = (address: string): SenderFinding => ({ kind: 'found', address, via: 'label', confidence: 0.9 });
export const missing = (reason: 'no-field' | 'empty' | 'loading'): SenderFinding => ({ kind: 'notFound', reason });

/** What a frame of a dashboard tells of a campaign. */
export const sampleReading = (sender: SenderFinding, rest: Partial<PageReading> = {}): PageReading => ({
  esp: 'klaviyo',
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
