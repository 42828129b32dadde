import styles from './picker.css?inline';
import { addressOf, describeElement } from '../../lib/detect/pick.ts';
import type { PageEspId } from '../../lib/esp/esp-id.ts';
import { sendFromPage } from '../../lib/messaging/from-page.ts';
import type { PickerWords } from '../../lib/messaging/protocol.ts';
import { createHost, html, setLanguage } from '../../lib/in-page/dom.ts';
import { forEachDocument } from '../../lib/in-page/frames.ts';

const AROUND = 4;
/** How far up from what the pointer is on an address is looked for: a label and its field share a box. */
const CLIMB = 5;

interface Pick {
  element: Element;
  address: string;
}

/** The nearest element at or above this one that shows exactly one address. */
function pickAt(start: Element | null): Pick | null {
  let element = start;
  for (let step = 0; element && step < CLIMB; step += 1) {
    const address = addressOf(element);
    if (address !== null) return { element, address };
    element = element.parentElement ?? (element.getRootNode() as Partial<ShadowRoot>).host ?? null;
  }
  return null;
}

/** Where an element of a frame stands in the top window. */
function boxOf(element: Element): DOMRect {
  const box = element.getBoundingClientRect();
  let { x, y } = box;
  for (let view = element.ownerDocument.defaultView; view?.frameElement; view = view.parent as typeof view) {
    const outer = view.frameElement.getBoundingClientRect();
    x += outer.x;
    y += outer.y;
  }
  return new DOMRect(x, y, box.width, box.height);
}

/** Everything that shows one address and can be gone through by the keyboard, in the order of the page. */
function pickable(documents: Document[]): Pick[] {
  const picks: Pick[] = [];
  for (const doc of documents) {
    for (const element of doc.querySelectorAll(
      'input, select, textarea, button, [role], td, dd, p, span, a, [contenteditable]',
    )) {
      if (picks.length >= 100) return picks;
      const address = element.getClientRects().length > 0 ? addressOf(element) : null;
      if (address !== null && !picks.some((known) => known.element.contains(element))) picks.push({ element, address });
    }
  }
  return picks;
}

let stopRunning: (() => void) | null = null;

/** "Show me where it is": the user points at the sender once, with the mouse or the keyboard. */
export function startPicker(words: PickerWords, esp: PageEspId, life: AbortSignal): void {
  stopRunning?.();
  const controller = new AbortController();
  const { signal } = controller;
  const { host, root } = createHost('presend-picker', styles);
  setLanguage(host, words.language);
  const ring = html('div', { class: 'ring', hidden: true });
  const read = html(
    'div',
    { class: 'read', role: 'status', hidden: true },
    html('strong'),
    html('span', {}, words.take),
  );
  const cancel = html('button', { type: 'button' }, words.cancel);
  const sheet = html(
    'div',
    { class: 'sheet', role: 'dialog', 'aria-label': words.instruction },
    html('p', {}, html('strong', {}, words.instruction), ` ${words.byKeyboard}`),
    html('div', { class: 'actions' }, cancel),
  );
  root.append(ring, read, sheet);
  document.documentElement.append(host);
  cancel.focus();

  let current: Pick | null = null;
  let byKey = -1;
  const documents: Document[] = [];

  const stop = () => {
    controller.abort();
    host.remove();
    stopRunning = null;
  };
  stopRunning = stop;
  life.addEventListener('abort', stop, { signal });

  const mark = (pick: Pick | null) => {
    current = pick;
    ring.hidden = !pick;
    read.hidden = !pick;
    if (!pick) return;
    const box = boxOf(pick.element);
    ring.style.cssText = `left:${box.x - AROUND}px;top:${box.y - AROUND}px;width:${box.width + 2 * AROUND}px;height:${box.height + 2 * AROUND}px`;
    read.style.cssText = `left:${Math.max(8, box.x - AROUND)}px;top:${box.bottom + 12}px`;
    read.querySelector('strong')?.replaceChildren(pick.address);
  };

  const take = () => {
    if (!current) return;
    const { element, address } = current;
    stop();
    void sendFromPage({ kind: 'pick-done', pick: describeElement(element, esp), address });
  };

  const giveUp = () => {
    stop();
    void sendFromPage({ kind: 'pick-cancelled' });
  };

  const step = (by: number) => {
    const all = pickable(documents);
    if (all.length === 0) return;
    byKey = (byKey + by + all.length) % all.length;
    const next = all[byKey] ?? null;
    next?.element.scrollIntoView({ block: 'nearest' });
    mark(next);
  };

  const onKey = (event: KeyboardEvent) => {
    const acts: Record<string, () => void> = {
      Escape: giveUp,
      Tab: () => step(event.shiftKey ? -1 : 1),
      // Before anything is marked, Enter is the Cancel button's.
      ...(current ? { Enter: take } : {}),
    };
    const act = acts[event.key];
    if (!act || !event.isTrusted) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    act();
  };

  const isOurs = (event: Event) => event.composedPath().includes(host);
  forEachDocument((doc) => {
    documents.push(doc);
    const on = <K extends keyof DocumentEventMap>(type: K, listener: (event: DocumentEventMap[K]) => void) =>
      doc.addEventListener(type, listener, { capture: true, signal });
    on('pointermove', (event) => {
      if (!isOurs(event)) mark(pickAt(event.composedPath()[0] as Element));
    });
    for (const type of ['pointerdown', 'mousedown', 'pointerup', 'mouseup'] as const) {
      on(type, (event) => {
        if (isOurs(event)) return;
        event.preventDefault();
        event.stopImmediatePropagation();
      });
    }
    on('click', (event) => {
      if (isOurs(event) || !event.isTrusted) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      mark(pickAt(event.composedPath()[0] as Element));
      take();
    });
    on('keydown', onKey);
  }, signal);
  cancel.addEventListener('click', giveUp);
}
