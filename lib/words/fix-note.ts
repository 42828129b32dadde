import type { FixNote } from '../fixes/fix.ts';
import type { Report, ReportFinding } from '../report/report.ts';
import { explainReportFinding } from './explain-finding.ts';
import type { MessageValue, Words } from './say.ts';

/** The title of another finding of the same report; null where the report has none such. */
export type TitleOf = (named: { code: string; subject: string }) => string | null;

function paramsOf(note: FixNote, titleOf: TitleOf): Record<string, MessageValue> {
  if (note.code === 'sameAs' || note.code === 'sameRecord') return { title: titleOf(note.params) ?? note.params.code };
  if (note.code === 'strictLeftOut') return { tags: note.params.tags.map((tag) => `${tag}=s`) };
  if (note.code === 'spfBroken') {
    const { entries } = note.params;
    return { terms: entries.map(({ term }) => term), vendors: [...new Set(entries.map(({ vendor }) => vendor))] };
  }
  return { ...note.params };
}

/** The sentence of a fix's note. */
export function explainNote(note: FixNote, titleOf: TitleOf, words: Words): string {
  const code = note.code === 'message' ? note.params.code : note.code;
  return words.sayAny(`note.${code}`, paramsOf(note, titleOf));
}

/** The sentence beside a finding's fix; null where its records say it all, or it has no fix. */
export function explainFixNote(
  report: Pick<Report, 'esp' | 'domain' | 'findings'>,
  { fix }: Pick<ReportFinding, 'fix'>,
  words: Words,
): string | null {
  if (fix === null || fix.note === null) return null;
  const titleOf: TitleOf = ({ code, subject }) => {
    const named = report.findings.find((finding) => finding.code === code && finding.subject === subject);
    return named === undefined ? null : explainReportFinding(report, named, words).title;
  };
  return explainNote(fix.note, titleOf, words);
}
