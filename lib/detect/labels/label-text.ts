const LEADING_OR_TRAILING = /^[^\p{L}\p{N}]+|(?<=[\p{L}\p{N}])[^\p{L}\p{N}]+$/gu;

/** A label as it is compared: lower case, one kind of space, no invisible characters, no marks around it. */
export const toLabelText = (text: string): string =>
  text
    .slice(0, 400)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u00AD\u200B-\u200F\u2060\uFEFF]/g, '')
    .replace(/[‐-―]/g, '-')
    .replace(/[‘’]/g, "'")
    .replace(/\s+/g, ' ')
    .replace(LEADING_OR_TRAILING, '');

/** The same for a text that is already in lower case: what is left after words were taken out. */
export const squeeze = (text: string): string => text.replace(/\s+/g, ' ').replace(LEADING_OR_TRAILING, '');
