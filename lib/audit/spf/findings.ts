import type { DnsAnswer } from '../../dns/resolver.ts';
import { isAtOrBelow, parseDomainName } from '../../domain/domain-name.ts';
import { hasListedSuffix, registrableDomain } from '../../public-suffix/organisational-domain.ts';
import { MOST_MX_HOSTS, MOST_SPF_LOOKUPS, MOST_VOID_LOOKUPS } from '../../records/spf/limits.ts';
import { indexOfAll, isSpfRecord, type SpfRecord } from '../../records/spf/read.ts';
import { toComparable } from '../../records/spf/edit.ts';
import type { SpfTermText } from '../../records/spf/term.ts';
import type { AuditContext, DraftFinding } from '../context.ts';
import { toDraft } from '../draft.ts';
import { liveBranches, mxHostsOf, voidNames } from './report.ts';
import { isVoid, type SpfBranch, type SpfPlace, type SpfTree } from './tree.ts';
import { findVendorDomain } from './vendors.ts';

/** What the findings look at. */
export interface SpfView {
  context: AuditContext;
  domain: string;
  tree: SpfTree;
}

const MOST_ANSWERS = 12;
/** Of each code in one record, beyond which a list only tires. */
const MOST_OF_A_KIND = 5;

const answerOf = (place: SpfPlace): DnsAnswer[] => (place.answer === null ? [] : [place.answer]);
const isOwn = ({ domain, context }: SpfView, place: SpfPlace): boolean =>
  place.domain === domain || isAtOrBelow(place.domain, context.registrableDomain);

type Finder = (view: SpfView) => DraftFinding[];

const findDoubles: Finder = ({ tree }) =>
  tree.places.flatMap((place) => {
    if (place.state !== 'several' || place.answer?.outcome !== 'answer') return [];
    const records = place.answer.records.filter(isSpfRecord);
    return [toDraft('spf.multiple-records', place.domain, { records }, answerOf(place))];
  });

/** The first term of each kind of fault, which of a pair that a blank has parted is the one that tells. */
function tellingFaults(record: SpfRecord, isReached: (term: SpfTermText) => boolean): SpfTermText[] {
  const seen = new Set<string>();
  return record.terms
    .filter((term) => {
      if (term.fault === null || (!term.fault.fatal && !isReached(term))) return false;
      return !seen.has(term.fault.reason) && seen.add(term.fault.reason);
    })
    .slice(0, MOST_OF_A_KIND);
}

const findSyntax: Finder = (view) =>
  view.tree.places.flatMap((place) => {
    const { record } = place;
    if (record === null) return [];
    const all = indexOfAll(record);
    const isReached = (term: SpfTermText) => isOwn(view, place) && (all === -1 || record.terms.indexOf(term) < all);
    return tellingFaults(record, isReached).flatMap(({ text, position, fault }) => {
      if (fault === null) return [];
      const params = {
        record: record.text,
        term: text,
        position,
        reason: fault.reason,
        suggestion: fault.suggestion,
        void: fault.fatal,
      };
      return [toDraft('spf.syntax', place.domain, params, answerOf(place), fault.fatal ? 'leg' : 'warn')];
    });
  });

const findLoops: Finder = ({ tree }) =>
  tree.places.flatMap((place) => {
    if (place.state !== 'loop') return [];
    const chain = place.chain.slice(place.chain.indexOf(place.domain));
    const [from] = chain;
    const answers = tree.places.filter(({ domain }) => domain === from).flatMap(answerOf);
    return [toDraft('spf.include-loop', tree.root.domain, { chain }, answers.slice(0, 1))];
  });

/** Whether a name that does not exist could be had by whoever registers the domain above it: the answer that says so. */
async function isForSale({ context }: SpfView, target: string): Promise<DnsAnswer | null> {
  const above = registrableDomain(target);
  if (above === null || above === context.registrableDomain || !parseDomainName(above).ok) return null;
  const answer = await context.ask(above, 'NS');
  if (answer.outcome !== 'no-such-name' || answer.aliases.length > 0) return null;
  if (hasListedSuffix(above)) return answer;
  const suffix = await context.ask(above.slice(above.indexOf('.') + 1), 'NS');
  return suffix.outcome === 'no-such-name' ? null : answer;
}

