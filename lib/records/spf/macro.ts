/** A `domain-spec` or `macro-string` of RFC 7208 § 7.1, as far as it matters without a message. */
export interface MacroText {
  fault: 'bad-macro' | 'bad-domain' | null;
  /** It holds a macro that only a message can expand. */
  macro: boolean;
  /** `%{p}`, which asks for the PTR of the client. */
  usesPtr: boolean;
  /** `%%`, `%_` and `%-` written out. */
  literal: string;
}

const EXPANSION = /%(?:\{([slodiphcrtv])(\d{0,3})r?[.\-+,/_=]*\}|([%_-]))/iy;
const ESCAPES: Record<string, string> = { '%': '%', _: ' ', '-': '%20' };
const TOP_LABEL = /^(?:\d*[a-z][a-z0-9]*|[a-z0-9]+-[a-z0-9-]*[a-z0-9])$/i;

interface Scan extends MacroText {
  /** The text behind the last expansion. */
  tail: string;
  endsInMacro: boolean;
}

/** Walks over the text once; `letters` are the macro letters allowed here. */
function scan(text: string, letters: string): Scan {
  const result: Scan = { fault: null, macro: false, usesPtr: false, literal: '', tail: '', endsInMacro: false };
  let at = 0;
  while (at < text.length) {
    if (text.charAt(at) !== '%') {
      const next = text.indexOf('%', at);
      const run = text.slice(at, next === -1 ? text.length : next);
      if (/[^\x21-\x7e]/.test(run)) result.fault ??= 'bad-domain';
      result.literal += run;
      result.tail = run;
      result.endsInMacro = false;
      at += run.length;
      continue;
    }
    EXPANSION.lastIndex = at;
    const match = EXPANSION.exec(text);
    const letter = match?.[1]?.toLowerCase();
    // Digits ask for that many labels; zero of them is a fault (RFC 7208 § 7.1).
    if (match === null || (letter !== undefined && !letters.includes(letter)) || /^0+$/.test(match[2] ?? '')) {
      return { ...result, fault: 'bad-macro' };
    }
    if (letter === undefined) result.literal += ESCAPES[match[3] ?? ''] ?? '';
    else {
      result.macro = true;
      result.usesPtr ||= letter === 'p';
      result.literal += match[0];
    }
    result.tail = '';
    result.endsInMacro = true;
    at = EXPANSION.lastIndex;
  }
  return result;
}

const toMacroText = ({ fault, macro, usesPtr, literal }: Scan): MacroText => ({ fault, macro, usesPtr, literal });

/** Letters that stand in any term; `c`, `r` and `t` belong to the explanation's text alone (RFC 7208 § 7.2). */
const TERM_LETTERS = 'slodiphv';

/** The value of an unknown modifier: any text with sound macros in it. */
export const parseMacroString = (text: string): MacroText => toMacroText(scan(text, `${TERM_LETTERS}crt`));

/** A name, perhaps with macros: it ends in a macro, or in a top label that is not a number (RFC 7208 § 7.1). */
export function parseDomainSpec(text: string): MacroText {
  const read = scan(text, TERM_LETTERS);
  if (read.fault !== null || read.endsInMacro) return toMacroText(read);
  const tail = read.tail.endsWith('.') ? read.tail.slice(0, -1) : read.tail;
  const dot = tail.lastIndexOf('.');
  const sound = dot !== -1 && TOP_LABEL.test(tail.slice(dot + 1));
  return toMacroText(sound ? read : { ...read, fault: 'bad-domain' });
}
