import type { Words } from './say.ts';

/** Terms in the order in which they explain each other, each with the clause that rules it. The id is its anchor. */
const CLAUSES = {
  from: 'RFC 9989 § 4.2',
  'return-path': 'RFC 5321 § 3.3, § 4.4',
  dkim: 'RFC 6376',
  selector: 'RFC 6376 § 3.1',
  spf: 'RFC 7208',
  lookup: 'RFC 7208 § 4.6.4',
  alignment: 'RFC 9989 § 4.4',
  dmarc: 'RFC 9989',
  policy: 'RFC 9989 § 4.7',
  'organisational-domain': 'RFC 9989 § 4.10',
  reports: 'RFC 9990, RFC 9991',
  mx: 'RFC 5321 § 5.1, RFC 7505',
  mua: 'RFC 5598 § 4.2.1',
  mta: 'RFC 5598 § 4.3.2',
  mda: 'RFC 5598 § 4.3.3',
  dns: 'RFC 1034',
  cname: 'RFC 1034 § 3.6.2',
  txt: 'RFC 1035 § 3.3.14, RFC 7208 § 3.3',
  ttl: 'RFC 1035 § 3.2.1, RFC 2308 § 5',
  forwarding: 'RFC 7960, RFC 8617',
  'one-click': 'RFC 8058',
  ptr: 'RFC 1912 § 2.1',
  bimi: 'draft-brand-indicators-for-message-identification',
  'mta-sts': 'RFC 8461, RFC 8460',
} as const;

export type TermId = keyof typeof CLAUSES;

/** A term as the pages use it: for a marketer, and exactly. */
export interface GlossaryEntry {
  /** Anchor of the entry. */
  id: TermId;
  term: string;
  /** In plain words: what it is, and what it means for a campaign. */
  plain: string;
  exact: string;
  clause: string;
}

/** The glossary in one language. */
export const explainTerms = ({ say }: Words): GlossaryEntry[] =>
  (Object.keys(CLAUSES) as TermId[]).map((id) => ({
    id,
    term: say(`page.glossary.${id}.term`),
    plain: say(`page.glossary.${id}.plain`),
    exact: say(`page.glossary.${id}.exact`),
    clause: CLAUSES[id],
  }));
