import { classifyIdentifier, toTokens } from './labels/identifiers.ts';
import { classifyLabel } from './labels/classify-label.ts';
import { isSenderKind } from './naming/naming.ts';
import {
  attribute,
  attributesOf,
  bodyOf,
  documentOf,
  findAll,
  findFirst,
  isVisible,
  shadowOf,
  textOf,
  viewOf,
} from './safe-dom.ts';
import { holdsMessage } from './zones.ts';

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
  [...findAll(document, '*')].slice(0, 2000).some((element) => shadowOf(element) !== null);

const namesMessage = (frame: Element): boolean =>
  IDENTIFIERS.some((name) => MESSAGE_FRAME.test(toTokens(attribute(frame, name))));

/** Attributes that name a part for screen readers or tests: no message has them with a field's name. */
const NAMED_PART =
  '[role="group"][aria-label],[role="row"][aria-label],[role="region"][aria-label],[data-testid],[data-test-id]';

/** A page of fields that are shown only, such as a panel of settings. */
function namesField(document: Document): boolean {
  return [...findAll(document, NAMED_PART)]
    .slice(0, 200)
    .some(
      (part) =>
        isSenderKind(classifyLabel(attribute(part, 'aria-label'))) ||
        [...attributesOf(part)].some(
          ({ name, value }) => name.startsWith('data-') && isSenderKind(classifyIdentifier(value)),
        ),
    );
}

/**
 * The document is the message itself, or a frame that nobody sees: nothing in it is a field. Judged by the frame's
 * names, by whether it is edited as a whole, and by what only messages hold.
 */
export function isMessageFrame(document: Document): boolean {
  const view = viewOf(document);
  if (!view || view === view.top) return false;
  if (!isReachable(view)) return true;
  for (let frame = frameElementOf(view); frame; frame = frameElementOf(viewOf(documentOf(frame)))) {
    if (namesMessage(frame) || !isVisible(frame, { visibilityProperty: true, opacityProperty: true })) return true;
  }
  const body = bodyOf(document);
  if (!body || document.designMode === 'on' || body.isContentEditable) return true;
  const controls = findAll(document, CONTROLS).length;
  if (controls === 0) {
    return findFirst(document, 'iframe') === null && !hasShadow(document) && !namesField(document);
  }
  return (
    controls < 2 &&
    (holdsMessage(textOf(body)) || findFirst(document, 'table[width="600"],table[width="640"]') !== null)
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
