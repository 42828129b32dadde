import { decodeOctets } from '../headers/header-fields.ts';
import { toLatin1 } from './octets.ts';

/** A light reading of a body's MIME structure (RFC 2046), to tell what was done to it on the way here. */
export interface MimeScan {
  /** Multiparts whose closing delimiter never came. */
  openMultiparts: number;
  parts: PartScan[];
  /** Longest line, in octets. */
  longestLine: number;
}

export interface PartScan {
  type: string;
  encoding: string;
  lines: number;
  longestLine: number;
  /** Of a base64 part: lines that are no base64, and lines shorter than the first in its midst. */
  strayLines: number;
  shortLines: number;
  /** Of a quoted-printable part: octets that it would have encoded, and `=` signs that begin nothing. */
  rawOctets: number;
  looseSigns: number;
  /** Short lines with a soft break, behind a line without one: the rest of a line that was broken in two. */
  brokenLines: number;
  /** Encoded octets and soft line breaks that are as they should be. */
  encoded: number;
  /** Pairs of lines, and those of them that a program broke where the next word would not have fitted. */
  pairs: number;
  wrappedPairs: number;
  endsOpen: boolean;
  /** Octets of base64 text that were counted. */
  base64Length: number;
}

const MOST_OCTETS = 8 * 1024 * 1024;
const MOST_PARTS = 500;
const MOST_DEPTH = 40;
const WRAP_WIDTH = { least: 66, most: 80 };
const BOUNDARY = /\bboundary\s*=\s*(?:"([^"]{1,200})"|([^\s;"]{1,200}))/i;

interface Open {
  boundary: string;
}

const newPart = (contentType: string, encoding: string): PartScan => ({
  type: /^\s*([^\s;]+)/.exec(contentType)?.[1]?.toLowerCase() ?? 'text/plain',
  encoding: encoding.trim().toLowerCase(),
  lines: 0,
  longestLine: 0,
  strayLines: 0,
  shortLines: 0,
  rawOctets: 0,
  looseSigns: 0,
  brokenLines: 0,
  encoded: 0,
  pairs: 0,
  wrappedPairs: 0,
  endsOpen: false,
  base64Length: 0,
});

interface LineState {
  part: PartScan;
  firstLength: number;
  previous: string;
  /** A short base64 line is fine as the last one. */
  pendingShort: boolean;
}

function countBase64(state: LineState, line: string): void {
  const { part } = state;
  if (line === '') return;
  if (!/^[A-Za-z0-9+/]*={0,2}\s*$/.test(line)) part.strayLines++;
  if (state.pendingShort) part.shortLines++;
  if (state.firstLength === 0) state.firstLength = line.length;
  state.pendingShort = line.length !== state.firstLength;
  part.base64Length += line.trimEnd().length;
  part.endsOpen = part.base64Length % 4 !== 0;
}

const SHORT_REST = 40;
const isSoft = (line: string): boolean => line.endsWith('=');

function countQuoted(state: LineState, line: string): void {
  const { part, previous } = state;
  const isRest = isSoft(line) && line.length <= SHORT_REST;
  if (isRest && !isSoft(previous) && previous.length > SHORT_REST) part.brokenLines++;
  state.previous = line;
  part.rawOctets += line.match(/[\u0080-\u00ff]/g)?.length ?? 0;
  part.encoded += line.match(/=[0-9A-F]{2}|=$/g)?.length ?? 0;
  part.looseSigns += line.match(/=(?![0-9A-Fa-f]{2}|[ \t]*$)/g)?.length ?? 0;
  part.endsOpen = /=[ \t]*$/.test(line) || /=[0-9A-Fa-f]$/.test(line);
}

function countWrap(state: LineState, line: string): void {
  const { part, previous } = state;
  if (previous !== '' && line !== '') {
    part.pairs++;
    const nextWord = /^\S+/.exec(line)?.[0].length ?? 0;
    const full = previous.length <= WRAP_WIDTH.most && previous.length + 1 + nextWord > WRAP_WIDTH.least;
    if (full && nextWord > 0 && line.length <= WRAP_WIDTH.most) part.wrappedPairs++;
  }
  state.previous = line;
}

function countLine(state: LineState, line: string): void {
  const { part } = state;
  part.lines++;
  part.longestLine = Math.max(part.longestLine, line.length);
  if (part.encoding === 'base64') countBase64(state, line);
  else if (part.encoding === 'quoted-printable') countQuoted(state, line);
  else countWrap(state, line);
}

/** Scans a body, given its Content-Type and Content-Transfer-Encoding. Linear; null for bodies too large to look at. */
export function scanMime(body: Uint8Array, contentType: string, encoding: string): MimeScan | null {
  if (body.length > MOST_OCTETS) return null;
  const scan: MimeScan = { openMultiparts: 0, parts: [], longestLine: 0 };
  const open: Open[] = [];
  let state: LineState | null = null;
  let header: string[] | null = null;

  const begin = (type: string, partEncoding: string): void => {
    const boundary = /^\s*multipart\//i.test(type) ? BOUNDARY.exec(type) : null;
    const text = boundary?.[1] ?? boundary?.[2];
    state = null;
    if (text !== undefined && open.length < MOST_DEPTH) open.push({ boundary: text });
    else if (scan.parts.length < MOST_PARTS) {
      const part = newPart(type, partEncoding);
      scan.parts.push(part);
      state = { part, firstLength: 0, previous: '', pendingShort: false };
    }
  };

  begin(contentType, encoding);
  for (const line of toLatin1(body).split('\r\n')) {
    scan.longestLine = Math.max(scan.longestLine, line.length);
    const delimiter = line.startsWith('--') ? findDelimiter(open, line) : null;
    if (delimiter) {
      open.length = delimiter.index + Number(!delimiter.closes);
      state = null;
      header = delimiter.closes ? null : [];
    } else if (header && line === '') {
      begin(...readPartHeader(header));
      header = null;
    } else if (header) header.push(line);
    else if (state) countLine(state, line);
  }
  scan.openMultiparts = open.length;
  return scan;
}

/** The innermost open multipart that a line delimits (RFC 2046 § 5.1.1). */
function findDelimiter(open: readonly Open[], line: string): { index: number; closes: boolean } | null {
  const bare = line.slice(2).trimEnd();
  for (let index = open.length - 1; index >= 0; index--) {
    const boundary = open[index]?.boundary;
    if (bare === boundary) return { index, closes: false };
    if (bare === `${boundary}--`) return { index, closes: true };
  }
  return null;
}

function readPartHeader(lines: readonly string[]): [type: string, encoding: string] {
  const text = decodeOctets(
    lines
      .slice(0, 50)
      .join('\n')
      .replace(/\n[ \t]+/g, ' '),
  );
  const type = /^content-type:(.*)$/im.exec(text)?.[1] ?? 'text/plain';
  const encoding = /^content-transfer-encoding:(.*)$/im.exec(text)?.[1] ?? '';
  return [type, encoding];
}
