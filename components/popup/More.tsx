import type { ReactNode } from 'react';
import type { ReportFinding } from '../../lib/report/report.ts';
import { Expert, FindingList } from '../findings/FindingList.tsx';
import { After } from '../fix/FixParts.tsx';
import { ReportAddress, wantsReportAddress } from '../fix/ReportAddress.tsx';
import type { ReportView } from '../report-view.ts';
import { toResolverName } from '../resolver-name.ts';
import { toClock, toList } from '../time.ts';
import { LinkButton } from '../ui/Button.tsx';
import { Disclosure } from '../ui/Disclosure.tsx';
import { Mark } from '../ui/Mark.tsx';
import { RawList, textStyles } from '../ui/Text.tsx';
import { useWords } from '../words.tsx';
import styles from './Popup.module.css';
import type { ReadyProps } from './Ready.tsx';
import { WhySender } from './WhySender.tsx';

const isHeld = ({ severity }: ReportFinding) => severity === 'fail' || severity === 'warn';

/** Next to a finding that could hold a send up: "don't warn me", and the way back. */
function Acceptance({
  finding,
  accepted,
  onAccept,
}: Pick<ReadyProps, 'accepted' | 'onAccept'> & { finding: ReportFinding }) {
  const words = useWords().accept;
  const isAccepted = accepted.includes(finding.code);
  return (
    <p className={`${textStyles.quiet} ${textStyles.small}`}>
      {isAccepted ? `${words.accepted} ` : ''}
      <LinkButton onClick={() => onAccept(finding.code, !isAccepted)}>
        {isAccepted ? words.undo : words.accept}
      </LinkButton>
    </p>
  );
}

/** The exact names behind the picture. */
function Exactly({ view }: { view: ReportView }) {
  const words = useWords().exact;
  const { report } = view;
  const { dkim, spf } = report.legs;
  return (
    <RawList
      rows={[
        [words.from, report.domain],
        [words.organisation, report.dmarc.orgDomain],
        ...dkim.map((leg) => [`DKIM ${leg.selector}`, words.dkim(leg.domain, leg.key, leg.aligned)] as const),
        [words.mailFrom, spf.domain && words.mailFromIs(spf.domain, spf.aligned)],
        [words.dmarc, report.dmarc.record ?? (report.dmarc.result === 'unknown' ? words.notKnown : words.noRecord)],
        [words.result, words.resultIs(report.dmarc.result, report.dmarc.effectivePolicy)],
      ]}
    />
  );
}

/** Consequences of the first fix's cause: said, not listed as faults of their own. */
function AlsoFixed({ view, findings }: { view: ReportView; findings: readonly ReportFinding[] }) {
  return (
    <ul className={styles.also}>
      {findings.map((finding) => (
        <li
          key={`${finding.code} ${finding.subject}`}
          {...(finding !== view.report.findings[0] && {
            'data-finding': finding.code,
            'data-severity': finding.severity,
          })}
        >
          <Mark name="tick" tone="pass" size="s" /> {view.explain(finding).title}
        </li>
      ))}
    </ul>
  );
}

/** Everything that is not the verdict and its first fix: one row of lines that open. */
export function More({ view, now, candidates, accepted, onAccept, onReportAddress, reportHref }: ReadyProps) {
  const words = useWords();
  const { report, plan, first } = view;
  const pick = (indexes: readonly number[]) => indexes.flatMap((index) => report.findings[index] ?? []);
  const [top] = report.findings;
  const alsoFixed = pick(plan.alsoFixed);
  const later = pick(plan.later).filter(
    (finding) => first !== null || finding !== top || finding.severity !== 'unknown',
  );
  const extras = pick(plan.extras);
  const records = first?.fix?.records ?? [];
  const renderMore = (finding: ReportFinding): ReactNode =>
    isHeld(finding) && <Acceptance finding={finding} accepted={accepted} onAccept={onAccept} />;
  return (
    <div className={styles.more}>
      {alsoFixed.length > 0 && (
        <Disclosure summary={words.fix.alsoFixed}>
          <AlsoFixed view={view} findings={alsoFixed} />
        </Disclosure>
      )}
      {wantsReportAddress(records) && <ReportAddress onSave={onReportAddress} />}
      {later.length > 0 && (
        <Disclosure summary={words.popup.more(later.length)}>
          <FindingList view={view} findings={later} moreOf={renderMore} />
        </Disclosure>
      )}
      {extras.length > 0 && (
        <Disclosure summary={words.popup.extras(extras.length)}>
          <FindingList view={view} findings={extras} />
        </Disclosure>
      )}
      <Disclosure summary={words.popup.details}>
        <div className={styles.stack}>
          <Exactly view={view} />
          <WhySender candidates={candidates} />
          {first && <After finding={first} enough={plan.enough} />}
          {first && <Expert view={view} finding={first} />}
          {first && renderMore(first)}
          <p className={`${textStyles.quiet} ${textStyles.tiny}`}>
            {words.popup.checked(
              toClock(report.at, now, words.language),
              toList(report.resolvers.asked.map(toResolverName), words.language),
              report.resolvers.confirmedBy !== null,
            )}
          </p>
        </div>
      </Disclosure>
      <a className={styles.reportLink} href={reportHref} target="_blank" rel="opener">
        {words.popup.report}
      </a>
    </div>
  );
}
