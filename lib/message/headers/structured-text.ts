/** Structured field bodies (RFC 5322 § 3.2): comments and quoted strings separated from the rest, in one pass. */

export interface Piece {
  kind: 'text' | 'comment' | 'quoted';
  /** Without the parentheses or quotes; quoted pairs resolved. */
  text: string;
}

const MOST_PIECES = 5000;

function readNested(text: string, start: number, open: string, close: string): { inner: string; end: number } {
  let depth = 1;
  let inner = '';
  for (let at = start + 1; at < text.length; at++) {
    const char = text[at] ?? '';
    if (char === '\\' && at + 1 < text.length) inner += text[++at] ?? '';
    else if (char === close && --depth === 0) return { inner, end: at + 1 };
    else {
      if (char === open && open !== close) depth++;
      inner += char;
    }
  }
  return { inner, end: text.length };
}

/** Cuts a body into runs of text, comments and quoted strings, in order. Linear; bounded in number. */
export function toPieces(text: string): Piece[] {
  const pieces: Piece[] = [];
  let run = '';
  let at = 0;
  const close = (): void => {
    if (run) pieces.push({ kind: 'text', text: run });
    run = '';
  };
  while (at < text.length && pieces.length < MOST_PIECES) {
    const char = text[at] ?? '';
    if (char === '(' || char === '"') {
      close();
      const { inner, end } = readNested(text, at, char, char === '(' ? ')' : '"');
      pieces.push({ kind: char === '(' ? 'comment' : 'quoted', text: inner });
      at = end;
    } else {
      run += char;
      at++;
    }
  }
  close();
  return pieces;
}

/** Cuts pieces at a separator outside quotes and comments. */
export function splitPieces(pieces: readonly Piece[], separator: string): Piece[][] {
  const parts: Piece[][] = [[]];
  for (const piece of pieces) {
    if (piece.kind !== 'text') {
      parts.at(-1)?.push(piece);
      continue;
    }
    const [first = '', ...rest] = piece.text.split(separator);
    parts.at(-1)?.push({ kind: 'text', text: first });
    for (const text of rest) parts.push([{ kind: 'text', text }]);
  }
  return parts;
}
