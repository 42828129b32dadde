/**
 * Intercepts clicks, keys and submits on Send in the capture phase. It decides at once, from what is already known:
 * nothing is asked or awaited before the dashboard gets its event, unless the decision is to hold it up.
 */

export type SendDecision = 'let-through' | 'note' | 'ask';

export interface SendGuard {
  /** The element that sends or schedules the campaign, if this one does or stands in one that does. */
  findSend(target: Element): Element | null;
  /** What to do with a send now. */
  decide(): SendDecision;
  /** Shows the dialog; true lets the original action through. */
  ask(): Promise<boolean>;
  note(): void;
  /** A send goes through, asked about or not. */
  sending(): void;
}

const POINTER = ['pointerdown', 'mousedown', 'pointerup', 'mouseup'] as const;
const TOUCH = ['touchstart', 'touchend'] as const;
const BUTTONS = 'button, input[type="submit"], input[type="button"], [role="button"], a';
const NATIVE = 'button, input, a[href], summary';

type Replay = () => void;

const isPress = (event: KeyboardEvent) => event.key === 'Enter' || event.key === ' ';

function replayPointer(target: HTMLElement): void {
  const options = { bubbles: true, cancelable: true, composed: true, button: 0 };
  for (const type of POINTER) {
    target.dispatchEvent(type.startsWith('pointer') ? new PointerEvent(type, options) : new MouseEvent(type, options));
  }
  target.click();
}

function replayKey(target: HTMLElement, { key, code }: KeyboardEvent): void {
  if (target.matches(NATIVE)) {
    replayPointer(target);
    return;
  }
  const options = { bubbles: true, cancelable: true, composed: true, key, code };
  target.dispatchEvent(new KeyboardEvent('keydown', options));
  target.dispatchEvent(new KeyboardEvent('keyup', options));
}

/** Watches one document; the top frame's guard watches those of its same-origin frames as well. */
export function guardDocument(doc: Document, guard: SendGuard, signal: AbortSignal): void {
  let passing = false;
  let asking = false;

  const pass = (replay: Replay) => {
    passing = true;
    try {
      replay();
    } finally {
      passing = false;
    }
  };

  const sendOf = (event: Event): HTMLElement | null => {
    const target = event.composedPath().find((node) => node instanceof Element || (node as Node).nodeType === 1);
    return target ? (guard.findSend(target as Element) as HTMLElement | null) : null;
  };

  /** A form that is submitted without a button, by Enter or by script, sends where one of its buttons does. */
  const sendIn = (form: Element): Element | null => {
    for (const button of Element.prototype.querySelectorAll.call(form, BUTTONS)) {
      const send = guard.findSend(button);
      if (send) return send;
    }
    return null;
  };

  const hold = (event: Event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };

  const askThen = async (replay: Replay) => {
    if (asking) return;
    asking = true;
    try {
      if (!(await guard.ask())) return;
      guard.sending();
      pass(replay);
    } finally {
      asking = false;
    }
  };

  /** Only the last event of a press decides; those before it are held back with it. */
  const onDecisive = (event: Event, element: HTMLElement | null, replay: Replay) => {
    if (!element) return;
    const decision = guard.decide();
    if (decision === 'ask') {
      hold(event);
      void askThen(replay);
      return;
    }
    if (decision === 'note') guard.note();
    guard.sending();
  };

  // Whatever fails in here must not reach the dashboard.
  const safely = (listener: (event: Event) => void) => (event: Event) => {
    if (passing) return;
    try {
      listener(event);
    } catch {
      // The dashboard goes on as if we were not there.
    }
  };
  // On the window, before every listener that the page has on the document or below.
  const place: EventTarget = doc === document ? window : doc;
  const on = (type: string, listener: (event: Event) => void) =>
    place.addEventListener(type, safely(listener), { capture: true, signal });

  for (const type of [...POINTER, ...TOUCH]) {
    on(type, (event) => {
      if (guard.decide() === 'ask' && sendOf(event)) event.stopImmediatePropagation();
    });
  }
  on('click', (event) => {
    const element = sendOf(event);
    onDecisive(event, element, () => element && replayPointer(element));
  });
  on('keydown', (event) => {
    if (!isPress(event as KeyboardEvent) || (event as KeyboardEvent).isComposing) return;
    if (guard.decide() !== 'ask') return;
    const element = sendOf(event);
    onDecisive(event, element, () => element && replayKey(element, event as KeyboardEvent));
  });
  on('keyup', (event) => {
    if (asking && sendOf(event)) hold(event);
  });
  on('submit', (event) => {
    const form = event.target as HTMLFormElement;
    // A click on the submitter has been counted already.
    if (guard.decide() !== 'ask') return;
    const { submitter } = event as SubmitEvent;
    const send = submitter ? guard.findSend(submitter) : sendIn(form);
    onDecisive(event, send as HTMLElement | null, () =>
      HTMLFormElement.prototype.requestSubmit.call(form, submitter ?? undefined),
    );
  });
}
