import * as z from 'zod/mini';
import type { Account, Waiting } from '../esp-api/account.ts';
import { API_PARTS, type ApiTrouble } from '../esp-api/api.ts';
import { PAGE_ESP_IDS, type PageEspId } from '../esp/esp-id.ts';
import { defineStored, listOf } from './items.ts';

/** Connected accounts and what waits in them. Their keys are elsewhere (keys.ts); neither is part of an export. */

const text = (most: number) => z.string().check(z.maxLength(most));
const time = z.nullable(z.number());
const esp = z.enum(PAGE_ESP_IDS);

const trouble: z.core.$ZodType<ApiTrouble> = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['wrong-key', 'revoked', 'gone', 'changed-form', 'unreachable']) }),
  z.object({ kind: z.literal('missing-scope'), scope: z.nullable(text(100)) }),
  z.object({ kind: z.literal('rate-limited'), retryAt: time }),
]);

const account: z.core.$ZodType<Account> = z.object({
  esp,
  masked: text(20),
  origin: text(300),
  connectedAt: z.number(),
  readAt: time,
  nextAt: time,
  failures: z.number(),
  troubles: z.array(z.object({ part: z.enum(API_PARTS), trouble })),
  domains: z.array(
    z.object({
      domain: text(253),
      state: z.enum(['active', 'pending']),
      selectors: z.array(text(253)),
      records: z.array(z.object({ type: text(20), host: text(300), value: text(5000) })),
    }),
  ),
});

const campaign = z.object({
  esp,
  id: text(100),
  name: text(500),
  kind: z.enum(['campaign', 'flow']),
  sendAt: time,
  domains: z.array(text(253)),
  hasUnknownSender: z.boolean(),
});
const domain = z.object({
  esp,
  domain: text(253),
  verdict: z.nullable(z.enum(['pass', 'warn', 'fail', 'unknown'])),
  problem: z.nullable(z.object({ title: text(500), action: text(500) })),
  at: time,
  told: z.array(text(100)),
});

const accounts = defineStored<Account[]>('local:accounts', { schema: listOf(account, 3), fallback: [] });
const NOTHING: Waiting = { campaigns: [], domains: [] };
const waiting = defineStored<Waiting>('local:waiting', {
  schema: z.object({ campaigns: listOf(campaign, 2000), domains: listOf(domain, 1000) }),
  fallback: NOTHING,
});

export const readAccounts = accounts.read;
export const watchAccounts = accounts.watch;
export const updateAccounts = accounts.update;
export const readWaiting = waiting.read;
export const watchWaiting = waiting.watch;
export const updateWaiting = waiting.update;

export const findAccount = async (wanted: PageEspId): Promise<Account | null> =>
  (await readAccounts()).find((one) => one.esp === wanted) ?? null;
