/**
 * Control characters (C0 except line ends and tabs, DEL, C1) and characters that change the direction of text: they come
 * out of DNS and messages, and would steer a terminal or reorder what a person reads.
 */
const steeringPattern =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

const toHex = (character: string): string => character.charCodeAt(0).toString(16);

/** Text for one line of a terminal: steering characters, tabs and line ends are shown as `\u{9b}`. */
export const toPlain = (text: string): string =>
  text.replace(steeringPattern, (character) => `\\u{${toHex(character)}}`).replace(/[\t\n]/g, ' ');

/** One line of JSON without a raw steering character: the escapes mean the same to every reader (RFC 8259 § 7). */
export const toJsonLine = (value: unknown): string =>
  `${JSON.stringify(value).replace(steeringPattern, (character) => `\\u${toHex(character).padStart(4, '0')}`)}\n`;

/** Why standard output takes no more: its reader has left, or it cannot be written (in words for a person). */
export type OutputFault = 'closed' | { problem: string };

export interface Output {
  /** Resolves once the text is written or can never be; null, or why not. */
  write: (text: string) => Promise<OutputFault | null>;
}

function toFault(error: Error & { code?: string }): OutputFault {
  if (error.code === 'EPIPE' || error.code === 'EOF' || error.code === 'ERR_STREAM_DESTROYED') return 'closed';
  const why = error.code === 'ENOSPC' ? 'no space is left' : error.message;
  return { problem: `the report cannot be written to standard output: ${why}` };
}

/** Standard output, whose faults are values: a reader that leaves early (`| head`) must not change what a domain gets. */
export function openOutput(stream: NodeJS.WriteStream): Output {
  let fault: OutputFault | null = null;
  stream.on('error', (error) => (fault ??= toFault(error)));
  return {
    write: (text) =>
      new Promise((resolve) => {
        if (fault !== null) {
          resolve(fault);
          return;
        }
        stream.write(text, (error) => {
          if (error) fault ??= toFault(error);
          resolve(fault);
        });
      }),
  };
}
