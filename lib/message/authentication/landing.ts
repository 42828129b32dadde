import type { MessageReport } from '../../report/report.ts';
import { valueOf, type HeaderField } from '../headers/header-fields.ts';
import type { Reception } from './receiver.ts';

type Landed = NonNullable<MessageReport['landed']>;

interface LandingRule {
  via: MessageReport['receivedVia'] | 'any';
  field: string;
  value: RegExp;
  landed: Landed;
  /** This receiver removes such a field from what comes in: it may be anywhere. */
  anywhere?: true;
}

/** Where some receivers write the folder into the message; most do not. */
const RULES: readonly LandingRule[] = [
  {
    via: 'microsoft',
    field: 'x-microsoft-antispam-mailbox-delivery',
    value: /\bdest:J\b/,
    landed: 'spam',
    anywhere: true,
  },
  {
    via: 'microsoft',
    field: 'x-microsoft-antispam-mailbox-delivery',
    value: /\bdest:I\b/,
    landed: 'inbox',
    anywhere: true,
  },
  { via: 'microsoft', field: 'x-ms-exchange-organization-scl', value: /^[5-9]$/, landed: 'spam', anywhere: true },
  { via: 'icloud', field: 'x-apple-movetofolder', value: /^junk$/i, landed: 'spam' },
  { via: 'icloud', field: 'x-apple-movetofolder', value: /^inbox$/i, landed: 'inbox' },
  { via: 'yahoo', field: 'x-yahoofilteredbulk', value: /\S/, landed: 'spam' },
  // An export of the mailbox has the labels of each message.
  { via: 'gmail', field: 'x-gmail-labels', value: /\bspam\b/i, landed: 'spam' },
  { via: 'gmail', field: 'x-gmail-labels', value: /promotions|werbung/i, landed: 'promotions' },
  { via: 'gmail', field: 'x-gmail-labels', value: /\binbox\b|posteingang/i, landed: 'inbox' },
  { via: 'any', field: 'x-spam-flag', value: /^yes$/i, landed: 'spam' },
];

/** Where the message landed, as its receiver wrote it; null where it did not. */
export function findLanding(fields: readonly HeaderField[], { via, boundary, hops }: Reception): Landed | null {
  if (boundary === null) return null;
  const received = fields.flatMap((field, at) => (field.key === 'received' ? [at] : []));
  const own = received[hops.indexOf(boundary)] ?? 0;
  const rule = RULES.find(
    (one) =>
      (one.via === 'any' || one.via === via) &&
      fields.some(
        (field, at) => (one.anywhere || at < own) && field.key === one.field && one.value.test(valueOf(field)),
      ),
  );
  return rule?.landed ?? null;
}
