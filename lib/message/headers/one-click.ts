import type { FindingParams } from '../../findings/finding.ts';
import type { MessageReport } from '../../report/report.ts';
import { fieldsNamed, valueOf, type HeaderField } from './header-fields.ts';
import type { JudgedSignature } from '../authentication/signatures.ts';

export interface OneClick {
  result: MessageReport['oneClick']['result'];
  /** Field that is absent. */
  missing: string | null;
  /** Fields that no passing signature covers. */
  unsigned: string[];
  fault: FindingParams['message.one-click-invalid'] | null;
}

const LIST_UNSUBSCRIBE = 'List-Unsubscribe';
const LIST_UNSUBSCRIBE_POST = 'List-Unsubscribe-Post';
const POST_VALUE = 'List-Unsubscribe=One-Click';
const LONGEST_VALUE = 300;

/** The URIs in angle brackets (RFC 2369 § 2), spaces of folds removed. */
const urisOf = (value: string): string[] =>
  [...value.matchAll(/<([^<>]*)>/g)].map((match) => (match[1] ?? '').replace(/\s+/g, ''));

function findFault(links: readonly HeaderField[], posts: readonly HeaderField[]): OneClick['fault'] {
  const [link = '', post = ''] = [links[0], posts[0]].map((field) => (field ? valueOf(field) : ''));
  const value = link.slice(0, LONGEST_VALUE);
  if (links.length > 1 || posts.length > 1) return { reason: 'duplicated', value };
  const secure = urisOf(link).filter((uri) => /^https:\/\/[^/]/i.test(uri));
  if (secure.length === 0) return { reason: 'no-https', value };
  if (secure.length > 1) return { reason: 'several-https', value };
  return post === POST_VALUE ? null : { reason: 'post-value', value: post.slice(0, LONGEST_VALUE) };
}

/** A signature whose failure here says nothing of what the receiver saw covers what it names. */
const mayCover = ({ result, reason }: JudgedSignature): boolean =>
  result === 'pass' || (result === 'unknown' && reason !== null);

/** One-click unsubscription (RFC 8058 § 3, § 4): both fields, exactly one https URI, both named by one passing signature. */
export function judgeOneClick(fields: readonly HeaderField[], signatures: readonly JudgedSignature[]): OneClick {
  const links = fieldsNamed(fields, LIST_UNSUBSCRIBE.toLowerCase());
  const posts = fieldsNamed(fields, LIST_UNSUBSCRIBE_POST.toLowerCase());
  const none = { missing: null, unsigned: [], fault: null };
  if (links.length === 0) return { ...none, result: 'missing', missing: LIST_UNSUBSCRIBE };
  if (posts.length === 0) return { ...none, result: 'missing', missing: LIST_UNSUBSCRIBE_POST };
  const fault = findFault(links, posts);
  const uncovered = signatures
    .filter(mayCover)
    .map(({ tags }) =>
      [LIST_UNSUBSCRIBE, LIST_UNSUBSCRIBE_POST].filter((name) => !tags.signed.includes(name.toLowerCase())),
    );
  const unsigned = uncovered.toSorted((one, other) => one.length - other.length)[0] ?? [
    LIST_UNSUBSCRIBE,
    LIST_UNSUBSCRIBE_POST,
  ];
  return { ...none, fault, unsigned, result: fault ? 'invalid' : unsigned.length > 0 ? 'unsigned' : 'ok' };
}
