import type { EspId } from './esp-id.ts';

/** The facts of one ESP about the messages it sends. One object of this type per folder, in its `sending.ts`. */
export interface EspSending {
  id: EspId;
  /** As a marketer calls it. */
  name: string;
  /** ISO date on which the facts were last held against their sources. */
  checkedOn: string;
  sources: readonly string[];
  /**
   * The sets of selectors that this ESP may sign with, newest first. Any one complete generation is "set up";
   * the absence of the others is silent.
   */
  generations(context: SendingContext): readonly SelectorGeneration[];
  /** A selector that the user names, where what stands there has a form of its own. */
  toSelector?(name: string): ExpectedSelector;
  /** Labels below the From's organisational domain at which a sending subdomain may stand, most likely first. */
  sendingSubdomains: readonly string[];
  /**
   * Further labels below the organisational domain at which an account may have its domain. Asked only where no key was
   * found: only where nothing lives below `_domainkey` at any of them (NXDOMAIN, RFC 8020) is a key known to be missing.
   */
  accountLabels?: readonly string[];
  /** With a key below one of `accountLabels`: whether it signs for this From. Default `sign`; `unclear` leads to "unknown". */
  accountKeys?: 'sign' | 'unclear';
  /** A sending subdomain is this ESP's when its CNAME or NS match. */
  isSendingTarget?: RegExp;
  isSendingNameServer?: RegExp;
  /** TXT at the organisational domain that shows that set-up was started. */
  verificationTxt?: RegExp;
  /** Every way in which a key's CNAME may lead to this ESP, for telling its own from a stranger's. */
  isOwnTarget: RegExp;
  /** Names below which those targets stand, for recognising a misspelt one: `mcsv.net`. */
  targetZones: readonly string[];
  /** Values that guides on the web hand on and that this ESP has never had, or no longer has. */
  isBadGuideTarget?: RegExp;
  /** Selectors that people use by mistake for this ESP's records. */
  mistakenSelectors?: readonly string[];
  /**
   * With a From below the registrable domain: whether keys that stand only higher up sign for it.
   * `unclear` leads to "unknown", never to red.
   */
  parentKeys: 'sign' | 'never' | 'unclear';
  /** Finds the account in a CNAME's target (first group): all targets of a domain must name the same. */
  accountInTarget?: RegExp;
  /** The account as it must read for a domain, where the ESP derives it from that. */
  accountOf?(domain: string): string;
  /** Whether a key at a target that was made for another domain verifies here. Absent: not known, so it is a warning. */
  otherAccountKeys?: 'never' | 'unlikely';
  /** Names that this ESP lends to its customers: sandboxes, shared domains. Nobody can publish records there. */
  lends?: RegExp;
  returnPath: ReturnPathModel;
  /** What a message carries while the domain is not set up. */
  unauthenticated: UnauthenticatedModel;
  /** SPF includes that people add for this ESP; none is needed where the return-path is not the brand's. */
  isOwnInclude: RegExp;
  /** The include is needed at the From domain (never for a shared return-path). */
  includeNeeded: boolean;
  /** What the account id looks like that is in this ESP's selectors; without one their absence proves nothing. */
  accountInSelectors?: RegExp;
  /** Targets of an older set-up, where the selectors are today's. */
  isOldTarget?: RegExp;
  /** Selectors are per account: not finding one proves nothing (dkim.no-known-selector). */
  selectorsArePerAccount: boolean;
  /** Whether the ESP wants a press of "Authenticate" / "Apply" after the records are live, which DNS cannot show. */
  needsConfirmation: boolean;
  attribution: AttributionModel;
}

export interface SendingContext {
  /** The From domain, an A-label. */
  domain: string;
  /** HubSpot portal id and the like. */
  account: string | null;
}

export interface SelectorGeneration {
  id: string;
  selectors: readonly ExpectedSelector[];
  /** Signs, but is no longer what the ESP sets up (esp.old-setup). */
  old: boolean;
  /** Known to sign campaigns. Klaviyo's `kt` and `ks` pairs sign other mail. */
  campaigns: boolean;
  /** How sure we are that its absence means anything. A `guess` is looked up only where the others are not there. */
  certainty: 'certain' | 'likely' | 'guess';
  /** Each may take the place of any one of the selectors. Looked up only where one of those is missing. */
  alternates?: readonly ExpectedSelector[];
}

export interface ExpectedSelector {
  selector: string;
  type: 'CNAME' | 'TXT';
  /** What the CNAME must lead to; null for a TXT key. */
  target: RegExp | null;
  /** The value to publish; where only the ESP knows it, a text in angle brackets that says where it stands. */
  publish: string;
  /**
   * Others use this selector too: a key there that does not lead to this ESP is its own only where it is the
   * very key that is at `publish`, or `verificationTxt` shows that the domain was set up.
   */
  commonlyUsed?: true;
}

export type ReturnPathModel =
  /** Always the ESP's own: SPF never aligns, whatever is published. */
  | { kind: 'shared'; domain: string; own: RegExp }
  /** The brand's where these hosts are set up, else the ESP's own. */
  | {
      kind: 'custom';
      domain: string;
      own: RegExp;
      hosts: readonly CustomReturnPath[];
      /** The domain whose key signs is the return-path too, where its SPF record names this ESP. */
      followsKeys?: true;
    }
  /** Sources conflict: unknown until a test message has shown it. */
  | { kind: 'unknown'; domain: string | null; own: RegExp };

export interface CustomReturnPath {
  /** Label(s) below the From domain or its organisational domain; null where the customer chooses it. */
  label: string | null;
  type: 'CNAME' | 'MX';
  target: RegExp;
  publish: string;
}

export interface UnauthenticatedModel {
  /** d= of the signature that the message then carries. */
  dkimDomain: string | null;
  rewritesFrom: 'always' | 'free-mail' | 'possibly' | 'never';
  /** The address that readers see then; the parts that only the ESP knows in angle brackets. */
  shownFrom(localPart: string, domain: string): string | null;
  /** Reads such an address back: the composed From, `domain` null where it cannot be told. Null: not one of them. */
  readShownFrom?(address: string): { localPart: string; domain: string | null } | null;
}

export interface AttributionModel {
  dkimDomains: readonly RegExp[];
  dkimSelectors: readonly RegExp[];
  returnPaths: readonly RegExp[];
  receivedHosts: readonly RegExp[];
  /** Names of header fields that this ESP alone writes, lower case. */
  headers: readonly string[];
  /** Other ESPs send through its servers: its own marks say less than theirs. */
  carriesOthers?: true;
}
