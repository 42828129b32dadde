import type { EspPage } from './field-kind.ts';
import { byId, flatChildren, flatPath, isElement } from './dom.ts';
import { classifyLabel, toTokens } from './words.ts';

/** Parts of a page in which nothing is a field of the campaign, whatever its words. */
const ROLES =
  'footer,nav,blockquote,del,s,strike,pre,code,datalist,template,noscript,[role="navigation"],[role="contentinfo"],[role="alert"],[role="status"],[role="log"],[role="tooltip"],[role="menu"],[role="menubar"],[role="feed"],[role="search"],[role="tree"],[role="listbox"]:not([aria-haspopup]),[role="grid"] [role="row"][aria-selected="false"]';

/** The same, said by the identifiers and classes that a developer chose. Generated class names say nothing. */
const CLOSED =
  /(?:^|-)(?:toasts?|toaster|snackbars?|growl|thread|conversation|tooltip|comments?|chat|chatbot|intercom|messenger|zendesk|suggestions?|(?:autocomplete|typeahead|combobox|dropdown|select|chosen|menu)-(?:list|items|results|menu|options|dropdown|drop|listbox)|listbox|wysiwyg|prosemirror|ql-editor|ck-content|mce-content-body|(?:account|user|profile|avatar)-(?:menu|dropdown|nav|switcher|info|popover|card|panel|badge)|usermenu|accountmenu|topnav|navbar|breadcrumbs?|footer|(?:send-)?test-(?:e?mail|send|modal|dialog|panel|recipients?|form|drawer)|send-?(?:a-)?test|testsend|placeholder|helper-text|help-text|field-help|form-help|help-block|error-message|invalid-feedback|audit-log|subscribers?|(?:contacts?|members?|recipients?)-(?:list|table))(?:-|$)|(?:^|-)(?:(?<!selected-)options|results|hint|history|timeline|activity|flash)$/;

/** Words that also stand in the names of panels with real fields: they exclude text, not a control with its label. */
const OPEN =
  /(?:^|-)messages?$|(?:^|-)(?:notifications?|preview|previewer|canvas|mock|mockup|phone|device|thumbnail|thumb|snippet|(?:text|html|content|image)-block|block-(?:text|html)|(?:message|e?mail|template|letter)-(?:body|html|source|content))(?:-|$)/;

/** State flags such as `has-chat` or `no-comments` say nothing about what stands inside. */
const FLAG = /(?:^|-)(?:has|with|is|no|not|show|hide|hides|enable|supports|can|without)-\S*/;

const IDENTIFIERS = [
  'id',
  'class',
  'data-testid',
  'data-test-id',
  'data-test',
  'data-selenium-test',
  'data-qa',
  'data-cy',
];

function hasToken(element: Element, pattern: RegExp): boolean {
  if (element.localName.includes('-') && pattern.test(element.localName)) return true;
  for (const name of IDENTIFIERS) {
    const value = element.getAttribute(name);
    if (!value) continue;
    for (const identifier of name === 'class' ? value.slice(0, 400).split(/\s+/) : [value]) {
      const tokens = toTokens(identifier);
      if (pattern.test(tokens) && !FLAG.test(tokens)) return true;
    }
  }
  return false;
}

/** Holds so much of the page that a word in its name cannot be about what stands inside. */
const isWholePage = (element: Element): boolean =>
  element.matches('html,body,main,[role="main"],[role="application"]') ||
  element.querySelector('main,[role="main"]') !== null;

const LONG_TEXT = 300;

/** An editor of the message itself, not a one-line field. */
const isBodyEditor = (element: Element): boolean =>
  element instanceof HTMLElement &&
  (element.isContentEditable || element.getAttribute('role') === 'textbox') &&
  (element.getAttribute('aria-multiline') === 'true' || (element.textContent ?? '').length > LONG_TEXT);

/** Markup of messages: tables of a fixed width that no dashboard builds. */
const MESSAGE_TABLE = 'table[width="600"],table[width="640"],table[width="650"],table[bgcolor]';

/** `closed`: nothing in it is read. `open`: only a control that its own label names. */
export type Exclusion = 'closed' | 'open' | null;

const matchesRule = (element: Element, page: EspPage | null): boolean =>
  !!page?.matchers.some(({ field, selector }) => field === 'nothing' && !!selector && element.matches(selector));

const HEADING = 'h1,h2,h3,h4,h5,h6,legend,summary,[role="heading"]';
const DIALOG = 'dialog,[role="dialog"],[role="alertdialog"]';

/** What a box is called: by aria, or by the heading that stands before `child` in it. */
function titlesOf(box: Element, child: Node | null): (string | null | undefined)[] {
  const ids = (box.getAttribute('aria-labelledby') ?? '').split(/\s+/).filter(Boolean);
  const named = [box.getAttribute('aria-label'), ...ids.map((id) => byId(box, id)?.textContent)];
  if (box.matches(DIALOG)) return [...named, box.querySelector(HEADING)?.textContent];
  const siblings = flatChildren(box);
  const before = siblings.slice(0, child ? siblings.indexOf(child) : 0).filter(isElement);
  const heading = before.findLast((sibling) => sibling.matches(HEADING)) ?? before[0]?.querySelector(HEADING);
  // The heading of the whole page ("Preview and test") is about everything, so about nothing.
  return [...named, heading?.matches('h1') && isWholePage(box) ? null : heading?.textContent];
}

/** The words at the top of a box that no heading leads: only a test or a preview is told by them. */
function leadOf(box: Element, child: Node | null): string {
  const first = [...box.children].find((element) => (element.textContent ?? '').trim() !== '');
  const text = first && first !== child && !first.contains(child) ? (first.textContent ?? '') : '';
  return text.length <= 40 ? text : '';
}

function titleExclusion(box: Element, child: Node | null): Exclusion {
  const kinds = titlesOf(box, child).map((title) => (title ? classifyLabel(title) : null));
  const lead = isWholePage(box) ? null : classifyLabel(leadOf(box, child));
  if (kinds.includes('test') || lead === 'test') return 'closed';
  return lead === 'preview' || kinds.includes('preview') || kinds.includes('other') ? 'open' : null;
}

/** Whether a node stands where nothing is a field of the campaign. */
export function findExclusion(node: Node, page: EspPage | null): Exclusion {
  let worst: Exclusion = null;
  let child: Node | null = null;
  for (const current of flatPath(node)) {
    if (isElement(current)) {
      if (current.matches(ROLES) || current.matches(MESSAGE_TABLE)) return 'closed';
      if (isBodyEditor(current) || matchesRule(current, page)) return 'closed';
      const titled = titleExclusion(current, child);
      const isNamed = !isWholePage(current);
      if (titled === 'closed' || (isNamed && hasToken(current, CLOSED))) return 'closed';
      if (titled === 'open' || (isNamed && hasToken(current, OPEN))) worst = 'open';
    }
    child = current;
  }
  return worst;
}
