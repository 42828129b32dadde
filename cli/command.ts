import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { AuditInput } from '../lib/audit/audit-input.ts';
import { parseSender } from '../lib/domain/address.ts';
import { parseDomainName } from '../lib/domain/domain-name.ts';
import { isLanguage, LANGUAGES, type Language } from '../lib/words/language.ts';
import { ESP_IDS, isEspId, type EspId } from '../lib/esp/esp-id.ts';

/** What holds for every kind of audit. */
interface Common {
  resolvers: string[];
  /** ms for each audit. */
  timeout: number;
  json: boolean;
  /** Of the readable output. */
  language: Language;
}

export type Command = Common &
  (
    | { kind: 'domain'; input: AuditInput }
    /** A file or folder of reports that receivers sent. */
    | { kind: 'reports'; path: string }
    /** `path`: `-` is standard input. `input` lacks only the From. */
    | { kind: 'file'; path: string; input: Omit<AuditInput, 'from'> }
    /** `from` is null where the message itself is to tell what was composed. */
    | { kind: 'message'; path: string; from: string | null; input: Omit<AuditInput, 'from'> }
  );

/** Cloudflare first, Google as second opinion and cover. */
const DEFAULT_RESOLVERS = ['https://cloudflare-dns.com/dns-query', 'https://dns.google/dns-query'];
const DEFAULT_TIMEOUT = 8000;
const LONGEST_TIMEOUT = 600_000;
const MOST_SELECTORS = 50;
const MOST_DROPPED = 50;
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

const OPTIONS = {
  from: { type: 'string' },
  'reply-to': { type: 'string' },
  esp: { type: 'string' },
  portal: { type: 'string' },
  selector: { type: 'string', multiple: true },
  audience: { type: 'string' },
  resolver: { type: 'string', multiple: true },
  timeout: { type: 'string' },
  json: { type: 'boolean' },
  full: { type: 'boolean' },
  lang: { type: 'string' },
  file: { type: 'string' },
  message: { type: 'string' },
  drop: { type: 'string', multiple: true },
  reports: { type: 'string' },
} as const satisfies ParseArgsConfig['options'];

const USAGE =
  'name a domain, as in `npm run -s audit -- brand.com --esp mailchimp`, or --from ADDRESS, --file LIST, --message FILE or --reports PATH';

function readArguments(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    // The runtime's sentence names the option; its advice on quoting is about something else.
    return (error instanceof Error ? error.message : String(error)).split(/\.\s|\n/)[0] ?? USAGE;
  }
}

/** Options that count once: a second value would silently win over the first. */
function findRepeated(args: string[]): string | null {
  const { tokens } = parseArgs({ args, options: OPTIONS, allowPositionals: true, tokens: true });
  const single = tokens
    .filter((token) => token.kind === 'option')
    .map(({ name }) => name)
    .filter((name) => !('multiple' in OPTIONS[name]));
  const repeated = single.find((name, index) => single.indexOf(name) !== index);
  return repeated === undefined ? null : `--${repeated} is given twice: give it once`;
}

type Values = Exclude<ReturnType<typeof readArguments>, string>['values'];

function readNumber(text: string | undefined, option: string, least: number, most: number): number | null | string {
  if (text === undefined) return null;
  const number = /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN;
  return number >= least && number <= most
    ? number
    : `${option} wants a number from ${least} to ${most}, not '${text}'`;
}

function readResolvers(values: Values): string[] | string {
  const addresses = values.resolver ?? DEFAULT_RESOLVERS;
  const secret = addresses.map((address) => URL.parse(address)).find((url) => url?.username || url?.password);
  if (secret) return `--resolver takes no user name or password, as in the address at ${secret.host}`;
  const unusable = addresses.find((address) => {
    const url = URL.parse(address);
    return url?.protocol !== 'https:' && !(url?.protocol === 'http:' && LOOPBACK.has(url.hostname));
  });
  if (unusable === undefined) return [...new Set(addresses)];
  return `--resolver wants the https address of a DoH endpoint (http on 127.0.0.1), not '${unusable}'`;
}

function readEsp(values: Values): EspId | 'none' | null | { problem: string } {
  const name = values.esp?.toLowerCase();
  if (name === undefined) return null;
  if (name === 'none' || isEspId(name)) return name;
  return { problem: `--esp does not know '${values.esp}': use ${ESP_IDS.join(', ')} or none` };
}

/** One label or several of a DNS name: `k2`, `s1.brand`. */
const isSelector = (text: string): boolean => /^[a-z0-9_](?:[a-z0-9._-]{0,126}[a-z0-9_])?$/i.test(text);

