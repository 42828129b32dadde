/** The inner modules of mailauth that Presend names and that bring no types: as much of each as it uses. */

declare module 'mailauth/lib/dkim/dkim-verifier.js' {
  export interface VerifierOptions {
    resolver: (name: string, type: string) => Promise<string[][]>;
    /** The MAIL FROM; without it the verifier would take the last Return-Path, whoever wrote it. */
    sender: string;
    curTime: Date;
    minBitLength: number;
    rejectRsaSha1: boolean;
  }

  export interface SignatureHeader {
    type: 'DKIM' | 'ARC';
    /** Set where the signature is left out of the results. */
    skip?: string;
    invalid?: string;
  }

  export interface SignatureResult {
    status: {
      result: 'pass' | 'fail' | 'neutral' | 'policy' | 'temperror' | 'none';
      comment?: string | false;
      policy?: { 'dkim-rules'?: string };
      /** Octets of the canonicalised body behind the end of what `l=` covers. */
      underSized?: number;
    };
    modulusLength?: number;
    /** Octets of the canonicalised body, and how many of them `l=` names. */
    canonBodyLengthTotal?: number;
    canonBodyLengthLimit?: number;
  }

  export interface ArcState {
    chain: unknown[] | false;
    error?: Error;
    lastEntry?: { i: number; messageSignature?: SignatureResult };
  }

  export class DkimVerifier {
    constructor(options: VerifierOptions);
    /** One for each DKIM-Signature, topmost first, then the newest ARC-Message-Signature. */
    signatureHeaders: SignatureHeader[];
    /** One for each DKIM-Signature that was not skipped, in the same order. */
    results: SignatureResult[];
    arc: ArcState;
  }
}

declare module 'mailauth/lib/dkim/dkim-verifier' {
  export { DkimVerifier } from 'mailauth/lib/dkim/dkim-verifier.js';
}

declare module 'mailauth/lib/tools.js' {
  import type { DkimVerifier } from 'mailauth/lib/dkim/dkim-verifier.js';
  export function writeToStream(stream: DkimVerifier, input: Uint8Array, chunkSize?: number): Promise<void>;
}

declare module 'mailauth/lib/arc/index.js' {
  import type { ArcState } from 'mailauth/lib/dkim/dkim-verifier.js';
  export function arc(
    state: ArcState,
    options: { resolver: (name: string, type: string) => Promise<string[][]>; minBitLength: number },
  ): Promise<{ status: { result: 'none' | 'pass' | 'fail'; comment?: string } }>;
}

/** For the tests that hold the stand-in against it. */
declare module 'libmime' {
  export function parseHeaderValue(line: string): { value: string; params: Record<string, string> };
}
