import punycode from 'punycode.js';
import { parseDnsName } from './domain-name.ts';

function labelToUnicode(label: string): string {
  if (!label.startsWith('xn--')) return label;
  try {
    const decoded = punycode.decode(label.slice(4));
    const encoded = parseDnsName(decoded);
    // Shown only where it leads back to the same name: a forged label stays as it is.
    return encoded.ok && encoded.value === label ? decoded : label;
  } catch {
    return label;
  }
}

/** The name as a person writes it: `xn--bcher-kva.example` as `bücher.example` (RFC 5891 § 5.2). Never throws. */
export const toUnicode = (name: string): string => name.split('.').map(labelToUnicode).join('.');
