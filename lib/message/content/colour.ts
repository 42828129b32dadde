import { colord, extend } from 'colord';
import names from 'colord/plugins/names';

extend([names]);

/** Difference of one channel, of 255, that nobody sees. */
const UNSEEN = 8;
const LONGEST = 200;

/**
 * The first colour in the value of a style or a `bgcolor`, in any form of CSS (`#FFF`, `white`, `rgb(255 255 255)`, `hsl(…)`,
 * among other words), as six digits, or `transparent`; null where there is none.
 */
export function toColour(text: string | undefined): string | null {
  const parts = (text ?? '').slice(0, LONGEST).match(/[a-z]{3,4}\([^)]{0,100}\)|[^\s,]+/gi) ?? [];
  for (const part of parts) {
    // Old attributes leave out the number sign.
    const colour = colord(/^[0-9a-f]{6}$/i.test(part) ? `#${part}` : part.toLowerCase());
    if (colour.isValid()) return colour.alpha() === 0 ? 'transparent' : colour.alpha(1).toHex().slice(1);
  }
  return null;
}

/** Whether text of this colour cannot be seen on this ground; both as `toColour` gives them. */
export function isUnseen(colour: string, ground: string): boolean {
  if (colour === 'transparent') return true;
  const [text, behind] = [colord(`#${colour}`).toRgb(), colord(`#${ground}`).toRgb()];
  return (['r', 'g', 'b'] as const).every((channel) => Math.abs(text[channel] - behind[channel]) <= UNSEEN);
}
