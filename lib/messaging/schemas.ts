import * as z from 'zod/mini';
import type { FieldKind } from '../detect/field-kind.ts';
import type { CandidateReason, PageReading } from '../detect/page-reading.ts';
import { ESP_IDS, PAGE_ESP_IDS } from '../esp/esp-id.ts';
import { pickSchema } from '../storage/picks.ts';
import type { ExtensionMessage, PageMessage } from './protocol.ts';

/** Everything that comes from a page is hostile: bounded here, before anything looks at it. */

const text = (most: number) => z.string().check(z.maxLength(most));
const nullable = (most: number) => z.nullable(text(most));

const candidate = z.object({
  address: text(400),
  via: text(200),
  confidence: z.number().check(z.minimum(0), z.maximum(1)),
});

const sender = z.union([
  z.extend(candidate, { kind: z.literal('found') }),
  z.object({ kind: z.literal('ambiguous'), candidates: z.array(candidate).check(z.minLength(1), z.maxLength(20)) }),
  z.object({
    kind: z.literal('notFound'),
    reason: z.enum(['no-field', 'empty', 'variable', 'gave-up', 'loading']),
    expression: z.exactOptional(text(200)),
  }),
]);

const explained = z.object({
  address: text(400),
  names: z.nullable(text(20)) as z.core.$ZodType<FieldKind | null>,
  confidence: z.number().check(z.minimum(0), z.maximum(1)),
  reasons: z.array(text(40)).check(z.maxLength(10)) as z.core.$ZodType<CandidateReason[]>,
});

export const readingSchema: z.core.$ZodType<PageReading> = z.object({
  esp: z.enum(PAGE_ESP_IDS),
  composing: z.boolean(),
  sender,
  replyTo: nullable(400),
  fromName: nullable(400),
  subject: nullable(1000),
  candidates: z.array(explained).check(z.maxLength(20)),
  audience: z.nullable(z.number().check(z.minimum(0), z.maximum(1e9))),
  account: nullable(60),
  sending: z.nullable(
    z.object({
      domain: nullable(253),
      selectors: z.array(text(253)).check(z.maxLength(20)),
      targets: z.array(text(253)).check(z.maxLength(20)),
    }),
  ),
});

const url = text(4000);

const pageMessage: z.core.$ZodType<PageMessage> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('page-reading'), url, reading: readingSchema, typing: z.optional(z.boolean()) }),
  z.object({ kind: z.literal('page-gone') }),
  z.object({ kind: z.literal('overlay-ready'), url, language: text(40) }),
  z.object({ kind: z.literal('open-report') }),
  z.object({ kind: z.literal('look') }),
  z.object({ kind: z.literal('sending') }),
  z.object({ kind: z.literal('accept-finding') }),
  z.object({ kind: z.literal('hide-badge') }),
  z.object({ kind: z.literal('pick-done'), pick: pickSchema, address: text(400) }),
  z.object({ kind: z.literal('pick-cancelled') }),
  z.object({ kind: z.literal('page-structure'), text: text(200_000) }),
]);

const tab = z.number();
const esp = z.nullable(z.enum([...ESP_IDS, 'none']));
const pageEsp = z.enum(PAGE_ESP_IDS);

const extensionMessage: z.core.$ZodType<ExtensionMessage> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('check-tab'), tab, fresh: z.boolean() }),
  z.object({ kind: z.literal('choose-sender'), tab, address: text(400), esp }),
  z.object({
    kind: z.literal('audit'),
    from: text(400),
    replyTo: nullable(400),
    esp,
    account: nullable(60),
    selectors: z.array(text(253)).check(z.maxLength(20)),
    fresh: z.boolean(),
    isPrivate: z.optional(z.boolean()),
    drop: z.optional(z.array(text(500)).check(z.maxLength(40))),
    pasted: z.optional(text(20_000)),
  }),
  z.object({ kind: z.literal('start-pick'), tab }),
  z.object({ kind: z.literal('forget-pick'), esp: z.enum(ESP_IDS) }),
  z.object({ kind: z.literal('page-report'), tab }),
  z.object({ kind: z.literal('why-sender'), tab }),
  z.object({
    kind: z.literal('watch'),
    domain: text(253),
    esp,
    account: nullable(60),
    records: z
      .array(
        z.object({
          name: text(253),
          type: text(10),
          value: text(5000),
          action: z.optional(z.enum(['publish', 'remove'])),
        }),
      )
      .check(z.minLength(1), z.maxLength(20)),
  }),
  z.object({ kind: z.literal('connect'), esp: pageEsp, key: text(300) }),
  z.object({ kind: z.literal('disconnect'), esp: pageEsp }),
  z.object({ kind: z.literal('check-waiting') }),
  z.object({ kind: z.literal('unwatch'), domain: text(253), startedAt: z.optional(z.number()) }),
  z.object({ kind: z.literal('run-domains') }),
  z.object({ kind: z.enum(['accept-finding', 'unaccept-finding']), domain: text(253), code: text(60) }),
]);

/** Why a message of one of our own pages is refused: its kind, and the field that is wrong. */
export function explainRefusal(message: unknown): string {
  const { error } = z.safeParse(extensionMessage, message);
  return ['unknown-message', error?.issues[0]?.path.join('.')].filter(Boolean).join(': ');
}

const parseWith =
  <T>(schema: z.core.$ZodType<T>) =>
  (message: unknown): T | null => {
    const result = z.safeParse(schema, message);
    return result.success ? result.data : null;
  };

/** A message of a content script, or null where it is none. */
export const parsePageMessage = parseWith(pageMessage);
/** It means to be a page's reading, whatever it holds. */
export const isPageReading = (message: unknown): boolean =>
  z.safeParse(z.looseObject({ kind: z.literal('page-reading') }), message).success;
/** A message of one of our own pages, or null where it is none. */
export const parseExtensionMessage = parseWith(extensionMessage);
