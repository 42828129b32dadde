import type { Watch } from '../watch/watched.ts';
import type { Words } from './say.ts';

/** The notification of a watch that has changed its state; null where there is nothing to tell. */
export function watchWords({ state, domain }: Watch, words: Words): { title: string; message: string } | null {
  if (state === 'watching') return null;
  return { title: words.say(`watch.${state}.title`, { domain }), message: words.say(`watch.${state}.message`) };
}
