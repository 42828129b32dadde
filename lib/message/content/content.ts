import PostalMime, { type Attachment } from 'postal-mime';
import type { FindingCode, FindingParams } from '../../findings/finding.ts';
import { isIpLiteral } from '../../domain/domain-name.ts';
import { organisationalDomain, registrableDomain } from '../../public-suffix/organisational-domain.ts';
import {
  POSTAL_ADDRESS,
  SHORTENERS,
  TRACKING_HOSTS,
  TRACKING_LABEL,
  UNSUBSCRIBE_ADDRESS,
  UNSUBSCRIBE_WORDS,
} from './content-words.ts';
import { readHtml, type HiddenText, type HtmlLink, type HtmlReading } from './html-reading.ts';

type ContentCode = Extract<FindingCode, `content.${string}`>;

export type ContentFault = { [C in ContentCode]: { code: C; subject: string; params: FindingParams[C] } }[ContentCode];

export interface Content {
  html: string | null;
  text: string | null;
  attachments: string[];
}

/** Gmail shows this much of a message's HTML and hides the rest behind a link. */
const CLIP_OCTETS = 102 * 1024;
const MOST_NESTING = 40;
/** Letters below which a message with images says next to nothing. */
const FEWEST_LETTERS = 30;
/** Preview text: hidden on purpose in front of everything but a line like "View in browser", and shown by every mailbox in its list. */
const LONGEST_PREVIEW = 200;
const LONGEST_LEAD = 80;
const MOST_FAULTS = 5;
const HTML_PART = 'HTML part';

const toKind = ({ filename, mimeType }: Attachment): string =>
  /\.([a-z0-9]{1,8})$/i.exec(filename ?? '')?.[1]?.toLowerCase() ?? mimeType;

const isAttached = ({ related, disposition, mimeType, contentId }: Attachment): boolean =>
  !related &&
  !(disposition === 'inline' && mimeType.startsWith('image/')) &&
  !(contentId && mimeType.startsWith('image/'));

/** The readable parts of a message; null where its structure is beyond the limits. Never throws. */
export async function readContent(message: Uint8Array): Promise<Content | null> {
  try {
    const parsed = await PostalMime.parse(message, { maxNestingDepth: MOST_NESTING, forceRfc822Attachments: true });
    return {
      html: parsed.html ?? null,
      text: parsed.text ?? null,
      attachments: parsed.attachments.filter(isAttached).map(toKind),
    };
  } catch {
    return null;
  }
}

const hostOf = (address: string): string | null => {
  if (!/^https?:/i.test(address) || !URL.canParse(address)) return null;
  return new URL(address).hostname.toLowerCase() || null;
};