function readSelectors(values: Values): string[] | string {
  const selectors = (values.selector ?? []).map((text) => text.trim().replace(/\._domainkey(?:\..*)?$/i, ''));
  const unusable = selectors.find((selector) => !isSelector(selector));
  if (unusable !== undefined) return `--selector wants the name before ._domainkey, as in k2, not '${unusable}'`;
  if (selectors.length > MOST_SELECTORS) return `--selector may be given ${MOST_SELECTORS} times at most`;
  return [...new Set(selectors.map((selector) => selector.toLowerCase()))];
}

/** SPF terms as they are in the record: one term each, without the final `all`. */
function readDropped(values: Values): string[] | string {
  const terms = (values.drop ?? []).map((text) => text.trim());
  const unusable = terms.find((term) => !/^[!-~]{1,512}$/.test(term) || /^[+\-?~]?all$/i.test(term));
  if (unusable !== undefined)
    return `--drop wants one term of the SPF record, as in include:spf.vendor.com, not '${unusable}'`;
  return terms.length > MOST_DROPPED ? `--drop may be given ${MOST_DROPPED} times at most` : [...new Set(terms)];
}

/** The composed sender: what `--from` gives is judged as written, a DOMAIN must be one. */
function readFrom(values: Values, positionals: readonly string[]): { from: string } | string {
  const [domain, ...others] = positionals;
  if (domain !== undefined && values.from !== undefined) return 'give a domain or --from, not both';
  if (others.length > 0) return `one domain at a time, or --file LIST for many: '${others[0]}' is one too many`;
  if (values.from !== undefined) return { from: values.from };
  if (domain === undefined) return USAGE;
  return parseSender(domain).ok ? { from: domain } : `'${domain}' is no domain: write it as in brand.com`;
}

function readComposed(values: Values): Omit<AuditInput, 'from'> | string {
  const esp = readEsp(values);
  if (esp !== null && typeof esp === 'object') return esp.problem;
  const selectors = readSelectors(values);
  if (typeof selectors === 'string') return selectors;
  const audience = readNumber(values.audience, '--audience', 0, 1_000_000_000_000);
  if (typeof audience === 'string') return audience;
  const account = values.portal?.trim() || null;
  if (account !== null && !/^\d{1,15}$/.test(account)) {
    return `--portal wants the number in HubSpot's address bar, not '${values.portal}'`;
  }
  const drop = readDropped(values);
  if (typeof drop === 'string') return drop;
  return { replyTo: values['reply-to'] ?? null, esp, account, selectors, audience, drop, full: values.full ?? false };
}

/** The command line, or one sentence that says what is wrong with it and how to fix it. */
export function parseCommand(args: string[]): Command | string {
  const read = readArguments(args);
  if (typeof read === 'string') return read;
  const repeated = findRepeated(args);
  if (repeated !== null) return repeated;
  const { values, positionals } = read;
  const resolvers = readResolvers(values);
  if (typeof resolvers === 'string') return resolvers;
  const timeout = readNumber(values.timeout, '--timeout', 1, LONGEST_TIMEOUT);
  if (typeof timeout === 'string') return timeout;
  const composed = readComposed(values);
  if (typeof composed === 'string') return composed;
  const language = values.lang ?? 'en';
  if (!isLanguage(language)) return `--lang does not know '${language}': use ${LANGUAGES.join(', ')}`;
  const common = { language, resolvers, timeout: timeout ?? DEFAULT_TIMEOUT, json: values.json ?? false };
  if (values.reports !== undefined) {
    if (positionals.length > 0 || values.file !== undefined || values.message !== undefined) {
      return 'give --reports PATH alone: the reports name their domains themselves';
    }
    return { kind: 'reports', path: values.reports, ...common };
  }
  if (values.file !== undefined && values.message !== undefined) return 'give --file or --message, not both';
  if (values.file !== undefined) {
    if (positionals.length > 0 || values.from !== undefined) return 'with --file the domains are in the list';
    return { kind: 'file', path: values.file, input: composed, ...common };
  }
  if (values.message !== undefined) return toMessageCommand(values, positionals, composed, common);
  const sender = readFrom(values, positionals);
  if (typeof sender === 'string') return sender;
  return { kind: 'domain', input: { ...composed, ...sender }, ...common };
}

function toMessageCommand(
  values: Values,
  positionals: readonly string[],
  composed: Omit<AuditInput, 'from'>,
  common: Common,
): Command | string {
  const [domain] = positionals;
  if (domain !== undefined && !parseDomainName(domain).ok) return `'${domain}' is no domain: write it as in brand.com`;
  return {
    kind: 'message',
    path: values.message ?? '-',
    from: values.from ?? domain ?? null,
    input: composed,
    ...common,
  };
}
