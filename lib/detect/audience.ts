import { textNodes } from './dom.ts';
import { PEOPLE } from './words.ts';

const MOST_TEXTS = 4000;
const MOST_LENGTH = 90;

/** The number of people that the page says the campaign goes to, or null. */
export function findAudience(document: Document): number | null {
  for (const { data } of textNodes(document.body, MOST_TEXTS) ?? []) {
    if (data.length > MOST_LENGTH || !/\d/.test(data)) continue;
    const digits = PEOPLE.exec(data)?.[1]?.replace(/\D/g, '');
    if (digits) return Number(digits);
  }
  return null;
}