/** Includes and redirects that lead to no record: each voids the whole evaluation. */
export async function findMissingIncludes(view: SpfView): Promise<DraftFinding[]> {
  const lost = liveBranches(view.tree).filter(
    ({ branch: { place } }) => place?.state === 'no-record' || place?.state === 'no-name',
  );
  const findings = lost.slice(0, MOST_ANSWERS).map(async ({ branch, place: within }) => {
    const place = branch.place ?? within;
    const sale = place.state === 'no-name' ? await isForSale(view, place.domain) : null;
    const reason = sale === null ? (place.state === 'no-name' ? 'no-name' : 'no-record') : 'registrable';
    const params = { term: branch.term.text, target: place.domain, reason, within: within.domain } as const;
    const answers = [...answerOf(within), ...answerOf(place), ...(sale === null ? [] : [sale])];
    return toDraft('spf.include-missing', within.domain, params, answers);
  });
  return Promise.all(findings);
}

const findLimits: Finder = ({ tree, domain }) => {
  const { lookups, root } = tree;
  const record = root.record?.text ?? '';
  const names = voidNames(tree);
  const findings: DraftFinding[] = [];
  const answers = tree.places.flatMap(answerOf).slice(0, MOST_ANSWERS);
  if (lookups > MOST_SPF_LOOKUPS) findings.push(toDraft('spf.too-many-lookups', domain, { lookups, record }, answers));
  else if (lookups > MOST_SPF_LOOKUPS - 2) findings.push(toDraft('spf.near-limit', domain, { lookups }, answers));
  if (names.length > MOST_VOID_LOOKUPS) {
    const empty = liveBranches(tree).flatMap(({ branch }) =>
      isVoid(branch) ? [...branch.answers, ...(branch.place ? answerOf(branch.place) : [])] : [],
    );
    const params = { voidLookups: names.length, record, names: [...new Set(names)] };
    findings.push(toDraft('spf.void-lookups', domain, params, [...answerOf(root), ...empty].slice(0, MOST_ANSWERS)));
  }
  return findings;
};

const findMxLimit: Finder = ({ tree }) =>
  liveBranches(tree).flatMap(({ branch, place }) => {
    const hosts = mxHostsOf(branch) ?? 0;
    if (hosts <= MOST_MX_HOSTS) return [];
    return [
      toDraft('spf.too-many-mx', place.domain, { term: branch.term.text, hosts }, [
        ...answerOf(place),
        ...branch.answers,
      ]),
    ];
  });

/** `all`, or a network of every address there is. */
const letsAllPass = ({ kind, name, qualifier, text }: SpfTermText): boolean =>
  kind === 'mechanism' &&
  qualifier === '+' &&
  (name === 'all' || (['ip4', 'ip6', 'a', 'mx'].includes(name) && /\/0(?:\/\/\d{1,3})?$/.test(text)));

/** Records in which every sender passes and, by the way that leads to them, passes for the domain. */
function openPlaces(place: SpfPlace): { place: SpfPlace; term: SpfTermText }[] {
  return place.branches
    .filter(({ isLive, term }) => isLive && term.qualifier === '+')
    .flatMap((branch) => [
      ...(letsAllPass(branch.term) ? [{ place, term: branch.term }] : []),
      ...(branch.place === null ? [] : openPlaces(branch.place)),
    ]);
}

const findPassAll: Finder = ({ tree }) =>
  openPlaces(tree.root)
    .slice(0, MOST_OF_A_KIND)
    .map(({ place, term }) =>
      toDraft('spf.pass-all', place.domain, { record: place.record?.text ?? '', term: term.text }, answerOf(place)),
    );

