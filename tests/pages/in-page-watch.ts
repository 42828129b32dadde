import { createDetector } from '../../entrypoints/page.content/detector.ts';
import { watchPage } from '../../entrypoints/page.content/watch-page.ts';
import type { PageMessage } from '../../lib/messaging/protocol.ts';

/** The content script with a list in place of the worker. */
const stopper = new AbortController();
const told: { at: number; message: PageMessage }[] = [];
const detector = createDetector(window, (message) => told.push({ at: performance.now(), message }));
const watcher = watchPage(window, detector, stopper.signal, () => false);

Object.assign(globalThis, { presendWatch: { told, watcher, detector, stop: () => stopper.abort() } });
