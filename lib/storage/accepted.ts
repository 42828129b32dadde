import * as z from 'zod/mini';
import { defineStored, listOf } from './items.ts';

/** "I know, don't warn me again": one finding, for one domain. */
export interface AcceptedFinding {
  domain: string;
  code: string;
  at: number;
}

const accepted = z.object({
  domain: z.string().check(z.maxLength(253)),
  code: z.string().check(z.maxLength(60)),
  at: z.number(),
});

const item = defineStored<AcceptedFinding[]>('local:accepted', listOf(accepted, 500), []);

export const readAccepted = item.read;
export const watchAccepted = item.watch;

const without = (list: AcceptedFinding[], domain: string, code: string) =>
  list.filter((one) => one.domain !== domain || one.code !== code);

export const acceptFinding = (domain: string, code: string, at: number): Promise<AcceptedFinding[]> =>
  item.update((list) => [...without(list, domain, code), { domain, code, at }]);

export const unacceptFinding = (domain: string, code: string): Promise<AcceptedFinding[]> =>
  item.update((list) => without(list, domain, code));