/** The record whose end decides: the root's, or the one that its redirect leads to. Null where that is not known. */
function endingPlace(place: SpfPlace): SpfPlace | null {
  if (place.record === null) return null;
  const redirect = place.branches.find(({ term, isLive }) => isLive && term.name === 'redirect');
  if (redirect === undefined) return place;
  return redirect.place === null ? null : endingPlace(redirect.place);
}

/** The end may stand in a term that cannot be read, or that was meant otherwise. */
const hidesItsEnd = (record: SpfRecord): boolean =>
  record.terms.some(({ fault }) => fault?.fatal || /(?:^| )[+\-?~]?all$/i.test(fault?.suggestion ?? ''));

const findEnding: Finder = ({ tree, domain }) => {
  const ending = endingPlace(tree.root);
  const record = ending?.record ?? null;
  if (ending === null || record === null) return [];
  const qualifier = record.terms[indexOfAll(record)]?.qualifier;
  const answers = [...new Set([...answerOf(tree.root), ...answerOf(ending)])];
  if (qualifier === undefined && hidesItsEnd(record)) return [];
  if (qualifier === undefined || qualifier === '?') {
    const reason = qualifier === undefined ? 'none' : 'neutral';
    return [toDraft('spf.neutral-all', domain, { record: record.text, reason }, answers)];
  }
  // Nobody's copies are refused where nobody may send at all.
  const allowsSomebody = tree.root.branches.some(({ term, isLive }) => isLive && term.name !== 'all');
  if (qualifier !== '-' || !allowsSomebody) return [];
  return [toDraft('spf.hard-fail', domain, { record: record.text }, answers)];
};

const findUnread: Finder = (view) =>
  view.tree.places.flatMap((place) => {
    const { record, branches } = place;
    if (record === null || !isOwn(view, place)) return [];
    const all = indexOfAll(record);
    if (all === -1) return [];
    const behind = branches.slice(all + 1).filter(({ term }) => term.kind === 'mechanism' || term.name === 'v');
    const redirect = branches.find(({ term }) => term.kind === 'modifier' && term.name === 'redirect');
    const findings: DraftFinding[] = [];
    if (behind.length > 0) {
      const terms = behind.slice(0, MOST_ANSWERS).map(({ term }) => term.text);
      findings.push(toDraft('spf.after-all', place.domain, { record: record.text, terms }, answerOf(place)));
    }
    if (redirect !== undefined) {
      const params = { term: redirect.term.text, record: record.text };
      findings.push(toDraft('spf.redirect-ignored', place.domain, params, answerOf(place)));
    }
    return findings;
  });

/** Of somebody else's record it is only worth knowing. */
const findPtr: Finder = (view) =>
  liveBranches(view.tree)
    .filter(({ branch: { term } }) => (term.kind === 'mechanism' && term.name === 'ptr') || term.usesPtrMacro)
    .slice(0, MOST_OF_A_KIND)
    .map(({ branch, place }) => {
      const severity = isOwn(view, place) ? 'warn' : 'info';
      return toDraft(
        'spf.ptr',
        place.domain,
        { term: branch.term.text, within: place.domain },
        answerOf(place),
        severity,
      );
    });

/** `mx:brand.com` in the record of brand.com says the same as `mx`. */
const toKey = (term: SpfTermText, domain: string): string =>
  toComparable(
    term.target === domain && (term.name === 'a' || term.name === 'mx') ? term.text.replace(/:[^/]*/, '') : term.text,
  );

const findDuplicates: Finder = (view) =>
  view.tree.places.flatMap((place) => {
    const { record } = place;
    if (record === null || !isOwn(view, place)) return [];
    const seen = new Set<string>();
    const twice = place.branches.filter(({ term, isLive }) => {
      if (!isLive || term.kind !== 'mechanism') return false;
      const key = toKey(term, place.domain);
      const isTwice = seen.has(key);
      seen.add(key);
      return isTwice;
    });
    return twice
      .slice(0, MOST_OF_A_KIND)
      .map(({ term }) =>
        toDraft('spf.duplicate-term', place.domain, { term: term.text, record: record.text }, answerOf(place)),
      );
  });

