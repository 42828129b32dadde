import type { Finding, FindingOf } from '../../findings/finding.ts';
import { formatSpf } from '../../records/spf/edit.ts';
import { fixNotes } from '../../words/en/fixes.ts';
import type { RecordChange } from '../fix.ts';
import { peekTexts, toRemoval } from '../name-view.ts';
import { isActionable, onlyNote, type FixRoom, type Remedy } from '../remedy.ts';
import { toTerms, withoutTerm, withTerm } from './terms.ts';
import { planSpf, raises, type SpfPlan } from './plan.ts';

type SpfFinding = Extract<Finding, { code: `spf.${string}` }>;

/** Whose record the fault stands in, where the plan could not get rid of it. */
function whyLeft(finding: SpfFinding, { trial }: SpfPlan): string {
  if (finding.code === 'spf.too-many-lookups') return fixNotes.spfStuck(trial.report.lookups);
  if (finding.code === 'spf.wrong-place') return fixNotes.byWildcard();
  if ('within' in finding.params) return fixNotes.spfTheirs(finding.params.within);
  return fixNotes.general();
}

function noteFor(finding: SpfFinding, { dropped }: SpfPlan): string | null {
  if (dropped.length > 0) return fixNotes.spfDropped(dropped);
  return finding.code === 'spf.missing' ? fixNotes.spfGuess() : null;
}

/** Every fault of the list is mended by the same proposal, so that no two fixes of one record contradict each other. */
export async function mendSpf(finding: SpfFinding, room: FixRoom): Promise<Remedy | null> {
  if (!isActionable(finding)) return null;
  const plan = await planSpf(room);
  if (plan === null) return onlyNote(fixNotes.spfElsewhere());
  if (raises(plan, finding.code)) return onlyNote(whyLeft(finding, plan));
  return { records: [...plan.changes], note: noteFor(finding, plan), ...countsFor(finding, plan, room) };
}

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

/** The terms without what this finding names. */
function tidied(finding: Exclude<Tidy, { code: 'spf.obsolete' }>, terms: string[]): string[] {
  if (finding.code === 'spf.hard-fail') return withTerm(terms, '-all', ['~all']);
  if (finding.code === 'spf.same-source') return finding.params.terms.slice(1).reduce(withoutTerm, terms);
  const { term } = finding.params;
  return finding.code === 'spf.not-a-sender' && finding.params.instead !== null
    ? withTerm(terms, term, [`include:${finding.params.instead}`])
    : withoutTerm(terms, term);
}

/** An offer to tidy up, never a demand: made only where the list stays as sound as it is. */
export async function tidySpf(finding: Tidy, room: FixRoom): Promise<Remedy | null> {
  const { context } = room;
  if (finding.code === 'spf.obsolete') return dropObsolete(finding, room);
  const needsMending = room.findings.some((each) => each.code.startsWith('spf.') && isActionable(each));
  if (needsMending || context.spf.record === null) return null;
  const text = formatSpf(tidied(finding, toTerms(context.spf.record)));
  const { report } = await context.evaluateSpf(context.domain, { [context.domain]: text });
  if (report.result !== 'ok' || text === context.spf.record) return null;
  const texts = await peekTexts(context.domain, context.ask);
  if (!texts.includes(context.spf.record)) return null;
  const records: RecordChange[] = [
    { action: 'replace', name: context.domain, type: 'TXT', value: text, old: context.spf.record },
  ];
  return { records, note: null, lookups: { before: context.spf.lookups, after: report.lookups } };
}

async function dropObsolete({ params }: FindingOf<'spf.obsolete'>, { context }: FixRoom): Promise<Remedy | null> {
  const texts = await peekTexts(context.domain, context.ask);
  if (params.kind !== 'sender-id' || !texts.includes(params.record)) return null;
  return { records: [toRemoval(context.domain, 'TXT', params.record)], note: null };
}
