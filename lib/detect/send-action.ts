import { DIALOG, hasToken, IDENTIFIERS, isWholePage, MESSAGE_TABLE } from './boxes.ts';
import { flatChildren, flatClosest, flatPath, isRendered, isShown, rectOf } from './dom.ts';
import { classifyLabel } from './labels/classify-label.ts';
import { toTokens } from './labels/identifiers.ts';
import { byId, isElement } from './safe-dom.ts';
import type { SendWords } from './send-words.ts';

const NATIVE = 'button,input[type="submit"],input[type="button"],input[type="image"],summary,a';
const ROLES =
  '[role="button"],[role="menuitem"],[role="menuitemradio"],[role="option"],[role="link"],[role="tab"],[role="switch"],[role="radio"]';
/** Pressed by a handler of the page's own. */
const HANDLED = '[onclick],[data-dojo-attach-event],[data-action],[tabindex]:not([tabindex^="-"])';
const PRESSED = `${NATIVE},${ROLES},${HANDLED}`;

/** Chooses between "now" and "later", or opens a list of both: nothing is sent by pressing it. */
const NO_ACTION =
  ':disabled,summary,[aria-disabled="true"],[role="tab"],[role="radio"],[aria-pressed],[aria-current="step"],[aria-haspopup="true"],[aria-haspopup="menu"],[aria-haspopup="listbox"],[aria-expanded]';
/** Chooses too, unless what is chosen starts the campaign at once: "Live". */
const CHOICE = '[role="switch"],[role="option"],[role="menuitemradio"]';
const LIST_OF_CHOICES = '[role="tablist"],[role="radiogroup"]';
const STEPS =
  'nav a,nav li,[role="navigation"] a,[role="navigation"] li,ol[aria-label] li,[class*="stepper"] li,[class*="wizard-steps"] li';

const SEND_TOKENS =
  /(?:^|-)(?:send|schedule)(?:-(?:now|later|campaign|e?mail|message|or|and|send|schedule|button|btn|cta|action|primary|confirm|submit|final))+$/;
const NO_TOKENS = /test|preview|review|reply|feedback|invite|proof|tab|radio|option|toggle|menu|nav/;
/** Mailchimp's names of what a press does, in its markup until 2024 (`data-dojo-attach-event="click: openSendNowModal"`). */
const ATTACHED = /(?:^|[\s:])open(?:SendNow|SendLater|Schedule)Modal/;

/** Parts of a button that are not its name. */
const NOT_NAME = 'kbd,[role="tooltip"],[role="status"],[aria-live],script,style,template,select,textarea';
const MOST_PIECES = 40;

interface Piece {
  text: string;
  /** Null for a text alternative: an image, a label of its own. */
  node: Text | null;
}

/** The pieces of a button's name that are rendered, in the order of the page (accname 1.2 § 4.3.2, steps 2A, 2C, 2F). */
function piecesOf(button: Element): Piece[] {
  const pieces: Piece[] = [];
  const visit = (node: Node): void => {
    if (pieces.length > MOST_PIECES) return;
    if (node.nodeType === Node.TEXT_NODE) {
      if ((node as Text).data.trim() !== '' && isRendered(node))
        pieces.push({ text: (node as Text).data, node: node as Text });
      return;
    }
    if (!isElement(node) || node.matches(NOT_NAME)) return;
    if (node !== button) {
      if (node.getAttribute('aria-hidden') === 'true') return;
      const label = node.getAttribute('aria-label') ?? (node.localName === 'img' ? node.getAttribute('alt') : null);
      if (label !== null && label.trim() !== '') {
        if (isRendered(node)) pieces.push({ text: label, node: null });
        return;
      }
    }
    for (const child of flatChildren(node)) visit(child);
  };
  visit(button);
  return pieces;
}

const join = (pieces: readonly Piece[]): string => pieces.map(({ text }) => text).join(' ');

