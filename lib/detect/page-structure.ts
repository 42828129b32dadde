import { flatChildren } from './dom.ts';
import { classifyLabel } from './labels/classify-label.ts';
import { classifyIdentifier } from './labels/identifiers.ts';
import { attributesOf, bodyOf, isElement, isText, isVisible, matches, shadowOf, tagOf } from './safe-dom.ts';
import { isInteresting } from './values/value.ts';

const MOST_LINES = 1500;
const MOST_DEPTH = 40;

/** Attributes whose values are part of HTML's own vocabulary. */
const KEPT =
  /^(?:role|type|aria-(?:haspopup|expanded|selected|checked|hidden|modal|live|invalid|autocomplete|disabled)|hidden|disabled|readonly|open|contenteditable|slot|part)$/;
const NAMED = /^(?:id|name|for|class|aria-label|aria-labelledby|aria-describedby|placeholder|title|data-.*)$/;
const SILENT =
  'script,style,svg,noscript,template,head,link,meta,presend-badge,presend-guard,presend-note,presend-picker';

/** Letters and digits become x and 9; an address keeps only its shape. What a label names is said in its place. */
function censor(text: string): string {
  const trimmed = text.trim().slice(0, 60);
  const kind = classifyLabel(trimmed);
  if (kind) return `[${kind}]`;
  return trimmed.replace(/\p{L}/gu, 'x').replace(/\p{N}/gu, '9').replace(/\s+/g, ' ');
}

/** Letters of an identifier are kept only where they say what the field is. */
function toAttribute({ name, value }: Attr): string {
  if (KEPT.test(name)) return ` ${name}=${value.slice(0, 20)}`;
  if (!NAMED.test(name)) return '';
  const kind = name === 'class' ? null : (classifyIdentifier(value) ?? classifyLabel(value));
  const hint = kind ? `[${kind}]` : isInteresting(value) ? 'x@x' : '';
  return name === 'class' && !hint ? '' : ` ${name}=${hint || 'x'}`;
}

function describeControl(element: Element): string {
  const value = (element as Partial<HTMLInputElement>).value;
  return typeof value === 'string' && value !== '' ? ` value="${censor(value)}"` : '';
}

/**
 * The structure of a document for a report about a dashboard that is not understood: elements, roles and what labels
 * name, every text and value censored. Bounded; holds nothing of the campaign, of its readers or of the account.
 */
export function describePage(document: Document): string {
  const lines: string[] = [];
  const visit = (node: Node, depth: number): void => {
    if (lines.length >= MOST_LINES || depth > MOST_DEPTH) return;
    const indent = ' '.repeat(depth);
    if (isText(node)) {
      const text = node.data;
      if (text.trim() !== '') lines.push(`${indent}"${censor(text)}"`);
      return;
    }
    if (!isElement(node) || matches(node, SILENT)) return;
    const hidden = isVisible(node, { visibilityProperty: true, opacityProperty: true }) ? '' : ' (not shown)';
    const attributes = [...attributesOf(node)].map(toAttribute).join('');
    lines.push(
      `${indent}${tagOf(node)}${shadowOf(node) ? ' #shadow' : ''}${attributes}${describeControl(node)}${hidden}`,
    );
    if (!matches(node, 'select,textarea')) for (const child of flatChildren(node)) visit(child, depth + 1);
  };
  const body = bodyOf(document);
  if (body) visit(body, 0);
  if (lines.length >= MOST_LINES) lines.push(`(cut after ${MOST_LINES} lines)`);
  return lines.join('\n');
}
