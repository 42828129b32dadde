import { ariaNames } from './accessible-name.ts';
import { DIALOG, hasToken, isWholePage, MESSAGE_TABLE } from './boxes.ts';
import { flatChildren, flatPath } from './dom.ts';
import type { EspPage, FieldKind } from './field-kind.ts';
import { HEADING, TITLE } from './heading.ts';
import { classifyLabel, isWholeLabel, namesAdding } from './labels/classify-label.ts';
import { attribute, childrenOf, contains, findAll, findFirst, isElement, matches, tagOf, textOf } from './safe-dom.ts';

/** Parts of a page in which nothing is a field of the campaign, whatever its words. */
const ROLES =
  'footer,nav,blockquote,del,s,strike,pre,code,datalist,template,noscript,[role="navigation"],[role="contentinfo"],[role="alert"],[role="status"],[role="log"],[role="tooltip"],[role="menu"],[role="menubar"],[role="feed"],[role="search"],[role="tree"],[role="listbox"]:not([aria-haspopup]),[role="grid"] [role="row"][aria-selected="false"]';

/** The same, said by the identifiers and classes that a developer chose. Generated class names say nothing. */
const CLOSED =
  /(?:^|-)(?:toasts?|toaster|snackbars?|growl|thread|conversation|tooltip|comments?|chat|chatbot|intercom|messenger|zendesk|suggestions?|(?:autocomplete|typeahead|combobox|dropdown|select|chosen|menu)-(?:list|items|results|menu|options|dropdown|drop|listbox)|listbox|wysiwyg|prosemirror|ql-editor|ck-content|mce-content-body|(?:account|user|profile|avatar)-(?:menu|dropdown|nav|switcher|info|popover|card|panel|badge)|usermenu|accountmenu|topnav|navbar|breadcrumbs?|footer|(?:send-)?test-(?:e?mail|send|modal|dialog|panel|recipients?|form|drawer)|send-?(?:a-)?test|testsend|placeholder|helper-text|help-text|field-help|form-help|inlinehelp|help-block|error-message|invalid-feedback|audit-log|subscribers?|(?:contacts?|members?|recipients?)-(?:list|table))(?:-|$)|(?:^|-)(?:(?<!selected-)options|results|hint|history|timeline|activity|flash)$/;

/** Words that also are in the names of panels with real fields: they exclude text, not a control with its label. */
const OPEN =
  /(?:^|-)messages?$|(?:^|-)(?:notifications?|preview|previewer|canvas|mock|mockup|phone|device|thumbnail|thumb|snippet|(?:text|html|content|image)-block|block-(?:text|html)|(?:message|e?mail|template|letter)-(?:body|html|source|content))(?:-|$)/;

/** Characters: a longer text in an editable box is a message. */
const LONG_TEXT = 300;

/** An editor of the message itself, not a one-line field. */
const isBodyEditor = (element: Element): boolean =>
  element instanceof HTMLElement &&
  (element.isContentEditable || attribute(element, 'role') === 'textbox') &&
  (attribute(element, 'aria-multiline') === 'true' || textOf(element).length > LONG_TEXT);

/** `closed`: nothing in it is read. `open`: only a control that its own label names. */
export type Exclusion = 'closed' | 'open' | null;

const matchesRule = (element: Element, page: EspPage | null): boolean =>
  !!page?.rules.some(({ field, selector }) => field === 'nothing' && !!selector && matches(element, selector));

/** Characters of a header besides its heading: a status, a button. */
const BESIDE_HEADING = 20;

/** The heading in a header: a box that holds little else and is not one of several cards like the one that follows. */
function headingOf(header: Element | undefined, child: Node | null): Element | null {
  if (!header || findFirst(header, 'input,select,textarea')) return null;
  const [heading, ...others] = findAll(header, HEADING);
  if (!heading || others.length > 0) return null;
  if (textOf(header).trim().length - textOf(heading).trim().length > BESIDE_HEADING) return null;
  const isAlike =
    isElement(child) &&
    tagOf(child) === tagOf(header) &&
    attribute(child, 'class') !== '' &&
    attribute(child, 'class') === attribute(header, 'class');
  return isAlike ? null : heading;
}

