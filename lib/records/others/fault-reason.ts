/** What is wrong with a record of BIMI, MTA-STS or TLS-RPT. */
export type BimiFaultReason =
  | 'several-records'
  /** Quotes, blanks or a version that is none: nobody reads it. */
  | 'unreadable'
  | 'tag-twice'
  | 'not-a-tag'
  | 'no-location'
  | 'location-not-https'
  | 'location-not-svg'
  | 'authority-not-https'
  | 'bad-avatar-preference'
  /** What DMARC lacks for a logo to show: a record, a policy that is applied, to all mail, below the domain too. */
  | 'dmarc-missing'
  | 'dmarc-policy'
  | 'dmarc-testing'
  | 'dmarc-pct'
  | 'dmarc-subdomains';

export type MtaStsFaultReason =
  | 'several-records'
  | 'unreadable'
  | 'no-id'
  | 'bad-id'
  | 'policy-unreachable'
  | 'policy-version'
  | 'policy-mode'
  | 'policy-max-age'
  | 'policy-no-mx'
  /** An MX that the policy does not name: mail to it is refused while the mode is `enforce`. */
  | 'policy-mx-not-covered';

export type TlsRptFaultReason = 'several-records' | 'unreadable' | 'no-address' | 'bad-address';
