import type { BimiFaultReason } from './fault-reason.ts';
import { unmangled } from '../mangled.ts';
import { namesTwice, parseTagList, type TagList, valueOf } from '../tag-list.ts';

export interface BimiRecord {
  text: string;
  /** `l=`; '' where it is empty. */
  location: string;
  /** `a=`; '' where it is absent or empty. */
  authority: string;
  /** Both empty: the domain asks that no logo be shown, not even an inherited one. */
  declined: boolean;
  fault: BimiFaultReason | null;
}

export type BimiText = { kind: 'record'; record: BimiRecord } | { kind: 'meant' } | { kind: 'other' };

const VERSION = /^v[ \t]*=[ \t]*BIMI1[ \t]*(?:;|$)/;

const isHttps = (uri: string): boolean => /^https:\/\/[^\s/]+\.[^\s/]/i.test(uri);
const isSvg = (uri: string): boolean => /\.svgz?(?:[?#]|$)/i.test(uri);

function findFault(list: TagList): BimiFaultReason | null {
  const location = valueOf(list, 'l');
  const authority = valueOf(list, 'a') ?? '';
  const avatar = valueOf(list, 'avp')?.toLowerCase() ?? 'brand';
  if (namesTwice(list).length > 0) return 'tag-twice';
  if (list.stray.length > 0) return 'not-a-tag';
  if (location === null) return 'no-location';
  if (location !== '' && !isHttps(location)) return 'location-not-https';
  if (location !== '' && !isSvg(location)) return 'location-not-svg';
  if (authority !== '' && !isHttps(authority)) return 'authority-not-https';
  return avatar === 'brand' || avatar === 'personal' ? null : 'bad-avatar-preference';
}

/** Reads a TXT at `<selector>._bimi` (draft-brand-indicators-for-message-identification-14 § 4.3). */
export function parseBimi(text: string): BimiText {
  if (!VERSION.test(text))
    return /v\s{0,3}[=:]\s{0,3}bimi/i.test(unmangled(text.slice(0, 4096))) ? { kind: 'meant' } : { kind: 'other' };
  const list = parseTagList(text);
  const location = valueOf(list, 'l') ?? '';
  const authority = valueOf(list, 'a') ?? '';
  const fault = findFault(list);
  const declined = fault === null && location === '' && authority === '';
  return { kind: 'record', record: { text, location, authority, declined, fault } };
}
