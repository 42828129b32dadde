import { isFromEsp } from '../../lib/fixes/placeholders.ts';
import type { ReportFinding } from '../../lib/report/report.ts';
import type { ReportView } from '../report-view.ts';
import type { UserAnswers } from '../use-answers.ts';
import { ChoicesForm } from './ChoicesForm.tsx';
import { ValuesForm } from './ValuesForm.tsx';

interface AskUserProps extends UserAnswers {
  view: ReportView;
  finding: ReportFinding;
}

/** Before the records of a fix: which SPF senders are still in use, where only the user knows. */
export function AskChoices({ finding, onDrop }: Pick<AskUserProps, 'finding' | 'onDrop'>) {
  const choices = finding.fix?.choices ?? [];
  if (choices.length === 0) return null;
  return <ChoicesForm choices={choices} lookups={finding.fix?.lookups?.after ?? null} onDrop={onDrop} />;
}

/** After the records of a fix: the values that only the ESP knows. */
export function AskValues({ view, finding, pasted, onValues }: Omit<AskUserProps, 'onDrop'>) {
  const missing = (finding.fix?.records ?? []).filter(({ value }) => isFromEsp(value)).length;
  if (missing === 0 || !view.esp) return null;
  return (
    <ValuesForm esp={view.esp} missing={missing} problem={view.pasteProblem} pasted={pasted} onValues={onValues} />
  );
}
