import type { Finding, FindingOf } from '../../findings/finding.ts';
import { formatSpf } from '../../records/spf/edit.ts';
import { note, type FixNote, type RecordChange } from '../fix.ts';
import { peekTexts, toRemoval } from '../name-view.ts';
import { isActionable, isOf, onlyNote, type FixRoom, type Remedy } from '../remedy.ts';
import { hasSenders, toTerms, withoutTerm, withTerm } from './terms.ts';
import { vendorOf } from './vendors.ts';
import { planSpf, raises, type SpfPlan } from './plan.ts';

type SpfFinding = Extract<Finding, { code: `spf.${string}` }>;

/** Whose record the fault is in, where the plan could not get rid of it. */
function whyLeft(finding: SpfFinding, { trial }: SpfPlan): FixNote {
  if (finding.code === 'spf.too-many-lookups') return note('spfStuck', { lookups: trial.report.lookups });
  if (finding.code === 'spf.wrong-place') return note('byWildcard');
  if ('within' in finding.params) return note('spfTheirs', { vendor: vendorOf(finding.params.within) });
  return note('general');
}

/** What has to be known before the plan's record is published. */
function noteOf({ unreadable, broken, dropped, isGuess, changes }: SpfPlan): FixNote | null {
  if (changes.length === 0) return null;
  if (unreadable.length > 0) return note('spfUnreadable', { terms: [...unreadable] });
  if (broken.length > 0) return note('spfBroken', { entries: [...broken] });
  if (dropped.length > 0) return note('spfDropped', { terms: [...dropped] });
  return isGuess ? note('spfGuess') : null;
}

/** Every fault of the record is corrected by the same proposal, so that no two fixes of one record contradict each other. */
export async function mendSpf(finding: SpfFinding, room: FixRoom): Promise<Remedy | null> {
  if (!isActionable(finding)) return null;
  const plan = await planSpf(room);
  if (plan === null) return onlyNote(note('spfElsewhere'));
  const counts = countsFor(finding, plan, room);
  if (!raises(plan, finding.code)) return { records: [...plan.changes], note: noteOf(plan), ...counts };
  if (plan.choices.length === 0 || !CHOSEN.includes(finding.code)) return onlyNote(whyLeft(finding, plan));
  const wanted =
    finding.code === 'spf.too-many-lookups'
      ? note('spfChoose', { lookups: plan.trial.report.lookups })
      : note('spfChooseOne');
  return { records: [...plan.changes], note: wanted, choices: [...plan.choices], ...counts };
}

/** Faults that may take the user's answer. */
const CHOSEN: readonly SpfFinding['code'][] = [
  'spf.too-many-lookups',
  'spf.void-lookups',
  'spf.too-many-mx',
  'spf.pass-all',
];

const COUNTED: readonly SpfFinding['code'][] = ['spf.too-many-lookups', 'spf.void-lookups'];

/** The count before and after, where it is what the finding is about or it changes. */
function countsFor({ code }: SpfFinding, { trial }: SpfPlan, { context }: FixRoom): Pick<Remedy, 'lookups'> {
  const { record, lookups: before } = context.spf;
  const after = trial.report.lookups;
  const isTold = record !== null && (COUNTED.includes(code) || before !== after);
  return isTold ? { lookups: { before, after } } : {};
}

type Tidy = Extract<
  Finding,
  {
    code:
      | 'spf.same-source'
      | 'spf.duplicate-term'
      | 'spf.not-a-sender'
      | 'spf.needless-include'
      | 'spf.redirect-ignored'
      | 'spf.hard-fail'
      | 'spf.obsolete';
  }
>;

type TidyTerms = Exclude<Tidy, { code: 'spf.obsolete' }>;

const isTidyTerms = isOf(
  'spf.same-source',
  'spf.duplicate-term',
  'spf.not-a-sender',
  'spf.needless-include',
  'spf.redirect-ignored',
  'spf.hard-fail',
);

/** The terms without what this finding names. */
function tidied(terms: string[], finding: TidyTerms): string[] {
  if (finding.code === 'spf.hard-fail') return withTerm(terms, '-all', ['~all']);
  if (finding.code === 'spf.same-source') return finding.params.terms.slice(1).reduce(withoutTerm, terms);
  const { term } = finding.params;
  return finding.code === 'spf.not-a-sender' && finding.params.instead !== null
    ? withTerm(terms, term, [`include:${finding.params.instead}`])
    : withoutTerm(terms, term);
}

/** The record without anything that a finding offers to tidy up; null where it would be no sounder, or name nobody any more. */
async function makeTidy(room: FixRoom): Promise<{ text: string; lookups: number } | null> {
  const { context, findings } = room;
  const needsFixing = findings.some((each) => each.code.startsWith('spf.') && isActionable(each));
  const { record } = context.spf;
  if (needsFixing || record === null || !(await peekTexts(context.domain, context.ask)).includes(record)) return null;
  const before = toTerms(record);
  const terms = findings.filter(isTidyTerms).reduce(tidied, before);
  const text = formatSpf(terms);
  if (text === record || (hasSenders(before) && !hasSenders(terms))) return null;
  const { report } = await context.evaluateSpf(context.domain, { [context.domain]: text });
  return report.result === 'ok' ? { text, lookups: report.lookups } : null;
}

const tidies = new WeakMap<FixRoom, ReturnType<typeof makeTidy>>();

/** An offer to tidy up, never a demand: one text for all findings, made only where the record stays as sound as it is. */
export async function tidySpf(finding: Tidy, room: FixRoom): Promise<Remedy | null> {
  const { context } = room;
  if (finding.code === 'spf.obsolete') return dropObsolete(finding, room);
  const made = tidies.get(room) ?? makeTidy(room);
  tidies.set(room, made);
  const tidy = await made;
  if (tidy === null || context.spf.record === null) return null;
  const records: RecordChange[] = [
    { action: 'replace', name: context.domain, type: 'TXT', value: tidy.text, old: context.spf.record },
  ];
  return { records, note: null, lookups: { before: context.spf.lookups, after: tidy.lookups } };
}

async function dropObsolete({ params }: FindingOf<'spf.obsolete'>, { context }: FixRoom): Promise<Remedy | null> {
  const texts = await peekTexts(context.domain, context.ask);
  if (params.kind !== 'sender-id' || !texts.includes(params.record)) return null;
  return { records: [toRemoval(context.domain, 'TXT', params.record)], note: null };
}
