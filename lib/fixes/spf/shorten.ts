import { isAtOrBelow } from '../../domain/domain-name.ts';
import { ESPS } from '../../esp/registry.ts';
import type { SpfNode, SpfTerm } from '../../report/report.ts';
import { isOf, type FixRoom } from '../remedy.ts';
import { ownPlaceOf, placesIn, weightOf, type SpfPlace } from './tree.ts';

/** An entry of the brand's own that could go, or give way to what it leads to. */
export interface Candidate {
  place: SpfPlace;
  term: SpfTerm;
  /** Look-ups that this saves. */
  saves: number;
  way: 'drop' | 'inline';
  reason: Reason;
}

/** Why an entry may go, the best reason first. */
const REASONS = [
  /** It allows nobody: void, double, or not a sender's list. */
  'useless',
  /** A service whose returns never use this domain. */
  'never-used',
  /** The brand's own list, which can be written out in its place without change. */
  'own-list',
  /** Servers that receive for the brand, and belong to a mailbox provider. */
  'inbound-only',
  /** Nothing is known against it. */
  'in-use',
  /** The mailbox provider that the staff's mail goes through. */
  'staff',
] as const;
export type Reason = (typeof REASONS)[number];

/** Only entries without a known reason to stay or go may still be missed by somebody. */
export const mayBeMissed = (reason: Reason): boolean =>
  reason === 'in-use' || reason === 'staff' || reason === 'never-used';

const includeOf = (term: string): string | null => /^[+?~-]?include:(.+)$/iu.exec(term)?.[1]?.toLowerCase() ?? null;

const lastLabels = (name: string): string => name.split('.').slice(-2).join('.');

function uselessTerms({ findings }: FixRoom): Set<string> {
  const single = findings.filter(isOf('spf.needless-include', 'spf.not-a-sender', 'spf.duplicate-term'));
  const twins = findings.filter(isOf('spf.same-source'));
  return new Set([...single.map(({ params }) => params.term), ...twins.flatMap(({ params }) => params.terms.slice(1))]);
}

function reasonFor(term: SpfTerm, useless: ReadonlySet<string>, { context }: FixRoom): Reason {
  const include = includeOf(term.text);
  if (term.void || term.fault !== null || useless.has(term.text) || /^[+?~-]?ptr/iu.test(term.text)) return 'useless';
  const sender = include === null ? undefined : ESPS.find(({ sending }) => sending.isOwnInclude.test(include));
  if (sender && !sender.sending.includeNeeded) return 'never-used';
  if (include !== null && term.node !== null && isAtOrBelow(include, context.registrableDomain)) return 'own-list';
  const isHosted =
    context.mxHosts.length > 0 && context.mxHosts.every((host) => !isAtOrBelow(host, context.registrableDomain));
  if (/^[+?~-]?mx$/iu.test(term.text) && isHosted) return 'inbound-only';
  const isStaffs = include !== null && context.mxHosts.some((host) => lastLabels(host) === lastLabels(include));
  return isStaffs ? 'staff' : 'in-use';
}

function candidatesIn(tree: SpfNode | null, room: FixRoom): Candidate[] {
  const useless = uselessTerms(room);
  return placesIn(tree).flatMap((place): Candidate[] => {
    const { term } = place;
    const isOwn = ownPlaceOf(place, room.context.registrableDomain)?.term === term;
    if (!isOwn || weightOf(term) === 0 || /^redirect=/iu.test(term.text)) return [];
    const reason = reasonFor(term, useless, room);
    const isInline = reason === 'own-list';
    return [{ place, term, reason, way: isInline ? 'inline' : 'drop', saves: isInline ? term.cost : weightOf(term) }];
  });
}

const total = (candidates: readonly Candidate[]): number => candidates.reduce((sum, { saves }) => sum + saves, 0);

/**
 * The next entry to take out of a list that is `excess` look-ups too long: for the best reasons that suffice, the
 * fewest entries, and of those that do it alone the one that takes away least.
 */
export function nextToShorten(tree: SpfNode | null, excess: number, room: FixRoom): Candidate | null {
  const all = candidatesIn(tree, room);
  const reasonRank = ({ reason }: Candidate): number => REASONS.indexOf(reason);
  const enough = REASONS.findIndex((_, rank) => total(all.filter((each) => reasonRank(each) <= rank)) >= excess);
  const allowed = all.filter((each) => enough === -1 || reasonRank(each) <= enough);
  const alone = allowed.filter(({ saves }) => saves >= excess);
  const [gentlest] = alone.toSorted((one, other) => reasonRank(one) - reasonRank(other) || one.saves - other.saves);
  const [largest] = allowed.toSorted((one, other) => reasonRank(one) - reasonRank(other) || other.saves - one.saves);
  return gentlest ?? largest ?? null;
}
