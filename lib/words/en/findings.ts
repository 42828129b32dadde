import type { FindingDictionary } from '../explain.ts';
import { alignWords, espWords, parkedWords, returnPathWords, watchWords } from './findings/alignment.ts';
import { contentWords } from './findings/content.ts';
import { dkimWords } from './findings/dkim.ts';
import { dmarcWords } from './findings/dmarc.ts';
import { dnsWords, fromWords, replyToWords } from './findings/dns-and-from.ts';
import { bimiWords, mtaStsWords, mxWords, tlsRptWords } from './findings/inbound.ts';
import { messageWords } from './findings/message.ts';
import { spfWords } from './findings/spf.ts';

/** What is said about each finding, in English. */
export const findingWords: FindingDictionary = {
  ...dnsWords,
  ...fromWords,
  ...replyToWords,
  ...spfWords,
  ...dkimWords,
  ...dmarcWords,
  ...alignWords,
  ...espWords,
  ...returnPathWords,
  ...mxWords,
  ...bimiWords,
  ...mtaStsWords,
  ...tlsRptWords,
  ...parkedWords,
  ...watchWords,
  ...messageWords,
  ...contentWords,
};
