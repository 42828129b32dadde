import { isFailure, recordsOf, type DnsAnswer, type RecordType } from '../../dns/resolver.ts';
import { indexOfAll, isSpfRecord, parseSpf, redirectOf, type SpfRecord } from '../../records/spf/read.ts';
import type { SpfTermText } from '../../records/spf/term.ts';
import type { AuditContext } from '../context.ts';

/** One name of the tree, and what it answered. */
export interface SpfPlace {
  domain: string;
  /** Null where it was not asked: a loop, or beyond what is followed. */
  answer: DnsAnswer<'TXT'> | null;
  state: 'record' | 'no-record' | 'no-name' | 'several' | 'unanswered' | 'loop' | 'not-followed';
  record: SpfRecord | null;
  branches: SpfBranch[];
  /** The names from the root to this one. */
  chain: string[];
}

/** One term of a record, and what it led to. */
export interface SpfBranch {
  term: SpfTermText;
  /** A receiver may come to it: it stands before the first `all`, or is the redirect that counts. */
  isLive: boolean;
  /** Counts as a lookup (RFC 7208 § 4.6.4). */
  cost: 0 | 1;
  /** Where an include or redirect leads. */
  place: SpfPlace | null;
  /** Addresses or MX that were asked for it. */
  answers: DnsAnswer[];
}

export interface SpfTree {
  root: SpfPlace;
  /** Every name of the tree, in the order of a receiver's reading. */
  places: SpfPlace[];
  lookups: number;
}

/** A chain of eleven includes is one lookup too many already: nothing is hidden by stopping there. */
const DEEPEST = 11;
/** Far beyond the ten of RFC 7208 § 4.6.4: enough to say by how much a record is over. */
const MOST_LOOKUPS = 60;

const COSTLY: readonly string[] = ['include', 'a', 'mx', 'ptr', 'exists'];

const costOf = (term: SpfTermText): 0 | 1 =>
  (term.kind === 'mechanism' && COSTLY.includes(term.name)) || (term.kind === 'modifier' && term.name === 'redirect')
    ? 1
    : 0;

const createPlace = (domain: string, chain: readonly string[]): SpfPlace => ({
  domain,
  answer: null,
  state: chain.includes(domain) ? 'loop' : 'not-followed',
  record: null,
  branches: [],
  chain: [...chain, domain],
});

function toBranches(record: SpfRecord): SpfBranch[] {
  const all = indexOfAll(record);
  const redirect = redirectOf(record);
  return record.terms.map((term, index) => {
    const isReached = all === -1 || index <= all;
    const isLive = term.kind === 'modifier' ? term === redirect : isReached;
    return { term, isLive, cost: isLive ? costOf(term) : 0, place: null, answers: [] };
  });
}

function read(place: SpfPlace, answer: DnsAnswer<'TXT'>): void {
  const texts = recordsOf(answer).filter(isSpfRecord);
  place.answer = answer;
  if (isFailure(answer)) place.state = 'unanswered';
  else if (texts.length === 0) place.state = answer.outcome === 'no-such-name' ? 'no-name' : 'no-record';
  else if (texts.length > 1) place.state = 'several';
  else {
    place.state = 'record';
    place.record = parseSpf(texts[0] ?? '');
    place.branches = place.record === null ? [] : toBranches(place.record);
  }
}

/** What must be asked for a term beside a record; nothing where a macro needs a message first. */
function questionsOf({ term, isLive }: SpfBranch, domain: string): { name: string; types: RecordType[] } | null {
  if (!isLive || term.macro || term.kind !== 'mechanism') return null;
  const name = term.target ?? domain;
  if (term.name === 'a') return { name, types: ['A', 'AAAA'] };
  if (term.name === 'mx') return { name, types: ['MX'] };
  return term.name === 'exists' ? { name, types: ['A'] } : null;
}

const leadsOn = ({ term, isLive }: SpfBranch): boolean =>
  isLive && term.target !== null && (term.name === 'include' || term.name === 'redirect');

/**
 * Grows the whole tree of `domain` a level at a time: the questions of one level leave together. What a hostile record
 * can make it ask is bounded in depth and number; what is beyond is `not-followed`, and by then over every limit.
 */
export async function growSpfTree(ask: AuditContext['ask'], domain: string): Promise<SpfTree> {
  const root = createPlace(domain, []);
  const pending: Promise<void>[] = [];
  let lookups = 0;

  async function askBranch(branch: SpfBranch, name: string, types: readonly RecordType[]): Promise<void> {
    branch.answers = await Promise.all(types.map((type) => ask(name, type)));
  }

  /** Sends what a place's terms ask for, and gives the places that they lead to. */
  function follow(place: SpfPlace): SpfPlace[] {
    const next: SpfPlace[] = [];
    for (const branch of place.branches) {
      lookups += branch.cost;
      const isWithin = lookups <= MOST_LOOKUPS;
      const questions = questionsOf(branch, place.domain);
      if (questions !== null && isWithin) pending.push(askBranch(branch, questions.name, questions.types));
      if (!leadsOn(branch)) continue;
      branch.place = createPlace(branch.term.target ?? '', place.chain);
      if (branch.place.state !== 'loop' && isWithin && place.chain.length < DEEPEST) next.push(branch.place);
    }
    return next;
  }

  let level = [root];
  while (level.length > 0) {
    const answers = await Promise.all(level.map((place) => ask(place.domain, 'TXT')));
    level = level.flatMap((place, index) => {
      const answer = answers[index];
      if (answer !== undefined) read(place, answer);
      return follow(place);
    });
  }
  await Promise.all(pending);
  return { root, places: placesOf(root), lookups };
}

function placesOf(place: SpfPlace): SpfPlace[] {
  return [place, ...place.branches.flatMap((branch) => (branch.place === null ? [] : placesOf(branch.place)))];
}

/** The branch's own questions failed on the way, so nothing is known of it. */
export function isUnanswered(branch: SpfBranch): boolean {
  if (branch.place !== null) return branch.place.state === 'unanswered';
  const positive = branch.answers.some((answer) => answer.outcome === 'answer');
  return !positive && branch.answers.some((answer) => isFailure(answer));
}

/**
 * A void lookup: an answer without records, or a name that does not exist (RFC 7208 § 4.6.4). A host that has addresses
 * of one family only is none, and neither are the hosts of an `mx`.
 */
export function isVoid(branch: SpfBranch): boolean {
  const answers = branch.place === null ? branch.answers : branch.place.answer === null ? [] : [branch.place.answer];
  const isNegative = (answer: DnsAnswer): boolean =>
    answer.outcome === 'no-such-name' || answer.outcome === 'no-such-type';
  return answers.length > 0 && answers.every(isNegative);
}
