import type { DnsAnswer, RecordType } from './resolver.ts';
import { MOST_OCTETS } from './wire.ts';

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const isName = (value: unknown) => typeof value === 'string' && value.length <= 255;
const isText = (value: unknown) => typeof value === 'string' && value.length <= MOST_OCTETS;
const isCount = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0;
const isListOf = (value: unknown, isItem: (item: unknown) => boolean) => Array.isArray(value) && value.every(isItem);

const isRecord: Record<RecordType, (value: unknown) => boolean> = {
  A: isName,
  AAAA: isName,
  CNAME: isName,
  NS: isName,
  PTR: isName,
  TXT: isText,
  MX: (value) => isFields(value) && isCount(value.preference) && isName(value.exchange),
  SOA: (value) =>
    isFields(value) && isName(value.primary) && isName(value.admin) && isCount(value.serial) && isCount(value.minimum),
};

function isQuestion(value: unknown): value is { name: string; type: RecordType } {
  return isFields(value) && isName(value.name) && typeof value.type === 'string' && Object.hasOwn(isRecord, value.type);
}

/**
 * An answer, or a trustworthy "no", out of storage. Null for anything else: failures are not stored, and what another
 * version or a hand has left there is not believed.
 */
export function parseStoredAnswer(value: unknown): DnsAnswer | null {
  if (!isFields(value) || !isQuestion(value.question)) return null;
  const { question, outcome, aliases, ttl, authenticated } = value;
  const common = isText(value.resolver) && isCount(value.at) && typeof authenticated === 'boolean';
  if (!common || !isListOf(aliases, isName)) return null;
  if (outcome === 'no-such-name' || outcome === 'no-such-type') {
    return ttl === null || isCount(ttl) ? (value as unknown as DnsAnswer) : null;
  }
  const { records, octets } = value;
  const whole = isListOf(records, isRecord[question.type]) && (records as unknown[]).length > 0;
  return outcome === 'answer' && whole && isCount(ttl) && isCount(octets) ? (value as unknown as DnsAnswer) : null;
}
