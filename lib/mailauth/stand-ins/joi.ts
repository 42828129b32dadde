/** Stands in for joi in a browser: the two checks that mailauth makes with it, by the same rules. */

interface Check {
  validate(value: unknown): { error?: Error };
}

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
const LABEL = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i;
const TOP_LABEL = /^[a-z](?:[a-z0-9-]*[a-z0-9])?$/i;

const toCheck = (isValid: (text: string) => boolean, message: string): Check => ({
  validate: (value) => (typeof value === 'string' && isValid(value) ? {} : { error: new Error(message) }),
});

function isBase64(text: string): boolean {
  if (!BASE64.test(text)) return false;
  const padding = text.length - text.replace(/(?<!=)=+$/, '').length;
  return padding === 0 ? text.length % 4 !== 1 : text.length % 4 === 0;
}

/** Host names of at least two labels, each of at most 63 octets; 256 in all, joi's limit. ASCII only. */
function isDomain(text: string): boolean {
  const labels = text.split('.');
  const top = labels.at(-1) ?? '';
  return (
    text.length <= 256 &&
    labels.length >= 2 &&
    TOP_LABEL.test(top) &&
    labels.every((label) => label.length <= 63 && LABEL.test(label))
  );
}

export const string = (): { base64(): Check; domain(): Check } => ({
  base64: () => toCheck(isBase64, 'not base64'),
  domain: () => toCheck(isDomain, 'not a domain name'),
});