/** The text on the first line of a button, and what is below it. */
function firstLine(shown: readonly Piece[]): [first: string, rest: string] {
  const [head] = shown;
  if (!head?.node) return [join(shown), ''];
  const { bottom } = rectOf(head.node);
  const isBelow = ({ node }: Piece) => node !== null && rectOf(node).top >= bottom - 2;
  return [join(shown.filter((piece) => !isBelow(piece))), join(shown.filter(isBelow))];
}

interface ButtonNames {
  /** Every name by which a person or a screen reader knows the button: accessible name, visible text, first line. */
  names: string[];
  /** All of its words, for what makes it something else. */
  all: string;
}

function namesOf(button: Element): ButtonNames {
  const ids = (button.getAttribute('aria-labelledby') ?? '').split(/\s+/).filter(Boolean);
  const labelled = ids.map((id) => byId(button, id)?.textContent ?? '').join(' ');
  const label = button.getAttribute('aria-label') ?? '';
  const pieces = piecesOf(button);
  const shown = pieces.filter(({ node }) => node === null || isShown(node));
  const [first, below] = firstLine(shown);
  const value = button instanceof HTMLInputElement ? button.value || button.alt : '';
  const title = pieces.length === 0 ? (button.getAttribute('title') ?? '') : '';
  const names = [labelled, label, join(pieces), join(shown), first, value, title].filter((name) => name.trim() !== '');
  return { names, all: [...names, below].join(' ') };
}

const identifiesSend = (button: Element): boolean =>
  ATTACHED.test(button.getAttribute('data-dojo-attach-event') ?? '') ||
  [...IDENTIFIERS, 'name', 'data-action'].some((name) => {
    const tokens = toTokens(button.getAttribute(name) ?? '').replace(/(?<!-)-+$/, '');
    return SEND_TOKENS.test(tokens) && !NO_TOKENS.test(tokens);
  });

/** A link to another page, view or step; not one that only looks like a link and has a handler. */
function leadsElsewhere(element: Element): boolean {
  if (
    !element.matches('a[href]') ||
    element.matches('[onclick],[role="button"],[role="menuitem"],[data-dojo-attach-event]')
  ) {
    return false;
  }
  const href = (element.getAttribute('href') ?? '').trim();
  return href !== '' && href !== '#' && href !== '#!' && !/^javascript:/i.test(href);
}

const TITLE = 'h1,h2,h3,h4,h5,h6,[role="heading"],legend';
const BOX = `${DIALOG},form,section,aside,fieldset,[role="region"],[role="group"],[role="complementary"]`;
/** Words for a box in the names that developers give it. */
const BOX_TOKENS =
  /(?:^|-)(?:modal|dialog|drawer|panel|popover|popup|sheet|flyout|slideout|card|widget|composer|container)(?:-|$)/;
/** Words for a place from which something other than a campaign is sent. */
const OTHER_TOKENS =
  /(?:^|-)(?:chat|chatbot|intercom|messenger|messages-iframe|zendesk|drift|comments?|conversations?|thread|feedback|inbox|reply|composer|invite|helpdesk|support|survey|(?:send-)?test-(?:e?mail|send|modal|dialog|panel|form|drawer)|send-?(?:a-)?test|testsend)(?:-|$)/;
const LONGEST_LEAD = 60;

/** The first words of a box, where they lead it as a title does: short, and before the button. */
function leadOf(box: Element, button: Element): string {
  let current: Node = box;
  for (let depth = 0; depth < 8; depth += 1) {
    const first = flatChildren(current).find((child) => (child.textContent ?? '').trim() !== '' || child === button);
    if (!first || first === button) return '';
    const text = (first.textContent ?? '').trim();
    if (text.length <= LONGEST_LEAD && !(isElement(first) && first.contains(button))) return text;
    current = first;
  }
  return '';
}

