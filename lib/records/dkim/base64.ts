/**
 * The octets of a base64 text without spaces (RFC 4648 § 4); null where another character is in it.
 * Padding may be missing or whole, as the grammar of RFC 6376 § 2.10 has it; nothing may follow it.
 */
export function decodeBase64(text: string): Uint8Array | null {
  const bare = text.replace(/={1,2}$/, '');
  // Six bits left over are no octet.
  if (!/^[A-Za-z0-9+/]*$/.test(bare) || bare.length % 4 === 1) return null;
  return Uint8Array.from(atob(bare), (character) => character.charCodeAt(0));
}

export const encodeBase64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));
