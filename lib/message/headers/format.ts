import type { FindingParams } from '../../findings/finding.ts';
import { fieldsNamed, valueOf, type HeaderField } from './header-fields.ts';
import { readFrom } from './from-field.ts';
import { parseMailDate } from './mail-date.ts';

export type FormatFault = FindingParams['message.format'];

interface FieldRule {
  name: string;
  /** RFC 5322 § 3.6 asks for it, or the mailbox providers do. */
  required?: true;
  /** At most once. */
  single: boolean;
  isValid?: (value: string) => boolean;
}

const MESSAGE_ID = /^<[^<>@\s]+@[^<>@\s]+>$/;

/** From has codes of its own. */
const RULES: readonly FieldRule[] = [
  { name: 'Date', required: true, single: true, isValid: (value) => parseMailDate(value) !== null },
  { name: 'Message-ID', required: true, single: true, isValid: (value) => MESSAGE_ID.test(value) },
  { name: 'Subject', single: true },
  { name: 'To', single: true },
  { name: 'Cc', single: true },
  { name: 'Reply-To', single: true },
  { name: 'Sender', single: true },
  { name: 'In-Reply-To', single: true },
  { name: 'References', single: true },
  { name: 'MIME-Version', single: true },
  { name: 'Content-Type', single: true },
  { name: 'Content-Transfer-Encoding', single: true },
];

/** Fields in which raw octets above ASCII are where an encoded word belongs (RFC 2047; RFC 6532 is for SMTPUTF8 only). */
const ASCII_FIELDS = ['Subject', 'From', 'To', 'Reply-To'];

function checkRule(rule: FieldRule, fields: readonly HeaderField[]): FormatFault[] {
  const found = fieldsNamed(fields, rule.name.toLowerCase());
  if (found.length === 0) return rule.required ? [{ header: rule.name, reason: 'missing' }] : [];
  if (rule.single && found.length > 1) return [{ header: rule.name, reason: 'doubled' }];
  const isValid = rule.isValid ?? (() => true);
  return found.every((field) => isValid(valueOf(field))) ? [] : [{ header: rule.name, reason: 'malformed' }];
}

/** What RFC 5322 § 3.6 and the providers ask of the header fields and this message does not have. */
export function findFormatFaults(fields: readonly HeaderField[]): FormatFault[] {
  const raw = ASCII_FIELDS.filter((name) =>
    fieldsNamed(fields, name.toLowerCase()).some((field) => /[\u0080-\u00ff]/.test(field.raw)),
  );
  const faults = RULES.flatMap((rule) => checkRule(rule, fields));
  // RFC 2045 § 4: without it the other MIME fields mean nothing.
  const isMime = fieldsNamed(fields, 'content-type').length > 0;
  if (isMime && fieldsNamed(fields, 'mime-version').length === 0) {
    faults.push({ header: 'MIME-Version', reason: 'missing' });
  }
  const from = readFrom(fields);
  // RFC 5321 § 4.1.2 allows no underscore in a domain; some receivers refuse such an address.
  if (from.ok && from.domain.includes('_')) faults.push({ header: 'From', reason: 'malformed' });
  const seen = new Set(faults.map(({ header }) => header));
  return [
    ...faults,
    ...raw.filter((name) => !seen.has(name)).map((header) => ({ header, reason: 'malformed' as const })),
  ];
}
