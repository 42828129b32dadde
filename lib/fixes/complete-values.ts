import { ESPS } from '../esp/registry.ts';
import type { EspSending } from '../esp/sending.ts';
import type { RecordChange } from './fix.ts';
import { isFromEsp, PLACEHOLDER } from './placeholders.ts';

const MOST_PASTED = 20_000;
const MOST_TOKENS = 2000;

/** Why a record's value is still not known. `name` is the record's. */
export type ValueProblem =
  /** Nothing in the text fits it, or it cannot be said which of several does. */
  | { code: 'missing'; name: string }
  /** Its name is in the text, without a value. */
  | { code: 'nameOnly'; name: string }
  /** This value was given for another record already. */
  | { code: 'sameValue'; name: string; value: string }
  /** A value of this ESP's that cannot be this record's. */
  | { code: 'unfit'; name: string; value: string }
  /** The text holds another ESP's values; `found` is that one's name. */
  | { code: 'otherEsp'; name: string; found: string };

export interface CompletedValues {
  records: RecordChange[];
  /** One for each record that is still incomplete. */
  problems: ValueProblem[];
}

/** Whose page the text is from. `sending` null: not one that we know. */
export interface ValuesContext {
  sending: EspSending | null;
  /** The From domain, an A-label. */
  domain: string;
  account: string | null;
}

