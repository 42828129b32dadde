import type { RecordChange } from './fix.ts';
import { hasPlaceholder, PLACEHOLDER } from './placeholders.ts';

const MOST_PASTED = 20_000;
const MOST_TOKENS = 2_000;

const bare = (token: string): string => token.replace(/^["'“”`(]+|["'“”`),;]+$|\.$/gu, '');

const HOST = /^(?=.{4,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{1,62}$/iu;
const KEY = /^(?:v=DKIM1\b|k=rsa\b|p=[A-Za-z0-9+/]{40})/u;

/** The parts of a pasted text that may be a name or a value, in order: by line where a value holds spaces. */
function toTokens(pasted: string): string[] {
  const lines = pasted.slice(0, MOST_PASTED).split(/[\r\n\t|]+/u);
  return lines
    .flatMap((line) => (KEY.test(line.trim()) ? [line] : line.split(/\s+/u)))
    .map(bare)
    .filter((token) => token !== '')
    .slice(0, MOST_TOKENS);
}

/** Whether a token is what a value with a placeholder wants: its fixed parts at their places, something between. */
function fits(token: string, value: string): boolean {
  const [head = '', tail = ''] = value.split(PLACEHOLDER, 2).map((part) => part.toLowerCase());
  const text = token.toLowerCase();
  return text.length > head.length + tail.length && text.startsWith(head) && text.endsWith(tail);
}

const isValueOf = ({ type, value }: RecordChange, token: string): boolean =>
  fits(token, value) && (type === 'CNAME' ? HOST.test(token) : KEY.test(token) || token.length > 20);

/** How the ESP may write the name of a record: whole, or without the zone. */
function isNameOf({ name }: RecordChange, token: string): boolean {
  const text = token.toLowerCase();
  return text === name || (text.includes('_domainkey') && name.startsWith(`${text}.`));
}

function findValue(change: RecordChange, tokens: readonly string[], used: ReadonlySet<string>): string | null {
  const at = tokens.findIndex((token) => isNameOf(change, token));
  const isFree = (token: string) =>
    !used.has(token) && isValueOf(change, token) && !token.toLowerCase().includes('._domainkey');
  if (at >= 0) {
    const end = tokens.findIndex((token, index) => index > at && token.toLowerCase().includes('_domainkey'));
    const own = tokens.slice(at + 1, end < 0 ? undefined : end).find(isFree);
    if (own !== undefined) return own;
  }
  return tokens.find(isFree) ?? null;
}

/**
 * The records with the values that the user pasted out of the ESP's page, in the place of what only the ESP knows.
 * `isOwnTarget` is how a target of this ESP looks (`EspSending.isOwnTarget`), null where nobody said; a record whose
 * value is not in the text stays as it is. Pure, linear in the text; the text is a stranger's.
 */
export function completeValues(
  records: readonly RecordChange[],
  pasted: string,
  isOwnTarget: RegExp | null,
): RecordChange[] {
  const tokens = toTokens(pasted).filter(
    (token) => !HOST.test(token) || token.toLowerCase().includes('_domainkey') || isOwnTarget?.test(token) !== false,
  );
  const used = new Set<string>();
  return records.map((change) => {
    if (change.action === 'remove' || !hasPlaceholder(change.value)) return change;
    const value = findValue(change, tokens, used);
    if (value === null) return change;
    used.add(value);
    return { ...change, value: change.type === 'CNAME' ? value.toLowerCase() : value };
  });
}
