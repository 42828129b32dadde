import { addressOf } from '../../lib/detect/frames.ts';
import type { Detector } from './detector.ts';

/** The first change after a pause is looked at this soon. */
const LEADING = 60;
/** While changes go on, one look in so many times what a look costs, and at least this far apart. */
const SHARE = 80;
const APART = 150;
const MOST_APART = 2000;

const ATTRIBUTES = [
  'value',
  'class',
  'style',
  'hidden',
  'open',
  'disabled',
  'checked',
  'selected',
  'title',
  'for',
  'name',
  'id',
  'aria-hidden',
  'aria-label',
  'aria-labelledby',
  'aria-expanded',
  'aria-checked',
  'aria-selected',
  'inert',
  'data-value',
];
const EVENTS = ['input', 'change', 'focusout', 'click', 'toggle', 'transitionend', 'animationend'] as const;

export interface Watcher {
  scanSoon(): void;
  /** The tab goes to another address without a new document. */
  navigate(url: string): void;
}

/** Scans when the page has changed: soon after the first change, rarely while changes go on, never without one. */
export function watchPage(view: Window, detector: Detector, signal: AbortSignal, isOver: () => boolean): Watcher {
  let timer: number | undefined;
  let lastEnd = -Infinity;
  let cost = 0;
  let observer: MutationObserver | undefined;
  const known = new WeakSet<Node>();

  const stop = (): void => {
    observer?.disconnect();
    view.clearTimeout(timer);
    timer = undefined;
  };

  const run = (): void => {
    timer = undefined;
    if (signal.aborted || isOver()) return stop();
    const start = performance.now();
    observe(view.document);
    detector.navigate(addressOf(view));
    detector.scan();
    lastEnd = performance.now();
    cost = lastEnd - start;
    const pending = detector.pendingFor();
    if (pending !== null) schedule(pending);
  };

  const schedule = (delay: number): void => {
    if (signal.aborted || timer !== undefined) return;
    timer = view.setTimeout(run, delay);
  };

  const scanSoon = (): void => {
    const pause = Math.min(MOST_APART, Math.max(APART, cost * SHARE));
    const due = Math.max(LEADING, lastEnd + pause - performance.now());
    view.clearTimeout(timer);
    timer = undefined;
    schedule(due);
  };

  /** Open shadow roots are trees of their own: each is observed once it is seen. */
  const observe = (root: Document | ShadowRoot): void => {
    if (!known.has(root)) {
      known.add(root);
      observer?.observe(root, {
        subtree: true,
        childList: true,
        characterData: true,
        attributes: true,
        attributeFilter: ATTRIBUTES,
      });
    }
    for (const element of root.querySelectorAll('*')) if (element.shadowRoot) observe(element.shadowRoot);
  };

  observer = new MutationObserver(() => {
    detector.touch();
    if (timer === undefined) scanSoon();
  });
  const on = (target: EventTarget, type: string, listener: (event: Event) => void): void =>
    target.addEventListener(type, listener, { capture: true, passive: true, signal });
  for (const type of EVENTS) on(view, type, () => timer === undefined && scanSoon());

  const navigate = (url: string): void => {
    detector.navigate(url);
    scanSoon();
  };
  for (const type of ['popstate', 'hashchange']) on(view, type, () => navigate(addressOf(view)));
  on(view, 'pagehide', () => detector.leave());
  on(view, 'pageshow', (event) => {
    if (!(event as PageTransitionEvent).persisted) return;
    detector.forget();
    scanSoon();
  });
  on(view.document, 'visibilitychange', () => view.document.visibilityState === 'visible' && scanSoon());
  signal.addEventListener('abort', stop);

  observe(view.document);
  run();
  return { scanSoon, navigate };
}
