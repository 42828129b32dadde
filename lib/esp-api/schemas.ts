import * as z from 'zod/mini';

/** Shapes that every ESP's API has. Text is cut where it is too long: a long name is no change of form. */
export const text = (most = 500) =>
  z.pipe(
    z.string(),
    z.transform((value) => value.slice(0, most)),
  );

/** A number or text as text. */
export const id = z.pipe(z.union([text(100), z.number()]), z.transform(String));

/** An address as written, null where the API has none; '' is none too. */
export const address = z.pipe(
  z.nullable(text(400)),
  z.transform((value) => value?.trim() || null),
);

/** A time of ISO 8601 as ms since 1970; null where it is none. */
export function toTime(value: string | null | undefined): number | null {
  const at = Date.parse(value ?? '');
  return Number.isFinite(at) ? at : null;
}
