/** The fields of a delivery status (RFC 3464 § 2) in the text of a report. */
export interface RecipientStatus {
  /** Lower case; null where the field is missing. */
  action: string | null;
  /** `5.1.1`; null where the field is missing. */
  status: string | null;
  /** On one line, without its type; null where the field is missing. */
  diagnostic: string | null;
  /** Lower case type of the diagnostic: `smtp`, `x-unix`; '' where none is written. */
  diagnosticType: string;
  /** Who answered. */
  remoteHost: string | null;
  recipient: string | null;
}

const FIELD =
  /^(action|status|diagnostic-code|remote-mta|final-recipient|original-recipient|x-display-name|final-log-id|last-attempt-date|will-retry-until|arrival-date|received-from-mta|reporting-mta)[ \t]{0,9}:(.*)$/i;
const MOST_RECIPIENTS = 200;
const LONGEST_VALUE = 4000;

type Fields = Partial<Record<string, string>>;

/** `smtp; 550 ...` to its type and the rest. */
function splitType(value: string): [type: string, rest: string] {
  const type = /^\s*([a-z][a-z0-9-]{0,30})\s{0,9};\s{0,9}/i.exec(value);
  return type ? [type[1]?.toLowerCase() ?? '', value.slice(type[0].length)] : ['', value];
}

const bareHost = (value: string): string | null =>
  /[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63}){1,20}/i.exec(splitType(value)[1].slice(0, 400))?.[0].toLowerCase() ?? null;

const bareAddress = (value: string): string | null =>
  /[^\s<>,;"]{1,64}@[^\s<>,;"]{1,255}/.exec(splitType(value)[1].slice(0, 400))?.[0] ?? null;

function toStatus(fields: Fields): RecipientStatus {
  const diagnostic = fields['diagnostic-code'];
  const [diagnosticType, text] = diagnostic === undefined ? ['', null] : splitType(diagnostic);
  return {
    action: /[a-z]+/i.exec(fields['action'] ?? '')?.[0].toLowerCase() ?? null,
    status: /[245]\.\d{1,3}\.\d{1,3}/.exec(fields['status'] ?? '')?.[0] ?? null,
    diagnostic: text?.trim() || null,
    diagnosticType,
    remoteHost: bareHost(fields['remote-mta'] ?? ''),
    recipient: bareAddress(fields['final-recipient'] ?? '') ?? bareAddress(fields['original-recipient'] ?? ''),
  };
}

/**
 * The recipients that a report speaks of, in order, from text with LF line ends. Folded fields are unfolded (RFC 5322
 * § 2.2.3); a blank line or a second field of the same name begins the next recipient. Linear.
 */
export function readDeliveryStatus(text: string): RecipientStatus[] {
  const statuses: RecipientStatus[] = [];
  let fields: Fields = {};
  let open: string | null = null;
  const close = (): void => {
    const isRecipient = ['action', 'status', 'diagnostic-code', 'final-recipient'].some((name) => name in fields);
    if (isRecipient && statuses.length < MOST_RECIPIENTS) statuses.push(toStatus(fields));
    fields = {};
    open = null;
  };
  for (const line of text.split('\n')) {
    const match = FIELD.exec(line);
    const name = match?.[1]?.toLowerCase();
    if (match && name !== undefined) {
      if (name in fields && name !== 'diagnostic-code') close();
      fields[name] = (fields[name] ?? '') + (match[2] ?? '').slice(0, LONGEST_VALUE);
      open = name;
    } else if (line.trim() === '') close();
    else if (open !== null && /^[ \t]/.test(line)) {
      const value = fields[open] ?? '';
      if (value.length < LONGEST_VALUE) fields[open] = `${value} ${line.trim()}`;
    } else open = null;
  }
  close();
  return statuses;
}
