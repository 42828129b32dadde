/** Dates of a message (RFC 5322 § 3.3, with the obsolete zones of § 4.3). */

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DATE =
  /^(?:[a-z]{3,9}\.?,?\s+)?(\d{1,2})\s+([a-z]{3})[a-z]*\.?\s+(\d{2,4})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*(\S*)/i;
const ZONES: Record<string, number> = {
  ut: 0,
  gmt: 0,
  utc: 0,
  z: 0,
  est: -5,
  edt: -4,
  cst: -6,
  cdt: -5,
  mst: -7,
  mdt: -6,
  pst: -8,
  pdt: -7,
};

function zoneMinutes(zone: string): number | null {
  const numeric = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  if (numeric) return (numeric[1] === '-' ? -1 : 1) * (Number(numeric[2]) * 60 + Number(numeric[3]));
  const named = ZONES[zone.toLowerCase()];
  if (named !== undefined) return named * 60;
  // § 4.3: other military and unknown names count as UTC.
  return zone === '' || /^[a-z]+$/i.test(zone) ? 0 : null;
}

function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length === 4) return year;
  return digits.length === 2 && year < 50 ? 2000 + year : 1900 + year;
}

/** ms since 1970; null where the text is no date. */
export function parseMailDate(text: string): number | null {
  const plain = text
    .slice(0, 200)
    .replace(/\([^()]{0,100}\)/g, ' ')
    .trim();
  const match = DATE.exec(plain);
  const [, day = '', monthName = '', year = '', hour = '', minute = '', second = '0', zone = ''] = match ?? [];
  const month = MONTHS.indexOf(monthName.toLowerCase());
  const offset = zoneMinutes(zone);
  if (!match || month < 0 || offset === null) return null;
  if (Number(day) < 1 || Number(day) > 31 || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60)
    return null;
  return Date.UTC(fullYear(year), month, Number(day), Number(hour), Number(minute) - offset, Number(second));
}
