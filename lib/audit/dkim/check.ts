import { ESPS } from '../../esp/registry.ts';
import type { EspSending, SelectorGeneration } from '../../esp/sending.ts';
import type { AuditContext, DkimFacts } from '../context.ts';
import { toConclusions } from './conclusions.ts';
import { toLeg } from './findings.ts';
import { countedSets, legsOf, setUpOf, signersOf, toJudgement, type Judgement } from './key-state.ts';
import type { DkimSearch } from './lookup.ts';
import { askAhead } from '../plan.ts';
import { findNearMisses } from './near-misses.ts';
import {
  deepen,
  GIVEN,
  isComplete,
  isOwnSubdomain,
  probesSubdomains,
  survey,
  toGeneration,
  widen,
  type Survey,
} from './survey.ts';

/**
 * Which keys a campaign's signature will be checked with, and whether they are there: the ESP's own selectors, those
 * given by hand, and those that a test message or a settings page has shown. Asks DNS through `context.ask` alone.
 * Trouble on the way to DNS makes nothing "missing": it is an open question.
 */
export async function checkDkim(context: AuditContext): Promise<DkimFacts> {
  const search = toSearch(context);
  const first = await survey(search);
  if (countedSets(search, first).some(isComplete)) return toFacts(toJudgement(search, first, []));
  askAhead(context);
  const goDeeper = (known: Survey) => Promise.all([deepen(search, known), findNearMisses(search, known.sets)]);
  // What will be asked if the wider search finds nothing either is asked with it, so that no round waits for that;
  // not where the wider search alone has many names to try.
  if (!probesSubdomains(search)) void goDeeper(first);
  const wide = await widen(search, first);
  if (countedSets(search, wide).some(isComplete)) return toFacts(toJudgement(search, wide, []));
  const [deep, misses] = await goDeeper(wide);
  return toFacts(toJudgement(search, deep, misses));
}

function toSearch(context: AuditContext): DkimSearch {
  const { esp, domain, registrableDomain } = context;
  const own = esp?.generations({ domain, account: context.account }) ?? [];
  const known = new Set(own.flatMap((each) => selectorsOf(each).map(({ selector }) => selector)));
  const given = [...new Set(context.selectors.flatMap(readSelector))].filter((selector) => !known.has(selector));
  const generations = given.length === 0 ? own : [...own, toGivenGeneration(esp, given)];
  return {
    context,
    esp,
    otherEsps: ESPS.map(({ sending }) => sending).filter(({ id }) => id !== esp?.id),
    generations,
    siblings: own.flatMap(selectorsOf),
    ownDomains: [...new Set([domain, registrableDomain])],
  };
}

/** A selector as it was typed, or the whole name of its record (RFC 6376 § 3.1); none where it could be no name. */
function readSelector(typed: string): string[] {
  const [selector = ''] = typed.trim().toLowerCase().split('._domainkey');
  return /^[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63}){0,9}$/.test(selector) ? [selector] : [];
}

function toGivenGeneration(esp: EspSending | null, names: readonly string[]): SelectorGeneration {
  const generation = toGeneration(GIVEN, names, 'certain');
  return { ...generation, selectors: generation.selectors.map((each) => esp?.toSelector?.(each.selector) ?? each) };
}

const selectorsOf = ({ selectors, alternates = [] }: SelectorGeneration) => [...selectors, ...alternates];

function toFacts(judgement: Judgement): DkimFacts {
  const { survey, asks, open } = judgement;
  const setUp = setUpOf(judgement);
  return {
    findings: toConclusions(judgement, setUp),
    keys: legsOf(judgement).map((lookup) => {
      const leg = toLeg(lookup);
      return asks !== null && leg.key === 'missing' ? { ...leg, key: 'unknown' } : leg;
    }),
    signers: signersOf(judgement),
    sendingSubdomain: survey.subdomains.find(isOwnSubdomain)?.domain ?? null,
    setUp,
    open,
  };
}