interface Entry {
  term: SpfTermText;
  place: SpfPlace;
  /** All names that its evaluation comes to. */
  reach: Set<string>;
  senders: string;
}

function reachOf(place: SpfPlace): string[] {
  return [place.domain, ...place.branches.flatMap((branch) => (branch.place === null ? [] : reachOf(branch.place)))];
}

/** What a record lets through, apart from its end; '' where that is nothing. */
const sendersOf = ({ record }: SpfPlace): string =>
  (record?.terms ?? [])
    .filter(({ kind, name }) => kind === 'mechanism' && name !== 'all')
    .map(({ text }) => toComparable(text))
    .sort()
    .join(' ');

const isSameSource = (one: Entry, other: Entry): boolean =>
  one.place.domain !== other.place.domain &&
  (one.reach.has(other.place.domain) || (one.senders !== '' && one.senders === other.senders));

const findSameSource: Finder = ({ tree, domain }) => {
  const entries = tree.root.branches.flatMap(({ term, isLive, place }): Entry[] =>
    isLive && term.name === 'include' && place?.state === 'record'
      ? [{ term, place, reach: new Set(reachOf(place)), senders: sendersOf(place) }]
      : [],
  );
  const covered = new Set<Entry>();
  return entries.flatMap((one, index) =>
    entries.flatMap((other, at) => {
      if (one === other || covered.has(other) || covered.size >= MOST_OF_A_KIND) return [];
      const isLaterTwin = at < index && isSameSource(other, one);
      if (isLaterTwin || !isSameSource(one, other)) return [];
      covered.add(other);
      const params = { terms: [one.term.text, other.term.text], target: other.place.domain };
      return [
        toDraft('spf.same-source', domain, params, [
          ...answerOf(tree.root),
          ...answerOf(one.place),
          ...answerOf(other.place),
        ]),
      ];
    }),
  );
};

const ownIncludes = ({ root }: SpfTree): SpfBranch[] =>
  root.branches.filter(
    ({ term, isLive }) => isLive && term.target !== null && (term.name === 'include' || term.name === 'redirect'),
  );

const findVendors: Finder = ({ tree, domain }) =>
  ownIncludes(tree).flatMap(({ term }) => {
    const vendor = findVendorDomain(term.target ?? '');
    if (vendor === null || vendor.domain === domain) return [];
    const params = { term: term.text, vendor: vendor.vendor, instead: vendor.instead };
    return [toDraft('spf.not-a-sender', domain, params, answerOf(tree.root))];
  });

const findNeedless: Finder = ({ tree, domain, context: { esp } }) => {
  if (esp === null || esp.includeNeeded) return [];
  return ownIncludes(tree)
    .filter(({ term }) => term.name === 'include' && esp.isOwnInclude.test(term.target ?? ''))
    .map(({ term }) => {
      const params = { term: term.text, record: tree.root.record?.text ?? '', esp: esp.name };
      return toDraft('spf.needless-include', domain, params, answerOf(tree.root));
    });
};

/** A UDP answer of more than this may be cut and asked again over TCP (RFC 7208 § 3.4). */
const LONGEST_ANSWER = 450;

const findLength: Finder = ({ tree, domain }) => {
  const { answer } = tree.root;
  if (answer?.outcome !== 'answer' || tree.root.record === null || answer.octets <= LONGEST_ANSWER) return [];
  return [toDraft('spf.too-long', domain, { octets: answer.octets }, [answer])];
};

const FINDERS: readonly Finder[] = [
  findDoubles,
  findSyntax,
  findLoops,
  findLimits,
  findMxLimit,
  findPassAll,
  findEnding,
  findUnread,
  findPtr,
  findNeedless,
  findVendors,
  findSameSource,
  findDuplicates,
  findLength,
];

/** All that the tree alone says. */
export const findInTree = (view: SpfView): DraftFinding[] => FINDERS.flatMap((find) => find(view));
