/**
 * What mailauth's imports lead to in a browser: data for Vite's `resolve.alias`. Each stand-in either does the same
 * as the real module or refuses aloud; none changes what mailauth concludes.
 */

export interface Alias {
  find: RegExp;
  replacement: string;
}

const inThisFolder = (path: string): string => decodeURIComponent(new URL(path, import.meta.url).pathname);

const standIn = (find: RegExp, file: string): Alias => ({ find, replacement: inThisFolder(`./stand-ins/${file}`) });

export const mailauthAliases: readonly Alias[] = [
  standIn(/^mailauth\/lib\/dkim\/dkim-verifier\.js$/, 'dkim-verifier.ts'),
  standIn(/^(?:node:)?crypto$/, 'crypto.ts'),
  standIn(/^node:buffer$/, 'buffer.ts'),
  standIn(/^(?:node:)?stream$/, 'stream.ts'),
  standIn(/^(?:node:)?dns$/, 'dns.ts'),
  standIn(/^(?:node:)?net$/, 'net.ts'),
  standIn(/^(?:node:)?os$/, 'os.ts'),
  standIn(/^node:https$/, 'https.ts'),
  standIn(/^joi$/, 'joi.ts'),
  standIn(/^libmime$/, 'libmime.ts'),
  // Named by mailauth's own modules, by relative paths that nothing else uses.
  standIn(/^\.\.\/dkim\/dkim-signer$/, 'dkim-signer.ts'),
  standIn(/^\.\.\/package$/, 'package-data.ts'),
  // mailauth brings an older copy of the public suffix list: one is enough, and ours is the newer.
  { find: /^tldts$/, replacement: inThisFolder('../../node_modules/tldts/dist/index.esm.min.js') },
];
