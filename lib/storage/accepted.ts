import * as z from 'zod/mini';
import { defineStored, listOf } from './items.ts';

/** "I know, don't warn me again": one finding, for one domain. Findings accepted by one act have the same `at`. */
export interface AcceptedFinding {
  domain: string;
  code: string;
  /** ms since 1970. */
  at: number;
}

const accepted = z.object({
  domain: z.string().check(z.maxLength(253)),
  code: z.string().check(z.maxLength(60)),
  at: z.number(),
});

const options = { schema: listOf<AcceptedFinding>(accepted, 500), fallback: [] };
/** `session`: of private windows, gone with the browser's end. */
const items = {
  local: defineStored<AcceptedFinding[]>('local:accepted', options),
  session: defineStored<AcceptedFinding[]>('session:accepted', options),
};

/** As they are exported and imported. */
export const acceptedItem = items.local;

export const readAccepted = async (): Promise<AcceptedFinding[]> => [
  ...(await items.local.read()),
  ...(await items.session.read()),
];
export const watchAccepted = items.local.watch;

const without = (list: AcceptedFinding[], domain: string, isMeant: (one: AcceptedFinding) => boolean) =>
  list.filter((one) => one.domain !== domain || !isMeant(one));

export async function acceptFindings(
  domain: string,
  codes: readonly string[],
  at: number,
  area: keyof typeof items,
): Promise<void> {
  await items[area].update((list) => [
    ...without(list, domain, ({ code }) => codes.includes(code)),
    ...codes.map((code) => ({ domain, code, at })),
  ]);
}

/** Takes back what was accepted together with this finding. */
export async function unacceptFinding(domain: string, code: string): Promise<void> {
  for (const { update } of Object.values(items)) {
    await update((list) => {
      const times = list.filter((one) => one.domain === domain && one.code === code).map(({ at }) => at);
      return without(list, domain, ({ at }) => times.includes(at));
    });
  }
}
