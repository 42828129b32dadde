import { arc } from 'mailauth/lib/arc/index.js';
import { DkimVerifier, type SignatureResult } from 'mailauth/lib/dkim/dkim-verifier.js';
import { writeToStream } from 'mailauth/lib/tools.js';
import { LEAST_BITS } from '../records/dkim/read.ts';
import { toBridge, type Ask } from './ask.ts';

/** What verifying one signature came to; `key` is for the caller to tell apart by the key record. */
export type SignatureOutcome =
  | 'pass'
  | 'body'
  | 'signature'
  | 'expired'
  | 'key'
  | 'weak-key'
  | 'sha1'
  | 'dns'
  /** A tag is missing, contradicts another or names what no verifier knows. */
  | 'syntax';

export interface VerifiedSignature {
  outcome: SignatureOutcome;
  /** Octets at the end of the canonicalised body that `l=` leaves unsigned. */
  unsignedBytes: number;
}

export interface Verification {
  /** One for each DKIM-Signature field, topmost first. */
  signatures: VerifiedSignature[];
  arc: { result: 'none' | 'pass' | 'fail' | 'unknown'; bodyIntact: boolean };
}

export interface VerificationInput {
  /** The message with CRLF line ends, its header fields unfolded where they have very many folds. */
  message: Uint8Array;
  mailFrom: string;
  /** When the receiver took the message: signatures are judged at that time (RFC 6376 § 3.5, `x=`). */
  at: Date;
  ask: Ask;
  /** The one key record to verify with, out of the TXT records of a name. */
  chooseKey(records: string[]): string[];
}

/** A line longer than a chunk is copied once for each of its chunks: mailauth's own 64 kB make that 11 s for 30 MB. */
const CHUNK_OCTETS = 4 * 1024 * 1024;

/** mailauth's sentences for a signature that is not well formed, by which alone it tells them apart. */
const SYNTAX = /not signed|syntax|required tag|incompatible version|query method|domain mismatch|invalid expiration/i;

/** `l=` names more than there is (RFC 6376 § 3.5), which mailauth takes for the whole. */
const isOverlong = ({ canonBodyLengthLimit, canonBodyLengthTotal }: SignatureResult): boolean =>
  (canonBodyLengthLimit ?? 0) > (canonBodyLengthTotal ?? Number.POSITIVE_INFINITY);

function toOutcome(signature: SignatureResult): SignatureOutcome {
  const { status } = signature;
  const comment = status.comment || '';
  if (status.result === 'pass' && isOverlong(signature)) return 'syntax';
  if (status.result === 'pass') return 'pass';
  if (status.result === 'temperror') return 'dns';
  if (status.policy?.['dkim-rules'] === 'weak-algorithm') return 'sha1';
  if (status.policy?.['dkim-rules'] === 'weak-key') return 'weak-key';
  if (comment === 'body hash did not verify') return 'body';
  if (comment === 'expired') return 'expired';
  if (comment === 'bad signature') return 'signature';
  return SYNTAX.test(comment) ? 'syntax' : 'key';
}

/**
 * Verifies every DKIM signature and the ARC chain of a message (RFC 6376, RFC 8301, RFC 8463, RFC 8617), by mailauth.
 * Never throws; a key that DNS did not answer for is `dns`, a chain that hangs on one is `unknown`.
 */
export async function verifySignatures(input: VerificationInput): Promise<Verification> {
  const { resolver, failed } = toBridge(input.ask, (name, records) =>
    name.includes('._domainkey.') ? input.chooseKey(records) : records,
  );
  const verifier = new DkimVerifier({
    resolver,
    sender: input.mailFrom,
    curTime: input.at,
    minBitLength: LEAST_BITS,
    rejectRsaSha1: true,
  });
  await writeToStream(verifier, input.message, CHUNK_OCTETS);
  const results = verifier.results.values();
  const signatures = verifier.signatureHeaders
    .filter((header) => header.type === 'DKIM')
    .map((header): VerifiedSignature => {
      const result = header.skip ? undefined : results.next().value;
      if (!result) return { outcome: 'syntax', unsignedBytes: 0 };
      return { outcome: toOutcome(result), unsignedBytes: result.status.underSized ?? 0 };
    });
  const chain = await arc(verifier.arc, { resolver, minBitLength: LEAST_BITS });
  const hangsOnDns = chain.status.result === 'fail' && failed.length > 0;
  const messageSignature = verifier.arc.lastEntry?.messageSignature;
  return {
    signatures,
    arc: {
      result: hangsOnDns ? 'unknown' : chain.status.result,
      bodyIntact: !messageSignature || toOutcome(messageSignature) !== 'body',
    },
  };
}
