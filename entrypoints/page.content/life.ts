import { browser } from 'wxt/browser';
import { world, type Life } from '../../lib/in-page/life.ts';

const LOOKS_EVERY = 5000;
const LOOKS_ON = ['input', 'pointerdown', 'keydown', 'visibilitychange'] as const;

function isOrphaned(): boolean {
  try {
    return browser.runtime?.id === undefined;
  } catch {
    return true;
  }
}

/**
 * Starts the script's life in this frame; null where one is already running. The mark is in the isolated world, and the
 * end is read off the extension itself: no event of the page can end it.
 */
export function startLife(): Life | null {
  if (world.presend && !world.presend.isOver()) return null;
  const controller = new AbortController();
  const { signal } = controller;
  const isOver = (): boolean => {
    if (!signal.aborted && isOrphaned()) controller.abort();
    return signal.aborted;
  };
  const life = { signal, isOver };
  world.presend = life;
  for (const type of LOOKS_ON) addEventListener(type, isOver, { capture: true, passive: true, signal });
  const timer = setInterval(isOver, LOOKS_EVERY);
  signal.addEventListener('abort', () => clearInterval(timer));
  return life;
}
