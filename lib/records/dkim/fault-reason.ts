/** What is wrong with a text that was meant as a DKIM key. */
export type DkimKeyFaultReason =
  | 'quotes'
  | 'backslashes'
  | 'cut'
  | 'lost-semicolon'
  | 'not-base64'
  | 'wrong-algorithm'
  | 'unknown-algorithm'
  | 'name-in-value'
  | 'no-key-tag'
  | 'pem'
  | 'private-key'
  | 'certificate'
  | 'not-a-key'
  /** An ed25519 key in an X.509 wrapping; RFC 8463 wants its 32 octets alone. */
  | 'wrapped-key'
  | 'version'
  | 'text-in-front'
  | 'glued'
  | 'colon-for-equals'
  | 'semicolon-in-key'
  /** Its pieces stand as records of their own. */
  | 'torn'
  | 'other';
