import type { ExpectedSelector } from '../../esp/sending.ts';
import { LEAST_BITS, type DkimSyntaxFault } from '../../records/dkim/read.ts';
import type { DkimLeg, KeyState } from '../../report/report.ts';
import type { DraftFinding } from '../context.ts';
import { toDraft } from '../draft.ts';
import { isUsableKey, type KeyStanding, type Lookup } from './lookup.ts';
import type { NearMiss } from './near-misses.ts';

/** RFC 8301 § 3.2: signers should use at least this. */
const GOOD_BITS = 2048;

export type DraftSeverity = DraftFinding['severity'];

/** The value to publish; null for a selector of which nothing but the name is known. */
export const publishOf = ({ target, publish, type }: ExpectedSelector): string | null =>
  target === null && type === 'TXT' && publish === '' ? null : publish;

/** The fault at one selector, if there is one. A record that is simply not there is none of its own. */
export function faultOf(lookup: Lookup, severity: DraftSeverity): DraftFinding | null {
  const { standing, name, answers } = lookup;
  const { selector } = lookup.expected;
  const expected = publishOf(lookup.expected);
  switch (standing.kind) {
    case 'proxied': {
      const { addresses } = standing;
      return toDraft('dkim.proxied', name, { selector, addresses, expected }, answers, severity);
    }
    case 'text': {
      const { text, target } = standing;
      // Where only the ESP knows the target, what was pasted is the best there is.
      const meant = expected === null || expected.startsWith('<') ? target : expected;
      return toDraft('dkim.target-as-text', name, { selector, text, expected: meant }, answers, severity);
    }
    case 'several':
      return toDraft('dkim.multiple-records', name, { selector, records: standing.records }, answers, severity);
    case 'dangling':
      return toDraft('dkim.dangling', name, { selector, target: standing.target }, answers, severity);
    case 'wrong-target': {
      const { target, reason, otherEsp } = standing;
      return toDraft('dkim.wrong-target', name, { selector, target, expected, reason, otherEsp }, answers, severity);
    }
    case 'other-account': {
      const { esp, target } = standing;
      return toDraft('esp.other-account', name, { esp, target, selector, reason: 'account' }, answers, severity);
    }
    case 'key':
      return keyFaultOf(lookup, standing, severity);
    case 'missing':
    case 'unknown':
    case 'unclear':
      return null;
  }
}

function keyFaultOf(lookup: Lookup, standing: KeyStanding, severity: DraftSeverity): DraftFinding | null {
  const { name, answers } = lookup;
  const { selector } = lookup.expected;
  const { text, record } = standing;
  if (text.kind === 'revoked') return toDraft('dkim.revoked', name, { selector }, answers, severity);
  if (text.kind === 'invalid') {
    const { reason, repaired } = text;
    return toDraft('dkim.invalid', name, { selector, record, reason, repaired }, answers, severity);
  }
  const { bits, algorithm, unusable } = text.key;
  if (algorithm === 'rsa' && bits < LEAST_BITS)
    return toDraft('dkim.weak-key', name, { selector, bits }, answers, severity);
  return unusable === null
    ? null
    : toDraft('dkim.not-for-email', name, { selector, record, reason: unusable }, answers, severity);
}

/** RFC 6376 § 3.2 voids a list with a doubled tag or a piece that is no tag: some verifiers refuse such a key. */
const toSyntaxSeverity = (faults: readonly DkimSyntaxFault[]): 'warn' | 'info' =>
  faults.includes('tag-twice') || faults.includes('not-a-tag') ? 'warn' : 'info';

/** What is worth saying of a key that works. */
export function remarksOn({ standing, expected, name, answers }: Lookup): DraftFinding[] {
  if (standing.kind !== 'key' || standing.text.kind !== 'key' || !isUsableKey(standing)) return [];
  const { record, conflict, flattened } = standing;
  const { algorithm, bits, syntax, testing } = standing.text.key;
  const { selector } = expected;
  const remarks: DraftFinding[] = [];
  if (testing) remarks.push(toDraft('dkim.testing', name, { selector, record }, answers, 'warn'));
  if (conflict !== null)
    remarks.push(toDraft('dns.cname-conflict', name, { target: conflict, types: ['TXT'] }, answers, 'warn'));
  if (flattened)
    remarks.push(toDraft('dkim.flattened', name, { selector, expected: publishOf(expected) }, answers, 'info'));
  if (algorithm === 'rsa' && bits < GOOD_BITS)
    remarks.push(toDraft('dkim.short-key', name, { selector, bits }, answers, 'info'));
  if (syntax.length > 0)
    remarks.push(
      toDraft('dkim.syntax', name, { selector, record, reason: syntax.join(', ') }, answers, toSyntaxSeverity(syntax)),
    );
  return remarks;
}

/** Many receivers cannot check an ed25519 signature: an RSA key must stand beside it (RFC 8463 § 5). */
export function remarkOnAlgorithms(usable: readonly Lookup[]): DraftFinding[] {
  const [first] = usable;
  const isModern = ({ standing }: Lookup) =>
    standing.kind === 'key' && standing.text.kind === 'key' && standing.text.key.algorithm === 'ed25519';
  if (first === undefined || !usable.every(isModern)) return [];
  const selectors = usable.map(({ expected }) => expected.selector);
  const answers = usable.flatMap((lookup) => lookup.answers);
  return [toDraft('dkim.ed25519-only', first.name, { selectors }, answers, 'warn')];
}

export function nearMissFinding(miss: NearMiss, severity: DraftSeverity): DraftFinding {
  const { reason, expected, expectedAt, foundAt, type, value, answers } = miss;
  const params = { selector: expected.selector, foundAt, expectedAt, type, value };
  return reason === 'doubled'
    ? toDraft('dkim.doubled-name', foundAt, params, answers, severity)
    : toDraft('dkim.misnamed', foundAt, { ...params, reason }, answers, severity);
}

function keyStateOf({ standing }: Lookup): KeyState {
  switch (standing.kind) {
    case 'key':
      if (standing.text.kind !== 'key') return standing.text.kind;
      if (isUsableKey(standing)) return 'ok';
      return standing.text.key.unusable === null ? 'weak' : 'invalid';
    case 'missing':
    case 'proxied':
      return 'missing';
    case 'text':
    case 'several':
      return 'invalid';
    case 'unknown':
    case 'unclear':
      return 'unknown';
    case 'other-account':
      return standing.verifies === 'never' ? 'wrong-target' : 'unknown';
    case 'dangling':
    case 'wrong-target':
      return standing.kind;
  }
}

/** The selector as the report shows it. */
export function toLeg(lookup: Lookup): Omit<DkimLeg, 'aligned'> {
  const { domain, expected, standing } = lookup;
  return {
    domain,
    selector: expected.selector,
    target: 'target' in standing && standing.kind !== 'text' ? standing.target : null,
    key: keyStateOf(lookup),
    bits: standing.kind === 'key' && standing.text.kind === 'key' ? standing.text.key.bits : null,
  };
}
