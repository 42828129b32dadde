/** Character references of HTML (WHATWG HTML § 13.5): numbers, and the names that mail is written with. */

const NAMES = new Map(
  Object.entries({
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    nbsp: '\u00a0',
    shy: '\u00ad',
    copy: '\u00a9',
    reg: '\u00ae',
    trade: '\u2122',
    zwnj: '\u200c',
    zwj: '\u200d',
    lrm: '\u200e',
    rlm: '\u200f',
    ensp: '\u2002',
    emsp: '\u2003',
    thinsp: '\u2009',
    hairsp: '\u200a',
    hellip: '\u2026',
    mdash: '\u2014',
    ndash: '\u2013',
    lsquo: '\u2018',
    rsquo: '\u2019',
    ldquo: '\u201c',
    rdquo: '\u201d',
    laquo: '\u00ab',
    raquo: '\u00bb',
    bull: '\u2022',
    middot: '\u00b7',
    euro: '\u20ac',
    pound: '\u00a3',
    rarr: '\u2192',
    larr: '\u2190',
    times: '\u00d7',
    auml: '\u00e4',
    ouml: '\u00f6',
    uuml: '\u00fc',
    Auml: '\u00c4',
    Ouml: '\u00d6',
    Uuml: '\u00dc',
    szlig: '\u00df',
    eacute: '\u00e9',
    egrave: '\u00e8',
    ecirc: '\u00ea',
    agrave: '\u00e0',
    aacute: '\u00e1',
    acirc: '\u00e2',
    ccedil: '\u00e7',
    ntilde: '\u00f1',
    oacute: '\u00f3',
    ograve: '\u00f2',
    uacute: '\u00fa',
    iacute: '\u00ed',
    Eacute: '\u00c9',
    Agrave: '\u00c0',
    colon: ':',
    sol: '/',
    period: '.',
    commat: '@',
    num: '#',
    NewLine: '\n',
    Tab: '\t',
  }),
);
const REFERENCE = /&(?:#(\d{1,8})|#x([0-9a-f]{1,8})|([a-z]{2,10}));?/gi;

function fromCodePoint(code: number): string {
  const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return isCharacter ? String.fromCodePoint(code) : '\ufffd';
}

/** Unknown names stay as they are written. */
export const decodeEntities = (text: string): string =>
  text.includes('&')
    ? text.replace(REFERENCE, (whole, decimal?: string, hex?: string, name?: string) => {
        if (decimal !== undefined) return fromCodePoint(Number.parseInt(decimal, 10));
        if (hex !== undefined) return fromCodePoint(Number.parseInt(hex, 16));
        return NAMES.get(name ?? '') ?? whole;
      })
    : text;