function firstHeading(box: Element): string {
  const queue: Node[] = [...flatChildren(box)];
  for (let steps = 0; steps < 400; steps += 1) {
    const node = queue.shift();
    if (!node) return '';
    if (!isElement(node)) continue;
    if (node.matches(TITLE)) return node.textContent ?? '';
    queue.unshift(...flatChildren(node));
  }
  return '';
}

function titlesOf(box: Element, button: Element): string[] {
  const ids = (box.getAttribute('aria-labelledby') ?? '').split(/\s+/).filter(Boolean);
  return [
    box.getAttribute('aria-label') ?? '',
    ...ids.map((id) => byId(box, id)?.textContent ?? ''),
    firstHeading(box),
    leadOf(box, button),
  ];
}

const saysSomethingElse = (title: string, words: SendWords): boolean => {
  const kind = classifyLabel(title);
  return kind === 'test' || kind === 'replyTo' || words.namesSomethingElse(title);
};

const MESSAGE = 'textarea,[contenteditable=""],[contenteditable="true"],[role="textbox"][aria-multiline="true"]';
const MOST_CONTROLS = 8;

/** A box that holds a message being written and little else: a chat, a comment, an inbox. */
const isComposer = (box: Element): boolean =>
  box.querySelector(MESSAGE) !== null && box.querySelectorAll('input,select,textarea,button').length <= MOST_CONTROLS;

/** A box around the button says that something else is sent from it: a test, a comment, a reply, an invitation. */
function isInOtherBox(button: Element, isBare: boolean, words: SendWords): boolean {
  for (const current of flatPath(button)) {
    if (!isElement(current)) continue;
    if (isWholePage(current)) return false;
    if (current !== button && hasToken(current, OTHER_TOKENS)) return true;
    if (isBare && current !== button && isComposer(current)) return true;
    const isBox = current.matches(BOX) || hasToken(current, BOX_TOKENS);
    if (isBox && current !== button && titlesOf(current, button).some((title) => saysSomethingElse(title, words)))
      return true;
    if (current.matches(DIALOG)) return false;
  }
  return false;
}

/** In the message itself, which is only being edited. */
const isInMessage = (button: Element): boolean =>
  flatClosest(button, '[contenteditable=""],[contenteditable="true"],blockquote') !== null ||
  flatClosest(button, MESSAGE_TABLE) !== null;

/** What a press on `target` presses: the nearest control, or the outermost element with the pointer's hand over it. */
function pressedAt(target: Element): Element | null {
  const control = flatClosest(target, PRESSED);
  if (control) return control;
  let hand: Element | null = null;
  for (const current of flatPath(target)) {
    if (!isElement(current) || getComputedStyle(current).cursor !== 'pointer') break;
    hand = current;
  }
  return hand;
}

function isNoAction(pressed: Element, isStart: boolean): boolean {
  const control = flatClosest(pressed, `${NATIVE},${ROLES}`);
  const parts = control && control !== pressed ? [pressed, control] : [pressed];
  if (parts.some((part) => part.matches(NO_ACTION) || leadsElsewhere(part))) return true;
  if (flatClosest(pressed, LIST_OF_CHOICES) ?? flatClosest(pressed, STEPS)) return true;
  return !isStart && parts.some((part) => part.matches(CHOICE));
}

/**
 * The element that sends, schedules or starts the campaign, where `target` is it or is in it; else null. Several signals:
 * its names in the languages of the labels, or its identifiers; never in a test, a chat, a comment or the message itself.
 */
export function findSendAction(target: Element, words: SendWords): Element | null {
  const pressed = pressedAt(target);
  if (!pressed) return null;
  const { names, all } = namesOf(pressed);
  const named = names.filter(words.namesSendAction);
  if (named.length === 0 && !identifiesSend(pressed)) return null;
  if (names.some((name) => classifyLabel(name) === 'test') || saysSomethingElse(all, words)) return null;
  if (isNoAction(pressed, named.some(words.namesStart)) || isInMessage(pressed)) return null;
  return isInOtherBox(pressed, names.every(words.isBareSend), words) ? null : pressed;
}