/** What people write with a dot in it and mean no domain. */
const FILE_NAME = /\.(?:pdf|docx?|xlsx?|pptx?|zip|jpe?g|png|gif|html?|php|js|css|csv|txt|mp[34])$/i;
const ADDRESS_TEXT = /^(?:https?:\/\/)?((?:[a-z0-9-]{1,63}\.)+[a-z]{2,24})(?::\d+)?(?:[/?#]\S*)?$/i;
const ADDRESS_IN_TEXT = /(?:https?:\/\/|\bwww\.)((?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24})/i;

/** The domain that a link's text names; null where it names none. */
function domainInText(text: string): string | null {
  const bare = text.slice(0, 400).trim();
  const whole = ADDRESS_TEXT.exec(bare)?.[1] ?? ADDRESS_IN_TEXT.exec(bare)?.[1];
  const domain = whole?.toLowerCase().replace(/^www\./, '');
  if (!domain || FILE_NAME.test(domain) || registrableDomain(domain) === null) return null;
  return domain;
}

function isTracking(host: string, fromDomain: string | null): boolean {
  if (TRACKING_HOSTS.some((pattern) => pattern.test(host))) return true;
  const isOwn = fromDomain !== null && organisationalDomain(host) === organisationalDomain(fromDomain);
  return isOwn && TRACKING_LABEL.test(host.split('.')[0] ?? '');
}

function findMisnamedLinks(links: readonly HtmlLink[], fromDomain: string | null): ContentFault[] {
  const found = new Map<string, { text: string; address: string; count: number }>();
  for (const { href, text } of links) {
    const named = domainInText(text);
    const host = hostOf(href);
    if (named === null || host === null || isTracking(host, fromDomain)) continue;
    const isSame = !isIpLiteral(host) && organisationalDomain(named) === organisationalDomain(host);
    if (isSame) continue;
    const key = `${named} ${host}`;
    const known = found.get(key);
    if (known) known.count += 1;
    else found.set(key, { text: text.slice(0, 200), address: href.slice(0, 500), count: 1 });
  }
  return [...found.values()]
    .slice(0, MOST_FAULTS)
    .map((params) => ({ code: 'content.link-text-differs', subject: params.address, params }));
}

const isShort = (href: string): boolean => SHORTENERS.has((hostOf(href) ?? '').replace(/^www\./, ''));

/** One finding for all links of a kind, with the first of them. */
function findLinks(code: 'content.link-shortener' | 'content.link-http', hrefs: readonly string[]): ContentFault[] {
  const [address] = hrefs;
  if (address === undefined) return [];
  return [{ code, subject: address.slice(0, 500), params: { address: address.slice(0, 500), count: hrefs.length } }];
}

const countLetters = (text: string): number => text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;

/** Text without the footer that every campaign has: it says nothing of the message. */
const withoutFooter = (text: string): string =>
  text
    .split('\n')
    .filter((line) => !UNSUBSCRIBE_WORDS.test(line) && !POSTAL_ADDRESS.some((pattern) => pattern.test(line)))
    .join('\n');

function findImageFaults({ images, text }: HtmlReading): ContentFault[] {
  const shown = images.filter((image) => !image.isPixel);
  const bare = shown.filter((image) => image.alt === null);
  const letters = countLetters(withoutFooter(text));
  const faults: ContentFault[] = [];
  if (shown.length > 0 && letters < FEWEST_LETTERS) {
    faults.push({
      code: 'content.image-only',
      subject: HTML_PART,
      params: { images: shown.length, characters: letters },
    });
  }
  if (bare.length > 0) {
    faults.push({
      code: 'content.alt-missing',
      subject: HTML_PART,
      params: { count: bare.length, images: shown.length },
    });
  }
  return faults;
}

/** Blanks and joiners of every kind, with which preview text is padded. */
const PADDING = /(?:[\s\u00ad\u061c\u115f\u180e\u200b-\u200f\u2060-\u206f\u2800.·]|\u034f)+/gu;

/** A colour that matches its ground shows no mailbox anything: it is never a preview. */
const isPreview = ({ text, how, behind }: HiddenText): boolean =>
  text.length <= LONGEST_PREVIEW && behind <= LONGEST_LEAD && how !== 'colour';

function findHiddenText({ hidden }: HtmlReading): ContentFault[] {
  const written = hidden
    .map((each) => ({ ...each, text: each.text.replace(PADDING, ' ').trim() }))
    .filter(({ text }) => countLetters(text) > 2);
  const [first, ...rest] = written;
  const suspicious = first && isPreview(first) ? rest : written;
  return suspicious.slice(0, MOST_FAULTS).map(({ text, how }) => ({
    code: 'content.hidden-text',
    subject: HTML_PART,
    params: { text: text.slice(0, 200), how },
  }));
}

const utf8 = new TextEncoder();

function findHtmlFaults(html: string, reading: HtmlReading, fromDomain: string | null): ContentFault[] {
  const octets = utf8.encode(html).length;
  const faults = [
    ...findMisnamedLinks(reading.links, fromDomain),
    ...findImageFaults(reading),
    ...findHiddenText(reading),
  ];
  if (reading.scripts > 0)
    faults.push({ code: 'content.script', subject: HTML_PART, params: { count: reading.scripts } });
  if (reading.forms > 0) faults.push({ code: 'content.form', subject: HTML_PART, params: { count: reading.forms } });
  if (octets > CLIP_OCTETS) faults.push({ code: 'content.clipped', subject: HTML_PART, params: { octets } });
  return faults;
}

/** Addresses in a plain text. */
const addressesIn = (text: string): string[] => text.slice(0, 400_000).match(/https?:\/\/[^\s<>"')\]]{3,2000}/gi) ?? [];

function hasUnsubscribe({ links, text }: HtmlReading): boolean {
  const inLinks = links.some(
    ({ href, text: words }) => UNSUBSCRIBE_WORDS.test(words) || UNSUBSCRIBE_ADDRESS.test(href),
  );
  // The word beside the link: "To unsubscribe, click here".
  return inLinks || (links.length > 0 && UNSUBSCRIBE_WORDS.test(text));
}

function findFooterFaults(reading: HtmlReading): ContentFault[] {
  const faults: ContentFault[] = [];
  if (!hasUnsubscribe(reading)) faults.push({ code: 'content.no-unsubscribe-link', subject: 'body', params: {} });
  if (!POSTAL_ADDRESS.some((pattern) => pattern.test(reading.text))) {
    faults.push({ code: 'content.no-postal-address', subject: 'body', params: {} });
  }
  return faults;
}

/** A plain text in the form of a reading: its addresses are its links. */
const toPlainReading = (text: string): HtmlReading => ({
  links: addressesIn(text).map((href) => ({ href, text: href })),
  images: [],
  hidden: [],
  text: text.slice(0, 400_000),
  forms: 0,
  scripts: 0,
});

/**
 * What can be said of a message's content without guessing how a filter weighs it, each with its place. `isWhole` is
 * false for a source that is known to be cut: then nothing is called missing.
 */
export function checkContent(content: Content, fromDomain: string | null, isWhole: boolean): ContentFault[] {
  const { html, text, attachments } = content;
  const reading = html === null ? toPlainReading(text ?? '') : readHtml(html);
  const hrefs = reading.links.map(({ href }) => href);
  const faults: ContentFault[] = html === null ? [] : findHtmlFaults(html, reading, fromDomain);
  faults.push(
    ...findLinks('content.link-shortener', hrefs.filter(isShort)),
    ...findLinks(
      'content.link-http',
      hrefs.filter((href) => /^http:/i.test(href)),
    ),
  );
  if (html !== null && isWhole && (text ?? '').trim() === '') {
    faults.push({ code: 'content.no-plain-part', subject: HTML_PART, params: {} });
  }
  const hasBody = reading.text.trim() !== '' || reading.images.length > 0;
  if (isWhole && hasBody) faults.push(...findFooterFaults(reading));
  if (attachments.length > 0) {
    faults.push({
      code: 'content.attachment',
      subject: 'attachments',
      params: { kinds: [...new Set(attachments)].slice(0, 20) },
    });
  }
  return faults;
}
