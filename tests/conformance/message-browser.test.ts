import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInContext, createContext } from 'node:vm';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mailauthAliases } from '../../lib/mailauth/aliases.ts';
import type { MessageReport } from '../../lib/report/report.ts';
import {
  judgeMessageFile,
  messageNames,
  messageZone,
  readMessage,
  toMessageTools,
} from '../helpers/signed-messages.ts';

/**
 * The bundle that goes into the report page, with every stand-in, run where there is no Node: a bare context with the
 * globals that a browser has. Both browsers run the same bundle end to end; here every message of the folder goes through it.
 */
const FOLDER = mkdtempSync(join(tmpdir(), 'presend-bundle-'));
afterAll(() => rmSync(FOLDER, { recursive: true }));

const path = (file: string): string => fileURLToPath(new URL(`../../lib/${file}`, import.meta.url));

let files = 0;

async function bundle(lines: readonly string[]): Promise<string> {
  const entry = join(FOLDER, `${files++}.ts`);
  writeFileSync(entry, lines.join('\n'));
  const result = await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    resolve: { alias: [...mailauthAliases] },
    build: { write: false, minify: true, lib: { entry, formats: ['iife'], name: 'Bundle', fileName: 'bundle' } },
  });
  const [first] = [result].flat();
  return first && 'output' in first ? first.output[0].code : '';
}

const WITH_GLOBALS = `import ${JSON.stringify(path('mailauth/globals.ts'))};`;

interface Page {
  report(source: Uint8Array, tools: unknown): Promise<{ ok: boolean; report?: { message?: MessageReport } }>;
}

let code = '';
let page: Page;

beforeAll(async () => {
  code = await bundle([
    WITH_GLOBALS,
    `import { messageReport } from ${JSON.stringify(path('message/message-report.ts'))};`,
    'globalThis.report = (source, tools) => messageReport(source, {}, tools);',
  ]);
  const globals = {
    TextEncoder,
    TextDecoder,
    URL,
    MessageChannel,
    AbortController,
    AbortSignal,
    performance,
    crypto,
    atob,
    btoa,
    setTimeout,
    clearTimeout,
    queueMicrotask,
    Uint8Array,
    ArrayBuffer,
    Blob,
  };
  const context = createContext({ ...globals });
  runInContext('globalThis.self = globalThis;', context);
  runInContext(code, context);
  page = context as unknown as Page;
}, 120_000);

describe('the bundle of the report page', () => {
  it('has no trace of Node in it', () => {
    expect(code).not.toMatch(/["']node:|require\(["']/);
  });

  it.each(messageNames)('judges %s as it is judged under Node', async (name) => {
    const outcome = await page.report(new Uint8Array(readMessage(name)), toMessageTools(messageZone));
    const { message } = await judgeMessageFile(name);
    expect(JSON.parse(JSON.stringify(outcome.report?.message))).toEqual(JSON.parse(JSON.stringify(message)));
  });
});

describe('what mailauth weighs', () => {
  /** gzip, with the public suffix list, which the page carries anyway. */
  const BUDGETS = [
    ['DMARC alone, as in the worker', ['mailauth/dmarc.ts'], 80_000],
    ['all of it, as in the report page', ['mailauth/dmarc.ts', 'mailauth/spf.ts', 'mailauth/dkim.ts'], 120_000],
  ] as const;

  it.each(BUDGETS)('%s', async (_name, files, most) => {
    const imports = files.map((file, index) => `import * as m${index} from ${JSON.stringify(path(file))};`);
    const uses = files.map((_, index) => `m${index}`).join(', ');
    const built = await bundle([WITH_GLOBALS, ...imports, `globalThis.used = [${uses}];`]);
    expect(gzipSync(built, { level: 9 }).length).toBeLessThan(most);
  });
});
