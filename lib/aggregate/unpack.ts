import { Gunzip, Unzip, UnzipInflate, UnzipPassThrough } from 'fflate';
import { failure, success, type Parsed } from '../domain/parsed.ts';
import type { ReportFault } from './aggregate-report.ts';

/** Octets of all that one file unpacks to: a receiver's report of a busy day has a few MB. */
const MOST_UNPACKED = 64 * 1024 * 1024;
/** Reports in one archive. */
const MOST_FILES = 2000;
/** So much goes to the unpacker at a time: a bomb is noticed after its first piece. */
const PIECE = 16 * 1024;

class Limit extends Error {}

const isGzip = (octets: Uint8Array): boolean => octets[0] === 0x1f && octets[1] === 0x8b;
const isZip = (octets: Uint8Array): boolean => octets[0] === 0x50 && octets[1] === 0x4b && (octets[2] ?? 9) < 9;

/** Gathers pieces up to what is left of a common limit. */
function createBudget(): (octets: number) => void {
  let left = MOST_UNPACKED;
  return (octets) => {
    left -= octets;
    if (left < 0) throw new Limit();
  };
}

function join(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function feed(octets: Uint8Array, push: (piece: Uint8Array, isLast: boolean) => void): void {
  for (let at = 0; at < octets.length; at += PIECE) push(octets.subarray(at, at + PIECE), at + PIECE >= octets.length);
}

function gunzip(octets: Uint8Array, spend: (octets: number) => void): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  const stream = new Gunzip((piece) => {
    spend(piece.length);
    pieces.push(piece);
  });
  feed(octets, (piece, isLast) => stream.push(piece, isLast));
  return [join(pieces)];
}

function unzip(octets: Uint8Array, spend: (octets: number) => void): Uint8Array[] {
  const files: Uint8Array[][] = [];
  const stream = new Unzip((file) => {
    if (file.name.endsWith('/') || file.name.startsWith('__MACOSX/')) return;
    if (files.length >= MOST_FILES) throw new Limit();
    const pieces: Uint8Array[] = [];
    files.push(pieces);
    file.ondata = (error, piece) => {
      if (error) throw error;
      spend(piece.length);
      pieces.push(piece);
    };
    file.start();
  });
  stream.register(UnzipInflate);
  stream.register(UnzipPassThrough);
  feed(octets, (piece, isLast) => stream.push(piece, isLast));
  return files.map(join);
}

/**
 * The files in a gzip or zip archive, or the octets themselves where they are none; archives in archives are opened once
 * more. What they unpack to is bounded to 64 MB together.
 */
export function unpack(octets: Uint8Array): Parsed<Uint8Array[], ReportFault> {
  const spend = createBudget();
  const open = (each: Uint8Array, depth: number): Uint8Array[] => {
    if (depth > 0 && isGzip(each)) return gunzip(each, spend).flatMap((inner) => open(inner, depth - 1));
    if (depth > 0 && isZip(each)) return unzip(each, spend).flatMap((inner) => open(inner, depth - 1));
    return [each];
  };
  if (octets.length > MOST_UNPACKED) return failure('too-large');
  try {
    const files = open(octets, 2);
    return files.every(({ length }) => length === 0) ? failure('broken-archive') : success(files);
  } catch (error) {
    // The unpacker throws on damaged input; so does our own limit out of its callback.
    return failure(error instanceof Limit ? 'too-large' : 'broken-archive');
  }
}
