import { addressOf } from '../../lib/detect/frames.ts';
import { isTelling } from '../../lib/detect/relevance.ts';
import { createRootFinder } from '../../lib/detect/roots.ts';
import type { Detector } from './detector.ts';

/** Changes that may have to do with a sender are looked at this soon, and not more often than that. */
const SOON = { after: 60, apart: 150, share: 30 };
/** All others when there is time: at most one part in so many of the time is spent on them. */
const LATER = { after: 400, apart: 600, share: 200 };
const MOST_APART = 4000;
/** A tab in the background is read for so long, in ms, after it was opened, navigated, or asked for; then not before it is shown. */
const AWAKE_FOR = 10_000;

const ATTRIBUTES = [
  'value',
  'class',
  'style',
  'hidden',
  'open',
  'inert',
  'checked',
  'title',
  'role',
  'aria-hidden',
  'aria-label',
  'aria-labelledby',
  'aria-modal',
  'aria-checked',
];
const EVENTS = ['input', 'change', 'focusout', 'click', 'toggle', 'transitionend', 'animationend'] as const;

export interface Watcher {
  scanSoon(): void;
  /** The tab goes to another address without a new document. */
  navigate(url: string): void;
}

/** Scans when the page has changed, never without a change, and never so often that the dashboard feels it. */
export function watchPage(view: Window, detector: Detector, signal: AbortSignal, isOver: () => boolean): Watcher {
  const roots = createRootFinder(view.document, () => performance.now());
  const observed = new WeakSet<Node>();
  let timer: number | undefined;
  let dueAt = Infinity;
  let lastEnd = -Infinity;
  let cost = 0;
  let awakeUntil = performance.now() + AWAKE_FOR;

  let isScanning = false;
  let hasMissed = false;
  let hasChanged = false;

  const scan = async (): Promise<void> => {
    timer = undefined;
    dueAt = Infinity;
    if (signal.aborted || isOver()) return stop();
    if (view.document.visibilityState === 'hidden' && performance.now() > awakeUntil) return;
    if (isScanning) {
      hasMissed = true;
      return;
    }
    isScanning = true;
    hasChanged = false;
    const start = performance.now();
    detector.navigate(addressOf(view));
    const found = roots.find();
    for (const root of found ?? []) observe(root);
    const preparing = performance.now() - start;
    cost = preparing + (await detector.scan(found, takeChange));
    isScanning = false;
    lastEnd = performance.now();
    if (hasChanged || hasMissed) plan(SOON);
    hasMissed = false;
    const pending = detector.pendingFor();
    if (pending !== null) schedule(lastEnd + pending);
  };

  /** Whether the page changed since this was last asked. */
  const takeChange = (): boolean => {
    const changed = hasChanged;
    hasChanged = false;
    return changed;
  };

  const schedule = (due: number): void => {
    if (signal.aborted || due >= dueAt) return;
    view.clearTimeout(timer);
    dueAt = due;
    timer = view.setTimeout(() => void scan(), Math.max(0, due - performance.now()));
  };

  const plan = ({ after, apart, share }: typeof SOON): void => {
    const pause = Math.min(MOST_APART, Math.max(apart, cost * share));
    schedule(Math.max(performance.now() + after, lastEnd + pause));
  };

  const observer = new MutationObserver((records) => {
    roots.added(records);
    const telling = isTelling(records);
    hasChanged ||= telling;
    plan(telling ? SOON : LATER);
  });

  const observe = (root: Document | ShadowRoot): void => {
    if (observed.has(root)) return;
    observed.add(root);
    observer.observe(root, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
      attributeFilter: ATTRIBUTES,
    });
  };

  const stop = (): void => {
    observer.disconnect();
    view.clearTimeout(timer);
  };

  const scanSoon = (): void => {
    awakeUntil = performance.now() + AWAKE_FOR;
    plan(SOON);
  };
  const navigate = (url: string): void => {
    detector.navigate(url);
    scanSoon();
  };
  const on = (target: EventTarget, type: string, listener: (event: Event) => void): void =>
    target.addEventListener(type, listener, { capture: true, passive: true, signal });

  // Text that a person enters comes as an InputEvent; a choice or a tick does not.
  on(view, 'input', (event) => detector.typing(event.isTrusted && 'inputType' in event));
  for (const type of ['change', 'focusout']) on(view, type, () => detector.typing(false));
  for (const type of EVENTS) on(view, type, scanSoon);
  for (const type of ['input', 'change']) on(view, type, (event) => event.isTrusted && detector.touch());
  for (const type of ['popstate', 'hashchange']) on(view, type, () => navigate(addressOf(view)));
  on(view, 'pagehide', () => detector.leave());
  on(view, 'pageshow', (event) => {
    if (!(event as PageTransitionEvent).persisted) return;
    detector.forget();
    scanSoon();
  });
  on(view, 'online', () => detector.look());
  on(view.document, 'visibilitychange', () => {
    if (view.document.visibilityState !== 'visible') return;
    detector.look();
    void scan();
  });
  signal.addEventListener('abort', stop);

  void scan();
  return { scanSoon, navigate };
}