/** What a box is called: by ARIA, or by the heading that precedes `child` in it. */
function titlesOf(box: Element, child: Node | null): string[] {
  const named = ariaNames(box);
  if (matches(box, DIALOG)) {
    const heading = findFirst(box, HEADING);
    return heading ? [...named, textOf(heading)] : named;
  }
  const siblings = flatChildren(box);
  const before = siblings.slice(0, child ? siblings.indexOf(child) : 0).filter(isElement);
  const heading = before.findLast((sibling) => matches(sibling, TITLE)) ?? headingOf(before[0], child);
  // The heading of the whole page ("Preview and test") is about everything, so about nothing.
  return heading && !(matches(heading, 'h1') && isWholePage(box)) ? [...named, textOf(heading)] : named;
}

/** Characters of the words at the top of a box. */
const LEAD_TEXT = 40;

/** The words at the top of a box that no heading leads. */
function leadOf(box: Element, child: Node | null): string {
  const first = [...childrenOf(box)].find((element) => textOf(element).trim() !== '');
  if (!first || first === child || contains(first, child) || matches(first, 'button,a,[role="button"],label'))
    return '';
  const text = textOf(first);
  return text.length <= LEAD_TEXT ? text : '';
}

const CLOSED_KINDS = new Set<FieldKind | null>(['test', 'alert']);
const OPEN_KINDS = new Set<FieldKind | null>(['preview', 'other', 'replyTo']);

function titleExclusion(box: Element, child: Node | null): Exclusion {
  const titles = titlesOf(box, child);
  const lead = isWholePage(box) ? '' : leadOf(box, child);
  if ([...titles, lead].some(namesAdding)) return 'closed';
  const isDialog = matches(box, DIALOG);
  // Outside of dialogs a title may be the campaign's or the brand's name: "Elm Test Kitchen" closes nothing.
  const kinds = titles.map((title) => {
    const kind = classifyLabel(title);
    return isDialog || kind !== 'test' || isWholeLabel(title) ? kind : null;
  });
  const leadKind = isWholeLabel(lead) ? classifyLabel(lead) : null;
  if (kinds.some((kind) => CLOSED_KINDS.has(kind)) || CLOSED_KINDS.has(leadKind)) return 'closed';
  return leadKind === 'preview' || kinds.some((kind) => OPEN_KINDS.has(kind)) ? 'open' : null;
}

/** A way out of the list, or a way to see it elsewhere: only messages have them. */
const MESSAGE_TEXT =
  /\*\|(?:UNSUB|ARCHIVE|LIST:|HTML:|UPDATE_PROFILE)|\{\{\s*(?:unsubscribe|view_in_browser|web_view)|\{%\s*(?:unsubscribe|web_view)|view (?:this email )?in (?:your )?browser/i;
const MOST_MESSAGE = 20_000;

/** A text that only messages have; of a long text the beginning and the end are looked at. */
export const holdsMessage = (text: string): boolean =>
  MESSAGE_TEXT.test(text.slice(0, MOST_MESSAGE)) || MESSAGE_TEXT.test(text.slice(-MOST_MESSAGE));

/** The message drawn into the page: it has what only messages have, and nothing to fill in. */
const isDrawnMessage = (element: Element): boolean =>
  !isWholePage(element) &&
  holdsMessage(textOf(element)) &&
  findFirst(element, 'input:not([type="hidden"]),select,textarea,h1') === null;

/** Whether a node is where nothing is a field of the campaign. */
export function findExclusion(node: Node, page: EspPage | null): Exclusion {
  let worst: Exclusion = null;
  let child: Node | null = null;
  for (const current of flatPath(node)) {
    if (isElement(current)) {
      if (matches(current, ROLES) || matches(current, MESSAGE_TABLE)) return 'closed';
      if (isBodyEditor(current) || matchesRule(current, page)) return 'closed';
      const titled = titleExclusion(current, child);
      const isNamed = !isWholePage(current);
      if (titled === 'closed' || (isNamed && hasToken(current, CLOSED)) || isDrawnMessage(current)) return 'closed';
      if (titled === 'open' || (isNamed && hasToken(current, OPEN))) worst = 'open';
    }
    child = current;
  }
  return worst;
}
