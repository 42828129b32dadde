import { parseIp } from '../../domain/ip.ts';
import { parseMailDate } from '../headers/mail-date.ts';
import { toPieces, type Piece } from '../headers/structured-text.ts';

/** One Received field (RFC 5321 § 4.4), in the many forms that servers write. */
export interface Received {
  /** What the client called itself. */
  helo: string | null;
  /** What the server found for its address in DNS. */
  reverse: string | null;
  ip: string | null;
  by: string | null;
  /** In capitals: `ESMTPS`. */
  protocol: string | null;
  /** `TLS1.3`, or `TLS` where the version is not said; null where the hop was in clear, or nothing is said. */
  tls: string | null;
  /** ms since 1970. */
  at: number | null;
  /** There is a `from` clause at all: a hop between two servers. */
  hasFrom: boolean;
}

const CLAUSES = new Set(['from', 'by', 'via', 'with', 'id', 'for']);
const HELO_IN_COMMENT = /(?:^|[\s([;,])(?:helo|ehlo)[=\s]+\[?([^\s\])]+)/i;
const ADDRESS_IN_COMMENT = /\[(?:IPv6:)?([0-9a-f:.%]+)\]/gi;
/** RFC 3848 and what others write: an S says that the connection was encrypted. */
const ENCRYPTED = /^(?:UTF8)?(?:E?SMTP|LMTP)S|^HTTPS$/;
const TLS_VERSION = /\bTLS\s?_?v?(1(?:[._]\d)?)\b/i;
const TLS_CIPHER = /\b(?:TLS_[A-Z0-9_]{5,}|ECDHE-[A-Z0-9-]{5,}|using TLS|version=TLS|cipher=)/i;
const HOST = /^[a-z0-9_](?:[a-z0-9._-]*[a-z0-9])?$/i;

interface Clause {
  words: string[];
  comments: string[];
}

type Clauses = Partial<Record<string, Clause>>;

/** Words and comments by the clause that they are in; only the first clause of each kind counts. */
function toClauses(pieces: readonly Piece[]): Clauses {
  const clauses: Clauses = {};
  let current: Clause | null = null;
  for (const piece of pieces) {
    if (piece.kind === 'comment') current?.comments.push(piece.text);
    else if (piece.kind === 'quoted') current?.words.push(piece.text);
    else {
      for (const word of piece.text.split(/\s+/)) {
        const name = word.toLowerCase();
        if (CLAUSES.has(name) && !clauses[name]) clauses[name] = current = { words: [], comments: [] };
        else if (word) current?.words.push(word);
      }
    }
  }
  return clauses;
}

const toHost = (word: string | undefined): string | null => {
  const bare = (word ?? '').replace(/\.$/, '').toLowerCase();
  return HOST.test(bare) && !parseIp(bare) ? bare : null;
};

/** The address of the connection: in brackets in a comment, alone in one, or in place of the name. A `helo=` literal is a claim. */
function findAddress({ words, comments }: Clause): string | null {
  for (const comment of comments) {
    const claimed = HELO_IN_COMMENT.exec(comment)?.[1];
    const literals = [...comment.matchAll(ADDRESS_IN_COMMENT)].map((match) => match[1] ?? '');
    const address = literals.findLast((literal) => literal !== claimed && parseIp(literal));
    if (address) return parseIp(address);
  }
  for (const comment of comments) {
    const address = comment
      .split(/[\s,;]+/)
      .map(parseIp)
      .find(Boolean);
    if (address) return address;
  }
  return words.map(parseIp).find(Boolean) ?? null;
}

/** `from HELO (reverse [ip])`, `from reverse ([ip] helo=HELO)`, `from unknown (HELO name) (ip)`, `from ip (EHLO name)`. */
function readFrom(clause: Clause): Pick<Received, 'helo' | 'reverse' | 'ip'> {
  const ip = findAddress(clause);
  const named = clause.comments.map((comment) => HELO_IN_COMMENT.exec(comment)?.[1]).find(Boolean);
  const first = toHost(clause.words[0]);
  const reverse = clause.comments.map((comment) => toHost(comment.trim().split(/[\s[]+/)[0])).find(Boolean);
  if (named) return { ip, helo: toHost(named) ?? named.toLowerCase(), reverse: first === 'unknown' ? null : first };
  const literal = clause.words[0]?.startsWith('[') ? clause.words[0] : null;
  return { ip, helo: first ?? literal, reverse: reverse === 'unknown' ? null : (reverse ?? null) };
}

function readTls(text: string, protocol: string | null): string | null {
  const version = TLS_VERSION.exec(text)?.[1];
  if (version) return `TLS${version.replace('_', '.')}`;
  const encrypted = (protocol !== null && ENCRYPTED.test(protocol)) || TLS_CIPHER.test(text);
  return encrypted ? 'TLS' : null;
}

/** Reads the value of a Received field. Never throws; what it does not find is null. */
export function parseReceived(value: string): Received {
  const semicolon = value.lastIndexOf(';');
  const trace = semicolon < 0 ? value : value.slice(0, semicolon);
  const clauses = toClauses(toPieces(trace));
  const { from, by, with: protocolClause } = clauses;
  const protocol = protocolClause?.words[0]?.toUpperCase() ?? null;
  return {
    ...(from ? readFrom(from) : { helo: null, reverse: null, ip: null }),
    by: by?.words[0]?.replace(/\.$/, '').toLowerCase() ?? null,
    protocol,
    tls: readTls(trace, protocol),
    at: semicolon < 0 ? null : parseMailDate(value.slice(semicolon + 1)),
    hasFrom: from !== undefined,
  };
}
