import { MOST_MX_HOSTS, MOST_SPF_LOOKUPS, MOST_VOID_LOOKUPS } from '../../records/spf/limits.ts';
import { fatalFaults } from '../../records/spf/read.ts';
import type { SpfNode, SpfReport, SpfTerm } from '../../report/report.ts';
import { isUnanswered, isVoid, type SpfBranch, type SpfPlace, type SpfTree } from './tree.ts';

const MOST_TERMS_SHOWN = 250;
const LONGEST_TERM_SHOWN = 512;
const LONGEST_RECORD_SHOWN = 4096;

/** Every term that a receiver may come to, with the place where it stands. */
export const liveBranches = (tree: SpfTree): { branch: SpfBranch; place: SpfPlace }[] =>
  tree.places.flatMap((place) => place.branches.flatMap((branch) => (branch.isLive ? [{ branch, place }] : [])));

/** The names that a term asked for and found nothing at. */
export const voidNames = (tree: SpfTree): string[] =>
  liveBranches(tree).flatMap(({ branch, place }) => (isVoid(branch) ? [branch.term.target ?? place.domain] : []));

/** Number of hosts of an `mx` term; null where it is none, or none answered. */
export function mxHostsOf({ term, answers }: SpfBranch): number | null {
  const [answer] = answers;
  return term.name === 'mx' && answer?.outcome === 'answer' ? answer.records.length : null;
}

const isOverMx = (branch: SpfBranch): boolean => (mxHostsOf(branch) ?? 0) > MOST_MX_HOSTS;

const BROKEN_PLACES: readonly SpfPlace['state'][] = ['no-record', 'no-name', 'several', 'loop'];
/** What a term leads to voids the whole evaluation (RFC 7208 § 5.2, § 6.1). */
const leadsToNothing = ({ place }: SpfBranch): boolean => place !== null && BROKEN_PLACES.includes(place.state);

/** By the whole tree, whatever the connecting IP: a fault anywhere in it is one that some sender meets. */
function resultOf(tree: SpfTree): SpfReport['result'] {
  const { root } = tree;
  if (root.state === 'unanswered') return 'temperror';
  if (root.state === 'several') return 'permerror';
  if (root.record === null) return 'none';
  const live = liveBranches(tree).map(({ branch }) => branch);
  const isBroken =
    tree.lookups > MOST_SPF_LOOKUPS ||
    voidNames(tree).length > MOST_VOID_LOOKUPS ||
    live.some((branch) => leadsToNothing(branch) || isOverMx(branch)) ||
    tree.places.some(({ record }) => record !== null && fatalFaults(record).length > 0);
  if (isBroken) return 'permerror';
  return live.some(isUnanswered) ? 'temperror' : 'ok';
}

const PLACE_FAULTS: Partial<Record<SpfPlace['state'], string>> = {
  'no-record': 'no-record',
  'no-name': 'no-name',
  several: 'multiple-records',
  unanswered: 'unanswered',
  loop: 'include-loop',
};

function faultOf(branch: SpfBranch, hasAll: boolean): string | null {
  const { term, place, isLive } = branch;
  if (term.fault !== null) return term.fault.reason;
  if (!isLive && term.name === 'redirect') return hasAll ? 'redirect-ignored' : null;
  if (!isLive && term.kind === 'mechanism') return 'after-all';
  if (place !== null) return PLACE_FAULTS[place.state] ?? null;
  if (isUnanswered(branch)) return 'unanswered';
  return isOverMx(branch) ? 'too-many-mx' : null;
}

function toTerm(branch: SpfBranch, hasAll: boolean): SpfTerm {
  const { term, cost, place } = branch;
  const isShown = place !== null && place.state !== 'loop' && place.state !== 'not-followed';
  return {
    text: term.text.slice(0, LONGEST_TERM_SHOWN),
    cost,
    void: isVoid(branch),
    macro: term.macro,
    fault: faultOf(branch, hasAll),
    node: isShown ? toNode(place) : null,
  };
}

const lookupsBelow = (place: SpfPlace): number =>
  place.branches.reduce(
    (sum, branch) => sum + branch.cost + (branch.place === null ? 0 : lookupsBelow(branch.place)),
    0,
  );

function toNode(place: SpfPlace): SpfNode {
  const hasAll = place.branches.some(({ term }) => term.name === 'all');
  return {
    domain: place.domain,
    record: place.record?.text.slice(0, LONGEST_RECORD_SHOWN) ?? null,
    lookups: lookupsBelow(place),
    terms: place.branches.slice(0, MOST_TERMS_SHOWN).map((branch) => toTerm(branch, hasAll)),
  };
}

/** The static reading of a domain's SPF: what it is worth without a connecting IP, and its tree. */
export function toSpfReport(tree: SpfTree): SpfReport {
  const { root } = tree;
  return {
    record: root.record?.text ?? null,
    result: resultOf(tree),
    lookups: tree.lookups,
    voidLookups: voidNames(tree).length,
    tree: root.record === null ? null : toNode(root),
  };
}
