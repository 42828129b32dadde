import { toTokens } from './words.ts';

const MESSAGE_FRAME =
  /(?:^|-)(?:preview|canvas|thumbnail|(?:e?mail|message|template|campaign)-(?:body|html|content|overview|template)|campaign-overview-html|wysiwyg|cke|tinymce|mce|render(?:ed|er)?|stage|bee|stripo|unlayer|chat|intercom|messenger)(?:-|$)/;
const IDENTIFIERS = [
  'id',
  'name',
  'title',
  'class',
  'data-testid',
  'data-test-id',
  'data-selenium-test',
  'aria-label',
  'src',
];

/** What only a message has: a way out of the list, or a way to see it elsewhere. */
const MESSAGE_TEXT =
  /\*\|(?:UNSUB|ARCHIVE|LIST:|HTML:|UPDATE_PROFILE)|\{\{\s*(?:unsubscribe|view_in_browser|web_view)|\{%\s*(?:unsubscribe|web_view)|view (?:this email )?in (?:your )?browser/i;

const CONTROLS = 'input:not([type="hidden"]),select,textarea,button,[role="button"],[contenteditable]';

/** The frame's element in the page around, where that is of the same origin. */
function frameElementOf(view: Window | null): Element | null {
  try {
    return view?.frameElement ?? null;
  } catch {
    return null;
  }
}

/** The tab's page is of the same origin: only such frames are parts of the dashboard. */
function isReachable(view: Window): boolean {
  try {
    return view.top?.location.href !== undefined;
  } catch {
    return false;
  }
}

const hasShadow = (document: Document): boolean =>
  [...document.querySelectorAll('*')].slice(0, 2000).some((element) => element.shadowRoot !== null);

const namesMessage = (frame: Element): boolean =>
  IDENTIFIERS.some((name) => MESSAGE_FRAME.test(toTokens(frame.getAttribute(name) ?? '')));

/**
 * The document is the message itself, or a frame that nobody sees: nothing in it is a field. Judged by the frame's
 * names, by whether it is edited as a whole, and by what only messages hold.
 */
export function isMessageFrame(document: Document): boolean {
  const view = document.defaultView;
  if (!view || view === view.top) return false;
  if (!isReachable(view)) return true;
  for (let frame = frameElementOf(view); frame; frame = frameElementOf(frame.ownerDocument.defaultView)) {
    if (namesMessage(frame) || !frame.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return true;
  }
  const { body } = document;
  if (!body || document.designMode === 'on' || body.isContentEditable) return true;
  const controls = document.querySelectorAll(CONTROLS).length;
  if (controls === 0) return document.querySelector('iframe') === null && !hasShadow(document);
  return (
    controls < 2 &&
    (MESSAGE_TEXT.test((body.textContent ?? '').slice(0, 50_000)) ||
      document.querySelector('table[width="600"],table[width="640"]') !== null)
  );
}

/** The address of the tab; a frame that may not know it uses its own, and one without any that of who made it. */
export function addressOf(view: Window): string {
  try {
    if (view.top) return view.top.location.href;
  } catch {
    // Another origin is above: the frame's own address must do.
  }
  const { href } = view.location;
  return href.startsWith('https:') ? href : view.document.referrer;
}
