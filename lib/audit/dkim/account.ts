import type { EspSending } from '../../esp/sending.ts';
import type { DraftFinding } from '../context.ts';
import { toDraft } from '../draft.ts';
import type { DkimSearch, Lookup } from './lookup.ts';
import type { SelectorSet, Subdomain } from './survey.ts';

const LONGEST_LABEL = 63;

/** HubSpot writes a hyphen of the domain twice, others once. */
const toComparable = (account: string): string => account.replace(/-{2,}/g, '-');

/** The account that a CNAME's way names, with the target that names it. */
function accountOn(esp: EspSending, chain: readonly string[]): { account: string; target: string } | null {
  for (const target of chain) {
    const account = esp.accountInTarget?.exec(target)?.[1];
    if (account !== undefined) return { account: toComparable(account), target };
  }
  return null;
}

/** Only of records that lead to this ESP; a wrong target has its own finding. */
function accountOf(esp: EspSending, { standing, answers }: Lookup): { account: string; target: string } | null {
  if (standing.kind !== 'key' && standing.kind !== 'dangling') return null;
  return accountOn(
    esp,
    answers.flatMap((answer) => ('aliases' in answer ? answer.aliases : [])),
  );
}

/** How the ESP derives the account from a domain: for the key's own domain, and for those of the brand's above it. */
const derivedAccounts = ({ esp, ownDomains }: DkimSearch, domain: string): string[] =>
  [domain, ...ownDomains].flatMap((own) => esp?.accountOf?.(own) ?? []).map(toComparable);

/** The target on a CNAME's way that was made for another domain than this one; null where none tells. */
export function findForeignTarget(search: DkimSearch, domain: string, chain: readonly string[]): string | null {
  const expected = derivedAccounts(search, domain);
  const found = search.esp === null ? null : accountOn(search.esp, chain);
  // A name too long for a label is shortened by rules that we do not know.
  const isTold = found !== null && expected.length > 0 && expected.every((account) => account.length <= LONGEST_LABEL);
  return isTold && !expected.includes(found.account) ? found.target : null;
}

/** How the account must read: as the domain has it, as the sending subdomain has it, else as the first selector has it. */
function expectedAccounts(search: DkimSearch, set: SelectorSet, subdomains: readonly Subdomain[]): string[] {
  const { esp } = search;
  if (!esp) return [];
  const derived = derivedAccounts(search, set.domain);
  if (derived.length > 0) return derived;
  // One that leads to nothing tells of an account that is no more.
  const living = subdomains.filter(({ answer }) => answer.outcome !== 'no-such-name');
  const ofSubdomains = living.map(({ answer }) => accountOn(esp, 'aliases' in answer ? answer.aliases : []));
  const ofSelectors = set.lookups.map((lookup) => accountOf(esp, lookup));
  const [first] = ofSelectors.filter((each) => each !== null);
  const known = ofSubdomains.flatMap((each) => each?.account ?? []);
  return known.length > 0 ? known : first ? [first.account] : [];
}

/** Nothing stands any more where this ESP had its keys before. */
export const findRetiredTargets = ({ esp }: DkimSearch, lookups: readonly Lookup[]): DraftFinding[] =>
  lookups.flatMap(({ standing, expected, name, answers }) => {
    if (standing.kind !== 'dangling' || !esp?.isOldTarget?.test(standing.target)) return [];
    const params = { esp: esp.name, target: standing.target, selector: expected.selector, reason: 'retired' as const };
    return [toDraft('esp.other-account', name, params, answers)];
  });

/** Targets of this ESP that were made for another account or domain: the key there is not the one that signs. */
export function findAccountMismatches(
  search: DkimSearch,
  sets: readonly SelectorSet[],
  subdomains: readonly Subdomain[],
): DraftFinding[] {
  const { esp } = search;
  if (!esp?.accountInTarget) return [];
  return sets.flatMap((set) => {
    const expected = expectedAccounts(search, set, subdomains);
    // A name too long for a label is shortened by rules that we do not know.
    if (expected.some((account) => account.length > LONGEST_LABEL)) return [];
    return set.lookups.flatMap((lookup) => {
      const found = accountOf(esp, lookup);
      if (found === null || expected.includes(found.account)) return [];
      const { selector } = lookup.expected;
      const params = { esp: esp.name, target: found.target, selector, reason: 'account' as const };
      return [toDraft('esp.other-account', lookup.name, params, lookup.answers)];
    });
  });
}
