import { decodeOctets } from '../headers/header-fields.ts';
import { fromLatin1, toLatin1 } from '../source/octets.ts';

/** What a delivery report says, decoded: its letter, its delivery status, and the header of the message that came back. */
export interface ReportParts {
  /** Text parts and status fields, in order, lines with LF. */
  text: string;
  /** A part of type message/delivery-status is there (RFC 3464). */
  hasStatus: boolean;
  /** A part of type message/feedback-report is there (RFC 5965). */
  isFeedback: boolean;
  /** Header section of the returned message (RFC 3462 § 2), lines with LF; '' where none came back. */
  returned: string;
}

const MOST_OCTETS = 400_000;
const MOST_TEXT = 200_000;
const LONGEST_RETURNED = 40_000;
const MOST_BOUNDARIES = 20;
const BOUNDARY = /\bboundary\s{0,9}=\s{0,9}(?:"([^"]{1,200})"|([^\s;"]{1,200}))/i;
const RETURNED = /^(?:message\/(?:rfc822|global|partial|external-body)|text\/rfc822-headers?|message\/rfc822-headers)/;

function decodeBase64(text: string): string {
  const digits = text.replace(/[^A-Za-z0-9+/]/g, '');
  return atob(digits.slice(0, digits.length - (digits.length % 4 === 1 ? 1 : 0)));
}

const decodeQuoted = (text: string): string =>
  text
    .replace(/=[ \t]{0,9}\n/g, '')
    .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

function decodeCharset(octets: string, charset: string): string {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(fromLatin1(octets));
  } catch {
    return decodeOctets(octets);
  }
}

interface PartHeader {
  type: string;
  encoding: string;
  charset: string;
  boundary: string | null;
}

function readHeader(lines: readonly string[]): PartHeader {
  const text = lines
    .slice(0, 60)
    .join('\n')
    .replace(/\n[ \t]+/g, ' ');
  const type = /^content-type:[ \t]*([^\n]{0,2000})/im.exec(text)?.[1] ?? 'text/plain';
  const boundary = BOUNDARY.exec(type);
  return {
    type: /^[^\s;]{1,100}/.exec(type)?.[0].toLowerCase() ?? 'text/plain',
    encoding: /^content-transfer-encoding:[ \t]*([\w-]{1,40})/im.exec(text)?.[1]?.toLowerCase() ?? '',
    charset: /\bcharset\s{0,9}=\s{0,9}"?([\w.:-]{1,40})/i.exec(type)?.[1] ?? 'utf-8',
    boundary: /^multipart\//i.test(type) ? (boundary?.[1] ?? boundary?.[2] ?? null) : null,
  };
}

function decodePart({ type, encoding, charset }: PartHeader, lines: readonly string[]): string {
  const raw = lines.join('\n');
  const octets = encoding === 'base64' ? decodeBase64(raw) : encoding === 'quoted-printable' ? decodeQuoted(raw) : raw;
  const text = decodeCharset(octets, charset).replaceAll('\r\n', '\n');
  return type === 'text/html' ? withoutTags(text) : text;
}

/** A letter in HTML, its markup taken out, for what it quotes of a server. */
const withoutTags = (html: string): string =>
  html
    .replace(/<(?:br|\/p|\/div|\/tr|\/td|\/h\d)\b[^<>]{0,500}>/gi, '\n')
    .replace(/<[!/a-z][^<>]{0,2000}>/gi, ' ')
    .replace(/&(lt|gt|amp|quot|nbsp|#39);/gi, (_, name: string) => ENTITIES[name.toLowerCase()] ?? ' ');

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'" };

/**
 * Reads the parts of a report's body, given its Content-Type and Content-Transfer-Encoding fields as lines. A text with
 * parts and no header of its own (a paste of the body) is read alike. Linear and bounded; never throws.
 */
export function readReportParts(body: Uint8Array, header: readonly string[]): ReportParts {
  const lines = toLatin1(body.subarray(0, MOST_OCTETS)).replaceAll('\r\n', '\n').replaceAll('\r', '\n').split('\n');
  const parts: ReportParts = { text: '', hasStatus: false, isFeedback: false, returned: '' };
  const boundaries = new Set<string>();
  let part = readHeader(header);
  let fields: string[] | null = null;
  let content: string[] = [];
  const close = (): void => {
    parts.hasStatus ||= part.type === 'message/delivery-status' || part.type === 'message/global-delivery-status';
    parts.isFeedback ||= part.type === 'message/feedback-report';
    if (RETURNED.test(part.type)) parts.returned ||= toHeaderSection(content.join('\n'));
    else if (/^(?:text|message|multipart)\//.test(part.type) && parts.text.length < MOST_TEXT)
      parts.text += `${decodePart(part, content)}\n\n`;
    content = [];
  };
  if (part.boundary !== null) boundaries.add(part.boundary);
  for (const line of lines) {
    const isDelimiter = line.startsWith('--') && boundaries.has(line.slice(2).trimEnd().replace(/--$/, ''));
    if (isDelimiter) {
      close();
      fields = [];
      part = readHeader([]);
    } else if (fields !== null && line.trim() === '') {
      part = readHeader(fields);
      if (part.boundary !== null && boundaries.size < MOST_BOUNDARIES) boundaries.add(part.boundary);
      fields = null;
    } else if (fields === null) content.push(line);
    else fields.push(line);
  }
  close();
  parts.text = parts.text.slice(0, MOST_TEXT);
  parts.returned ||= findReturned(parts.text);
  return parts;
}

const toHeaderSection = (text: string): string => {
  const start = text.trimStart().slice(0, LONGEST_RETURNED);
  const end = start.indexOf('\n\n');
  return end < 0 ? start : start.slice(0, end);
};

/** The message that a letter quotes below a line of its own. */
function findReturned(text: string): string {
  const line =
    /^.{0,40}(?:original message|copy of (?:the|your) message|message headers|headers? follows?|message follows|unsent message|returned message|undelivered message).{0,60}$/im.exec(
      text,
    );
  return line ? toHeaderSection(text.slice(line.index + line[0].length)) : '';
}
