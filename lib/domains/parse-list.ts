import { parseSender } from '../domain/address.ts';
import { ESP_NAMES, isEspId, type EspId } from '../esp/esp-id.ts';

/** A line of a list that can be used. */
export interface ListedDomain {
  domain: string;
  esp: EspId | 'none' | null;
  account: string | null;
  client: string | null;
}

/** A line that cannot. `line` is counted from 1, as an editor shows it. */
export interface ListFault {
  line: number;
  /** What is wrong, as written; at most 80 characters. */
  text: string;
  fault: 'no-domain' | 'unknown-esp' | 'twice' | 'too-many' | 'no-text';
}

export interface ParsedList {
  domains: ListedDomain[];
  /** At most 100. */
  faults: ListFault[];
  /** All of them. */
  faultCount: number;
}

/** Domains that are added at one time. */
export const MOST_AT_ONCE = 1000;
/** Characters of one list. */
export const LONGEST_LIST = 2_000_000;
const MOST_FAULTS = 100;
const LONGEST_CELL = 100;

type Column = keyof ListedDomain;

/** Names of columns, without spaces and in lower case, as exports of services and people write them. */
const COLUMNS: Readonly<Record<string, Column>> = {
  domain: 'domain',
  domains: 'domain',
  domaine: 'domain',
  dominio: 'domain',
  domínio: 'domain',
  domainname: 'domain',
  sendingdomain: 'domain',
  fromdomain: 'domain',
  from: 'domain',
  website: 'domain',
  url: 'domain',
  email: 'domain',
  esp: 'esp',
  service: 'esp',
  provider: 'esp',
  platform: 'esp',
  account: 'account',
  accountid: 'account',
  portal: 'account',
  portalid: 'account',
  hubid: 'account',
  client: 'client',
  customer: 'client',
  kunde: 'client',
  cliente: 'client',
  company: 'client',
  brand: 'client',
};
const IN_ORDER: readonly Column[] = ['domain', 'esp', 'account', 'client'];

const squeeze = (text: string): string => text.toLowerCase().replaceAll(/[\s_.-]+/g, '');
const columnOf = (cell: string): Column | undefined => {
  const name = squeeze(cell);
  return Object.hasOwn(COLUMNS, name) ? COLUMNS[name] : undefined;
};

const ESP_BY_NAME = new Map(Object.entries(ESP_NAMES).map(([id, name]) => [squeeze(name), id as EspId]));

/** An ESP by id or name; undefined where it is none that Presend knows. */
function toEsp(text: string): EspId | 'none' | null | undefined {
  const name = squeeze(text);
  if (name === '') return null;
  if (name === 'none' || name === '-') return 'none';
  return isEspId(name) ? name : ESP_BY_NAME.get(name);
}

/** A domain out of a domain, an address or a link. */
function toDomain(text: string): string | null {
  const host = /^https?:\/\/([^/?#:\s]+)/i.exec(text)?.[1];
  const sender = parseSender((host ?? text.replace(/^mailto:/i, '')).replace(/^www\./i, ''));
  return sender.ok ? sender.value.domain : null;
}

interface Line {
  number: number;
  cells: string[];
}

/** The one that is there most often in the first lines; a comma where there is none. */
const separatorOf = (text: string): string => {
  const start = text.slice(0, 4000);
  const [best = ','] = [',', ';', '\t'].toSorted((a, b) => start.split(b).length - start.split(a).length);
  return best;
};

/** Cells by RFC 4180; a quoted cell may hold line ends. Linear in the text. */
function toLines(text: string, separator: string): Line[] {
  const lines: Line[] = [];
  let cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  let number = 1;
  let begun = 1;
  const endCell = () => {
    cells.push(cell.trim().slice(0, 1000));
    cell = '';
  };
  const endLine = () => {
    endCell();
    if (cells.some((one) => one !== '')) lines.push({ number: begun, cells });
    cells = [];
    begun = number;
  };
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? '';
    const isEnd = char === '\n' || (char === '\r' && text[at + 1] !== '\n');
    if (isEnd) number += 1;
    if (isQuoted) {
      if (char !== '"') cell += char;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = false;
    } else if (char === '"' && cell.trim() === '') {
      cell = '';
      isQuoted = true;
    } else if (char === separator) endCell();
    else if (isEnd) endLine();
    else if (char !== '\r') cell += char;
  }
  endLine();
  return lines;
}

/** The column of each cell: by the names in the first line, else in their order. */
function readHeader(lines: readonly Line[]): { columns: (Column | undefined)[]; isNamed: boolean } {
  const names = lines[0]?.cells.map(columnOf) ?? [];
  return names.includes('domain') ? { columns: names, isNamed: true } : { columns: [...IN_ORDER], isNamed: false };
}

const orNull = (text: string | undefined): string | null => text?.slice(0, LONGEST_CELL) || null;

/**
 * Reads a list of domains: one a line, or a table (CSV, tab or semicolon) of domain, ESP, account and client, with or
 * without a line of names. Good lines are kept, what is wrong with the others is said by line. Never throws.
 */
export function parseList(text: string): ParsedList {
  const faults: ListFault[] = [];
  let faultCount = 0;
  const report = (line: number, wrong: string, fault: ListFault['fault']) => {
    faultCount += 1;
    if (faults.length < MOST_FAULTS) faults.push({ line, text: wrong.slice(0, 80), fault });
  };
  if (text.slice(0, 4000).includes('\0') || text.length > LONGEST_LIST) {
    report(1, '', text.length > LONGEST_LIST ? 'too-many' : 'no-text');
    return { domains: [], faults, faultCount };
  }
  const whole = text.replace(/^\ufeff/, '');
  const lines = toLines(whole, separatorOf(whole));
  const { columns, isNamed } = readHeader(lines);
  const found = new Map<string, ListedDomain>();
  for (const { number, cells } of isNamed ? lines.slice(1) : lines) {
    const cellOf = (column: Column) => cells[columns.indexOf(column)] ?? '';
    const name = cellOf('domain');
    if (name.startsWith('#')) continue;
    const domain = toDomain(name);
    const esp = toEsp(cellOf('esp'));
    if (domain === null) report(number, name, 'no-domain');
    else if (esp === undefined) report(number, cellOf('esp'), 'unknown-esp');
    else if (found.has(domain)) report(number, domain, 'twice');
    else if (found.size >= MOST_AT_ONCE) report(number, domain, 'too-many');
    else
      found.set(domain, {
        domain,
        esp,
        account: orNull(cellOf('account')),
        client: orNull(cellOf('client')),
      });
  }
  return { domains: [...found.values()], faults, faultCount };
}
