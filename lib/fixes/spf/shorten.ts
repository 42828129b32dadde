import { isAtOrBelow } from '../../domain/domain-name.ts';
import { ESPS } from '../../esp/registry.ts';
import { MOST_SPF_LOOKUPS } from '../../records/spf/limits.ts';
import type { SpfNode, SpfTerm } from '../../report/report.ts';
import type { SpfChoice } from '../fix.ts';
import { isOf, type FixRoom } from '../remedy.ts';
import { ownPlaceOf, placesIn, weightOf, type SpfPlace } from './tree.ts';
import { includeOf, isStaffMail, vendorOf } from './vendors.ts';

/** A term of the brand's own that could go, or give way to what it leads to. */
export interface Candidate {
  place: SpfPlace;
  term: SpfTerm;
  /** DNS lookups that this saves. */
  saves: number;
  way: 'drop' | 'inline';
  reason: Reason;
}

/** Why a term may go, the best reason first. Only the first three need no question. */
const REASONS = [
  /** It allows nobody: void, double, not a sending record, or this ESP's, which never uses it. */
  'useless',
  /** Its own record needs more lookups than are allowed: it fails whatever else is in the list. */
  'broken',
  /** The brand's own record, which can be written out in its place without change. */
  'own-list',
  /** Another service, whose return-path is never at this domain. */
  'never-used',
  /** Nothing is known against it. */
  'in-use',
  /** The mailboxes of the brand's own people, or the gateway that their mail passes. */
  'staff',
] as const;
type Reason = (typeof REASONS)[number];

const SAFE: readonly Reason[] = ['useless', 'broken', 'own-list'];

function uselessTerms({ findings }: FixRoom): Set<string> {
  const single = findings.filter(isOf('spf.needless-include', 'spf.not-a-sender', 'spf.duplicate-term'));
  const twins = findings.filter(isOf('spf.same-source'));
  return new Set([...single.map(({ params }) => params.term), ...twins.flatMap(({ params }) => params.terms.slice(1))]);
}

/** What a term leads to fails for everybody, as DNS has answered. */
const isDead = ({ fault }: SpfTerm): boolean =>
  fault !== null && ['no-record', 'no-name', 'multiple-records', 'include-loop', 'after-all'].includes(fault);

const PLAIN_HOST = /^[+?~-]?(?:a|mx)(?:$|[:/])/iu;

function reasonFor(term: SpfTerm, useless: ReadonlySet<string>, { context }: FixRoom): Reason {
  const include = includeOf(term.text);
  if (term.void || isDead(term) || useless.has(term.text) || /^[+?~-]?ptr/iu.test(term.text)) return 'useless';
  if (include !== null && isStaffMail(include)) return 'staff';
  if (include !== null && term.node !== null && isAtOrBelow(include, context.registrableDomain)) return 'own-list';
  if (weightOf(term) > MOST_SPF_LOOKUPS) return 'broken';
  const campaign = context.esp?.sending;
  if (include !== null && campaign?.isOwnInclude.test(include) && !campaign.includeNeeded) return 'useless';
  const esp = include === null ? undefined : ESPS.find(({ sending }) => sending.isOwnInclude.test(include));
  if (esp && !esp.sending.includeNeeded) return 'never-used';
  // `mx`, `a`: often the server that people's own mail and the web site's leave from.
  return PLAIN_HOST.test(term.text) ? 'staff' : 'in-use';
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

const rankOf = ({ reason }: Candidate): number => REASONS.indexOf(reason);

/**
 * The next term to take out of a list that is `excess` lookups too long, of those that nobody can miss: of those that do
 * it alone the one that takes away least. Null where only the user can tell what may go.
 */
export function nextToShorten(tree: SpfNode | null, excess: number, room: FixRoom): Candidate | null {
  const all = candidatesIn(tree, room).filter(({ reason }) => SAFE.includes(reason));
  const alone = all.filter(({ saves }) => saves >= excess);
  const [gentlest] = alone.toSorted((one, other) => rankOf(one) - rankOf(other) || one.saves - other.saves);
  const [largest] = all.toSorted((one, other) => rankOf(one) - rankOf(other) || other.saves - one.saves);
  return gentlest ?? largest ?? null;
}

/** Who sends by a term, as the user knows them. */
function vendorOfTerm(term: string, { context }: FixRoom): string {
  const include = includeOf(term);
  if (include !== null) return vendorOf(include);
  const [, kind = '', host = ''] = /^[+?~-]?([a-z0-9]+)(?::([^/]+))?/iu.exec(term) ?? [];
  if (host !== '') return vendorOf(host.toLowerCase());
  const [mx] = context.mxHosts;
  return kind.toLowerCase() === 'mx' && mx !== undefined ? vendorOf(mx) : context.domain;
}

export const toChoice = (term: SpfTerm, room: FixRoom): SpfChoice => ({
  term: term.text,
  vendor: vendorOfTerm(term.text, room),
  lookups: weightOf(term),
});

/** The senders that may still be in use, the least likely first and mailbox providers last. */
export const choicesIn = (tree: SpfNode | null, room: FixRoom): SpfChoice[] =>
  candidatesIn(tree, room)
    .filter(({ reason }) => !SAFE.includes(reason))
    .toSorted((one, other) => rankOf(one) - rankOf(other) || other.saves - one.saves)
    .map(({ term }) => toChoice(term, room));
