import type { RecordType } from '../../lib/dns/resolver.ts';
import type { MessageMarks } from '../../lib/esp/attribute.ts';
import type { Zone } from './dns-zone.ts';

/** What shows one ESP's folder at work. The brand is `brand.test` throughout. */
export interface EspZones {
  /** What the address bar says. */
  account?: string;
  /** What the user has to say where records are there and their names cannot be known. */
  selectors?: string[];
  /** What stands in the ESP's own zones. */
  espSide: Zone;
  /** Set up: nothing to mend. */
  green: Zone;
  /** Half done: delivered today. */
  amber: Zone;
  /** Not set up: the mail fails. Only what the ESP has nothing to do with. */
  red: Zone;
  /** Records that the red report proposes: name, type, and a part of the value. */
  proposes: readonly (readonly [name: string, type: RecordType, value: string])[];
  /** A return-path of the brand's own, where the ESP offers one at a name that is known; added to green. */
  returnPath: { zone: Zone; domain: string } | null;
  /** Messages of it, by what they show. */
  messages: readonly { what: string; marks: Partial<MessageMarks> }[];
}

/** A brand that has mail of its own and a DMARC record; everything else is the ESP's matter. */
export const BRAND: Zone = {
  'brand.test': { A: '192.0.2.1', MX: [[10, 'mx.brand.test']], TXT: ['v=spf1 ip4:192.0.2.0/24 ~all'], SOA: true },
  'mx.brand.test': { A: '192.0.2.2' },
  '_dmarc.brand.test': { TXT: ['v=DMARC1; p=quarantine; rua=mailto:dmarc@brand.test'] },
};

/** The same zones for a From one label further down. */
export function atSubdomain<T>(value: T): T {
  const text = JSON.stringify(value)
    .replaceAll('brand.test', 'news.brand.test')
    .replaceAll('brand-test', 'news-brand-test');
  return JSON.parse(text) as T;
}
