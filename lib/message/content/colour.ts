const NAMED: Record<string, string> = {
  white: 'ffffff',
  black: '000000',
  red: 'ff0000',
  silver: 'c0c0c0',
  gray: '808080',
  grey: '808080',
  yellow: 'ffff00',
  blue: '0000ff',
  green: '008000',
  transparent: 'transparent',
};

/** Difference of one channel, of 255, that nobody sees. */
const UNSEEN = 8;

const toHex = (channel: string): string => Math.min(Number(channel), 255).toString(16).padStart(2, '0');

/** `#FFF`, `white`, `rgb(255, 255, 255)` to six digits, or `transparent`; null where it is none of these. */
export function toColour(text: string | undefined): string | null {
  const value = (text ?? '').trim().toLowerCase();
  const hex = /#([0-9a-f]{6}|[0-9a-f]{3})\b/.exec(value)?.[1];
  if (hex) return hex.length === 6 ? hex : hex.replace(/./g, '$&$&');
  const rgb = /\brgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})\s*(?:[,/]\s*([\d.]{1,9}))?/.exec(value);
  if (rgb) return rgb[4] !== undefined && Number(rgb[4]) === 0 ? 'transparent' : rgb.slice(1, 4).map(toHex).join('');
  const word = value.split(/\s+/).find((each) => Object.hasOwn(NAMED, each));
  return word === undefined ? null : (NAMED[word] ?? null);
}

const channels = (colour: string): number[] => [0, 2, 4].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));

/** Whether text of this colour cannot be seen on this ground; both as `toColour` gives them. */
export function isUnseen(colour: string, ground: string): boolean {
  if (colour === 'transparent') return true;
  const behind = channels(ground);
  return channels(colour).every((value, index) => Math.abs(value - (behind[index] ?? 0)) <= UNSEEN);
}