const hostPattern = /^(?=.{4,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{1,62}$/u;
const keyStartPattern = /^(?:v=DKIM1\b|k=(?:rsa|ed25519)\b|p=[A-Za-z0-9+/]{40})/iu;
const keyPartPattern = /^(?:[a-z]{1,2}=\S*|;|[A-Za-z0-9+/]{40,}={0,2};?)$/iu;

interface Token {
  text: string;
  line: number;
  kind: 'host' | 'key' | 'word';
}

/** A host out of an address (`https://…/`) or a labelled cell (`Value:…`), lower case, no final dot. */
function toHost(word: string): string {
  const host = word
    .toLowerCase()
    .replace(/^https?:\/\//u, '')
    .replace(/\/.*/su, '');
  const labelled = /^[^:=]{0,40}[:=](.+)$/u.exec(host)?.[1] ?? host;
  return labelled.replace(/\.$/u, '');
}

const toToken = (word: string, line: number): Token => {
  const host = toHost(word);
  return { text: host, line, kind: hostPattern.test(host) ? 'host' : 'word' };
};

/** Names, values and words of one line. A key goes on over spaces as long as its tags do. */
function readLine(text: string, line: number): Token[] {
  // Strings of one TXT value, one behind the other.
  const words = text.replaceAll(/"\s*"/gu, '').split(/[\s"'“”„«»`<>()[\]]+/u);
  const tokens: Token[] = [];
  let key: string[] = [];
  const endKey = () => {
    if (key.length > 0) tokens.push({ text: key.join(' ').replace(/(?<![\s;,])[\s;,]+$/u, ''), line, kind: 'key' });
    key = [];
  };
  for (const word of words) {
    if (keyStartPattern.test(word) && key.length === 0) key = [word];
    else if (key.length > 0 && keyPartPattern.test(word)) key.push(word);
    else {
      endKey();
      for (const part of word.split(/[,;→]+/u)) if (part !== '') tokens.push(toToken(part, line));
    }
  }
  endKey();
  return tokens;
}

/** Names and values in their order. Zero-width and full-width characters are what they stand for. */
const readTokens = (pasted: string): Token[] =>
  pasted
    .slice(0, MOST_PASTED)
    .normalize('NFKC')
    .slice(0, MOST_PASTED)
    .replaceAll(/\p{Cf}+/gu, '')
    .split(/[\r\n]+/u)
    .flatMap((line, index) => line.split(/[\t|]+/u).flatMap((cell) => readLine(cell, index)))
    .slice(0, MOST_TOKENS);

/** What a value of this record must look like, where the ESP has a form for it. */
function expectedTarget(name: string, { sending, domain, account }: ValuesContext): RegExp | null {
  if (sending === null) return null;
  const [label = '', below] = name.split('._domainkey.', 2);
  if (below === undefined) {
    const hosts = sending.returnPath.kind === 'custom' ? sending.returnPath.hosts : [];
    return hosts.find((host) => host.label !== null && name.startsWith(`${host.label}.`))?.target ?? null;
  }
  const all = sending
    .generations({ domain, account })
    .flatMap(({ selectors, alternates }) => [...selectors, ...(alternates ?? [])]);
  const expected = all.find(({ selector }) => selector === label) ?? sending.toSelector?.(label);
  return expected?.target ?? null;
}

/** Whether a value has the parts that are known already at their places. */
function keepsParts(text: string, value: string): boolean {
  const [head = '', tail = ''] = value.split(PLACEHOLDER, 2).map((part) => part.toLowerCase());
  return text.length > head.length + tail.length && text.startsWith(head) && text.endsWith(tail);
}

function fitsRecord(change: RecordChange, context: ValuesContext): (token: Token) => boolean {
  const { name, type, value } = change;
  const target = expectedTarget(name, context) ?? context.sending?.isOwnTarget ?? null;
  return ({ kind, text }) => {
    if (type === 'TXT') return kind === 'key' && keepsParts(text.toLowerCase(), value);
    return kind === 'host' && text !== name && keepsParts(text, value) && target?.test(text) !== false;
  };
}

/** How the ESP may write the name of a record: whole, or without the zone. */
const isNameOf = ({ name }: RecordChange, { text }: Token): boolean =>
  text === name || (text.length > 1 && name.startsWith(`${text}.`));

/** For each token the index of the record whose name comes last before it; -1 none, -2 the name of no such record. */
function findOwners(tokens: readonly Token[], open: readonly RecordChange[], { sending, domain }: ValuesContext) {
  const names = tokens.map((token) => {
    const own = open.findIndex((change) => isNameOf(change, token));
    if (own >= 0) return own;
    const isName = token.text.endsWith(`.${domain}`) || /(?:^|\.)_domainkey(?:\.|$)/u.test(token.text);
    return isName && sending?.isOwnTarget.test(token.text) !== true ? -2 : null;
  });
  const perLine = new Map<number, number[]>();
  tokens.forEach(({ line }, index) => {
    const name = names[index] ?? null;
    if (name !== null) perLine.set(line, [...(perLine.get(line) ?? []), name]);
  });
  let last = -1;
  return tokens.map(({ line }, index) => {
    last = names[index] ?? last;
    // A row with one name is that record's, on whichever side the value is.
    const [only, ...others] = new Set(perLine.get(line));
    return only === undefined || others.length > 0 ? last : only;
  });
}

type Found = { value: string } | { problem: ValueProblem };

function explainMissing(
  change: RecordChange,
  near: readonly Token[],
  tokens: readonly Token[],
  context: ValuesContext,
) {
  const { name } = change;
  const { sending } = context;
  const own = near.find(({ kind, text }) => kind === 'host' && text !== name && sending?.isOwnTarget.test(text));
  if (own) return { code: 'unfit', name, value: own.text } as const;
  const hosts = tokens.filter(({ kind }) => kind === 'host');
  const isOther = (esp: EspSending) => esp.id !== sending?.id && hosts.some(({ text }) => esp.isOwnTarget.test(text));
  const other = ESPS.find((esp) => isOther(esp.sending));
  if (other && !hosts.some(({ text }) => sending?.isOwnTarget.test(text)))
    return { code: 'otherEsp', name, found: other.sending.name } as const;
  return { code: tokens.some((token) => isNameOf(change, token)) ? 'nameOnly' : 'missing', name } as const;
}

/**
 * The records with the values that the user copied out of the ESP's page in the place of what only the ESP knows, and
 * what is wrong where one is not found. A value must fit the form that `sending` has for that record; names in the text
 * say whose it is, else the order does, unless there are fewer values than records. Pure, linear in the text, which is
 * a stranger's; never throws.
 */
export function completeValues(
  records: readonly RecordChange[],
  pasted: string,
  context: ValuesContext,
): CompletedValues {
  const open = records.filter(({ action, value }) => action !== 'remove' && isFromEsp(value));
  if (open.length === 0) return { records: [...records], problems: [] };
  const tokens = readTokens(pasted);
  const owners = findOwners(tokens, open, context);
  const candidates = open.map((change) => {
    const fits = fitsRecord(change, context);
    return tokens.flatMap((token, index) => (fits(token) ? [{ text: token.text, owner: owners[index] ?? -1 }] : []));
  });
  const textsOf = (index: number, owned: boolean) => [
    ...new Set((candidates[index] ?? []).filter(({ owner }) => !owned || owner === index).map(({ text }) => text)),
  ];
  const beside = open.map((_, index) => textsOf(index, true));
  // Names in one column and values in the next leave some name without a value behind it, and the last with several.
  const isColumns = beside.some((texts) => texts.length === 0) && beside.some((texts) => texts.length > 1);
  const used = new Map<string, number>();
  const found = new Map<number, Found>();
  if (!isColumns) {
    beside.forEach(([value, ...more], index) => {
      const name = open[index]?.name ?? '';
      if (value === undefined) return;
      const free = [value, ...more].find((text) => !used.has(text));
      found.set(index, free === undefined ? { problem: { code: 'sameValue', name, value } } : { value: free });
      if (free !== undefined) used.set(free, index);
    });
  }
  // What is beside a name of no record of ours is not taken; what is beside one of ours only from a list in columns.
  const free = (index: number) => {
    const isLoose = (owner: number) => owner === -1 || (isColumns && owner >= 0);
    const loose = (candidates[index] ?? []).filter(({ text, owner }) => isLoose(owner) && !used.has(text));
    return [...new Set(loose.map(({ text }) => text))];
  };
  open.forEach((change, index) => {
    if (found.has(index)) return;
    const left = free(index);
    const isOpen = (other: number) => !('value' in (found.get(other) ?? {}));
    const rivals = open.filter((_, other) => isOpen(other) && free(other).some((text) => left.includes(text)));
    const value = left.length >= rivals.length ? left[0] : undefined;
    if (value === undefined) {
      const near = tokens.filter((_, at) => owners[at] === index);
      found.set(index, { problem: explainMissing(change, near, tokens, context) });
      return;
    }
    used.set(value, index);
    found.set(index, { value });
  });
  return {
    records: records.map((change) => {
      const result = found.get(open.indexOf(change));
      return result && 'value' in result ? { ...change, value: result.value } : change;
    }),
    problems: [...found]
      .toSorted(([one], [other]) => one - other)
      .flatMap(([, one]) => ('problem' in one ? [one.problem] : [])),
  };
}
