import { hasBackslashes, hasCurlyQuotes, hasQuotes, unmangled } from '../mangled.ts';
import { isSpfRecord, parseSpf } from './read.ts';
import { repairSpf } from './edit.ts';

export type MeantSpfReason = 'text-in-front' | 'quotes' | 'no-version' | 'torn' | 'version';

export interface MeantSpf {
  /** The texts of the answer that belong to it. */
  records: string[];
  reason: MeantSpfReason;
  /** The record that was meant, where every term of it can be told. */
  repaired: string | null;
}

const LONGEST = 8192;
/** `v=spf1` in every way in which people write it. */
const VERSION = /v\s{0,3}[=:-]?\s{0,3}spf\s{0,3}[vl]?\s{0,3}(?:1(?:\.0)?(?!\d)|[0-9]{1,3}|l\b)?/i;
/** Without the `v=`. */
const BARE_VERSION = /(?:^|[\s"'(=>])spf1?(?=[\s:;,])/i;
const MECHANISM = /(?:^|[\s"'])[+\-?~]?(?:includes?:|ip[46]:|ipv[46]:|redirect=)\s{0,3}[\w%]/i;
const ENDING = /(?:^|\s)[+\-?~]all["'\s]{0,9}$/i;
const OTHER_VERSION = /v\s{0,3}=\s{0,3}(?:dkim|dmarc|bimi|sts|tlsrpt)/i;

/** Sender ID (RFC 4406): an experiment that ended, and no SPF. */
export const isSenderId = (text: string): boolean => /^spf2\.0\/(?:mfrom|pra)/i.test(text);

const findVersion = (plain: string): RegExpExecArray | null => VERSION.exec(plain) ?? BARE_VERSION.exec(plain);

function reasonOf(text: string): MeantSpfReason | null {
  if (isSpfRecord(text) || isSenderId(text)) return null;
  const plain = unmangled(text.slice(0, LONGEST));
  if (OTHER_VERSION.test(plain)) return null;
  const version = findVersion(plain);
  const mechanisms = MECHANISM.test(plain) || ENDING.test(plain);
  if (version === null) return mechanisms ? 'no-version' : null;
  // "spf" in a sentence or in another service's verification text is no record.
  if (!mechanisms && !/^\W{0,9}v\s{0,3}=\s{0,3}spf/i.test(plain)) return null;
  if (hasCurlyQuotes(text) || hasQuotes(text) || hasBackslashes(text)) return 'quotes';
  const front = plain.slice(0, version.index + (/^[\s"'(=>]/.test(version[0]) ? 1 : 0)).trim();
  if (front !== '' || (/^\s/.test(text) && isSpfRecord(plain.trim()))) return 'text-in-front';
  return 'version';
}

/** The text with a version that counts before the terms that stand in it. */
function repairText(text: string): string | null {
  if (text.length > LONGEST) return null;
  const plain = unmangled(text).trim();
  const version = findVersion(plain);
  const terms = (version === null ? plain : plain.slice(version.index + version[0].length)).replace(
    /^[\s;,.:=]{1,9}/,
    '',
  );
  const record = parseSpf(`v=spf1 ${terms}`.trim());
  if (record === null) return null;
  return record.terms.some((term) => term.fault !== null) ? repairSpf(record) : record.text;
}

/** A record whose rest stands in texts of its own, because a panel made a record of each line. */
function findTorn(texts: readonly string[]): MeantSpf | null {
  const heads = texts.filter(
    (text) => isSpfRecord(text) && (parseSpf(text)?.terms ?? []).every((term) => term.name !== 'all'),
  );
  const [head] = heads;
  const pieces = texts.filter((text) => reasonOf(text) === 'no-version');
  if (head === undefined || heads.length > 1 || pieces.length === 0) return null;
  return { records: [head, ...pieces], reason: 'torn', repaired: repairText([head, ...pieces].join(' ')) };
}

/**
 * The texts of one answer that somebody meant as SPF and that count for nothing (RFC 7208 § 4.5), most telling first:
 * torn over several records, text or quotes in front, mechanisms without a version, a version that is none.
 */
export function findMeantSpf(texts: readonly string[]): MeantSpf[] {
  const torn = findTorn(texts);
  const alone = texts
    .filter((text) => torn === null || !torn.records.includes(text))
    .flatMap((text) => {
      const reason = reasonOf(text);
      return reason === null ? [] : [{ records: [text], reason, repaired: repairText(text) }];
    });
  return torn === null ? alone : [torn, ...alone];
}
