import { isRendered } from './dom.ts';
import { peoplePattern } from './labels/line-words.ts';
import { bodyOf, textWalker } from './safe-dom.ts';

const MOST_TEXTS = 2500;
const MOST_LENGTH = 90;

/** The number of people that the page says the campaign goes to, or null. Only the beginning of a page is read. */
export function findAudience(document: Document): number | null {
  const body = bodyOf(document);
  if (!body) return null;
  const walker = textWalker(body);
  for (let seen = 0, node = walker.nextNode(); node && seen < MOST_TEXTS; seen += 1, node = walker.nextNode()) {
    const { data } = node as Text;
    if (data.length > MOST_LENGTH || !/\d/.test(data)) continue;
    const digits = peoplePattern.exec(data)?.[1]?.replace(/\D/g, '');
    if (digits && isRendered(node)) return Number(digits);
  }
  return null;
}
