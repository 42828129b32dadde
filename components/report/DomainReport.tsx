import { useState, type ReactNode } from 'react';
import type { Severity } from '../../lib/findings/finding.ts';
import type { RoadmapStep } from '../../lib/fixes/dmarc/roadmap.ts';
import type { AlignmentConclusion, Report, ReportFinding } from '../../lib/report/report.ts';
import type { HistoryEntry } from '../../lib/watch/history.ts';
import { Answers } from '../findings/Answers.tsx';
import { FindingList, SIGNS } from '../findings/FindingList.tsx';
import { RequestPanel } from '../fix/RequestPanel.tsx';
import { Picture } from '../picture/Picture.tsx';
import { usePageWords } from '../page-words.tsx';
import type { ReportView } from '../report-view.ts';
import { toResolverName } from '../resolver-name.ts';
import { toDateTime, toList } from '../time.ts';
import { Button } from '../ui/Button.tsx';
import { Mark } from '../ui/Mark.tsx';
import { Breakable, Code } from '../ui/Text.tsx';
import { Subject } from '../verdict/VerdictHeader.tsx';
import { useWords } from '../words.tsx';
import { DkimTable } from './DkimTable.tsx';
import { DmarcTable } from './DmarcTable.tsx';
import styles from './DomainReport.module.css';
import { Body, Head, type Section } from './Frame.tsx';
import { FixList, toFixes, type FixListProps } from './FixList.tsx';
import { HistoryList } from './HistoryList.tsx';
import { JourneyPicture } from './JourneyPicture.tsx';
import { Block, Part, partStyles, type PartSign } from './Part.tsx';
import { ProviderMatrix } from './ProviderMatrix.tsx';
import { Roadmap } from './Roadmap.tsx';
import { Share } from './Share.tsx';
import { SpfCompare, SpfTree } from './SpfTree.tsx';
import { toJourney } from './to-journey.ts';

const WORST: readonly Severity[] = ['fail', 'unknown', 'warn', 'info'];

/** The sign of a section: that of the worst finding of its area; a tick only from a positive result. */
function signOf(report: Report, area: RegExp, isGood: boolean): PartSign {
  const found = report.findings.filter(({ code }) => area.test(code)).map(({ severity }) => severity);
  const worst = WORST.find((severity) => found.includes(severity));
  if (!worst || worst === 'info') return isGood ? { mark: 'pass', tone: 'pass' } : { mark: 'dash', tone: 'quiet' };
  const [mark, tone] = SIGNS[worst];
  return { mark, tone };
}

/** As the audit concluded: which of the two matches. */
const CONCLUDED: Record<AlignmentConclusion, PartSign> = {
  both: { mark: 'pass', tone: 'pass' },
  dkim: { mark: 'pass', tone: 'pass' },
  spf: { mark: 'pass', tone: 'pass' },
  neither: { mark: 'fail', tone: 'fail' },
  strict: { mark: 'fail', tone: 'fail' },
  'no-key': { mark: 'fail', tone: 'fail' },
  unknown: { mark: 'unknown', tone: 'unknown' },
};

export interface DomainReportProps extends Omit<FixListProps, 'fixes'> {
  busy: boolean;
  /** The way to p=reject; empty where nothing of it is to be said. */
  roadmap: readonly RoadmapStep[];
  history: readonly HistoryEntry[];
  /** Why the last request to the worker was not done; null where it was. */
  problem: string | null;
  onCheckAgain: () => void;
  onPrint: () => void;
  /** Where nobody said which service sends: a way to say it. */
  chooser?: ReactNode;
}

function Names({ view }: { view: ReportView }) {
  const words = usePageWords().names;
  const { picture, pictureAfter } = view;
  return (
    <div className={styles.pictures}>
      <Picture picture={picture} title={words.today} look="card" />
      {pictureAfter && <Picture picture={pictureAfter} title={words.afterFirst} look="card" />}
    </div>
  );
}

/** How the DMARC record was found: which names were asked, which of them has it. */
function Walk({ report }: { report: Report }) {
  const words = usePageWords().dmarc;
  const { foundAt, orgDomain } = report.dmarc;
  return (
    <div className={styles.walk}>
      <h3>{words.howFound}</h3>
      <ul>
        <li>
          <Mark name={foundAt === null ? 'dash' : 'tick'} tone={foundAt === null ? 'quiet' : 'pass'} size="s" />
          <span>{foundAt === null ? words.nowhere(report.domain) : words.foundAt(`_dmarc.${foundAt}`)}</span>
        </li>
        {orgDomain && (
          <li>
            <Mark name="tick" tone="pass" size="s" />
            <span>{words.organisation(orgDomain)}</span>
          </li>
        )}
      </ul>
    </div>
  );
}

function Spf({ view }: { view: ReportView }) {
  const words = usePageWords().spf;
  const { spf, findings } = view.report;
  const proposal = findings.find(({ code, fix }) => code.startsWith('spf.') && fix?.records[0]?.action === 'replace');
  const change = proposal?.fix?.records[0];
  if (!spf.record) return null;
  return (
    <Block>
      {spf.tree && spf.tree.lookups > 0 ? (
        <SpfTree tree={spf.tree} />
      ) : (
        <p className={partStyles.record}>{spf.record}</p>
      )}
      {change?.action === 'replace' && (
        <SpfCompare
          now={change.old}
          instead={change.value}
          title={words.instead(proposal?.fix?.lookups?.after ?? null)}
        />
      )}
    </Block>
  );
}

function useSections(view: ReportView, fixes: readonly ReportFinding[], history: readonly HistoryEntry[]): Section[] {
  const words = usePageWords().section;
  const { report, esp } = view;
  const verdict: PartSign = { mark: view.verdict, tone: view.verdict };
  // Of a domain that does not exist there are no records to tell of.
  const exists = report.findings.every(({ code }) => code !== 'dns.no-domain');
  const all: (Section | false)[] = [
    exists && esp !== null && { id: 'names', title: words.names, sign: CONCLUDED[report.alignment.conclusion] },
    fixes.length > 0 && { id: 'fixes', title: words.fixes, sign: { mark: 'tool', tone: 'accent' } },
    { id: 'findings', title: words.findings, sign: { mark: 'info', tone: 'quiet' } },
    exists && report.requirements.length > 0 && { id: 'providers', title: words.providers, sign: verdict },
    exists && { id: 'spf', title: words.spf, sign: signOf(report, /^spf\./u, report.spf.result === 'ok') },
    exists && {
      id: 'dkim',
      title: words.dkim,
      sign: signOf(
        report,
        /^dkim\./u,
        report.legs.dkim.some(({ key }) => key === 'ok'),
      ),
    },
    exists && { id: 'dmarc', title: words.dmarc, sign: signOf(report, /^dmarc\./u, report.dmarc.record !== null) },
    exists && esp !== null && { id: 'journey', title: words.journey, sign: verdict },
    history.length > 0 && { id: 'history', title: words.history, sign: { mark: 'watch', tone: 'quiet' } },
    { id: 'answers', title: words.answers, sign: { mark: 'list', tone: 'quiet' } },
  ];
  return all.filter((section) => section !== false);
}

function Actions({
  busy,
  sending,
  onSend,
  ...on
}: Pick<DomainReportProps, 'busy' | 'onCheckAgain' | 'onPrint'> & {
  sending: boolean;
  onSend: (() => void) | null;
}) {
  const words = usePageWords().head;
  const ui = useWords();
  return (
    <>
      <Button
        kind="main"
        mark={busy ? 'busy' : 'again'}
        aria-disabled={busy}
        onClick={busy ? undefined : on.onCheckAgain}
      >
        {busy ? ui.popup.checking : ui.popup.again}
      </Button>
      {onSend && (
        <Button mark="letter" aria-expanded={sending} onClick={onSend}>
          {ui.request.open}
        </Button>
      )}
      <Button mark="print" onClick={on.onPrint}>
        {words.print}
      </Button>
    </>
  );
}

/** The whole report of one domain: verdict, picture, fixes, then everything behind them. */
export function DomainReport(props: DomainReportProps) {
  const { view, now, history, roadmap } = props;
  const words = usePageWords();
  const ui = useWords();
  const [sending, setSending] = useState(false);
  const { report, esp, request } = view;
  const fixes = toFixes(view);
  const sections = useSections(view, fixes, history);
  const section = new Map(sections.map((one) => [one.id, one]));
  const part = (id: string) => {
    const found = section.get(id);
    return found && { id, title: found.title, sign: found.sign };
  };
  const rest = report.findings.filter((finding) => !fixes.includes(finding) && finding.causedBy === null);
  const isDmarcMissing = report.findings.some(({ code }) => code === 'dmarc.missing');
  const evidence = report.findings.flatMap((finding) => finding.evidence);
  const resolvers = toList(report.resolvers.asked.map(toResolverName), ui.language);
  const [names, fixPart, findingPart, providers, spf, dkim, dmarc, journey, past, answers] = [
    'names',
    'fixes',
    'findings',
    'providers',
    'spf',
    'dkim',
    'dmarc',
    'journey',
    'history',
    'answers',
  ].map(part);
  return (
    <main
      id="content"
      tabIndex={-1}
      data-state="ready"
      data-verdict={report.verdict}
      data-domain={report.domain}
      data-esp={report.esp ?? undefined}
    >
      <Head
        verdict={view.verdict}
        subject={<Subject from={report.from} esp={esp?.name ?? null} />}
        title={view.title}
        why={view.why}
        actions={
          <Actions {...props} sending={sending} onSend={request?.complete ? () => setSending(!sending) : null} />
        }
        meta={words.head.meta(
          report.legs.spf.basis === 'observed',
          toDateTime(report.at, ui.language),
          resolvers,
          report.resolvers.confirmedBy !== null,
          report.queries.sent,
          Math.round(report.queries.ms),
        )}
        under={
          <>
            {props.problem !== null && <p role="alert">{words.head.problem(props.problem)}</p>}
            {sending && request?.complete ? <RequestPanel request={request} /> : props.chooser}
            <Share view={view} />
          </>
        }
      />
      <Body sections={sections}>
        {names && (
          <Part {...names} lead={words.names.lead(esp?.name ?? null)}>
            <Block>
              <Names view={view} />
            </Block>
          </Part>
        )}
        {fixPart && (
          <Part {...fixPart}>
            <Block>
              <FixList {...props} fixes={fixes} />
            </Block>
          </Part>
        )}
        {findingPart && (
          <Part {...findingPart} lead={rest.length === 0 ? words.findings.none : undefined}>
            {rest.length > 0 && (
              <Block>
                <FindingList view={view} findings={rest} />
              </Block>
            )}
          </Part>
        )}
        {providers && (
          <Part {...providers} lead={words.matrix.lead}>
            <Block>
              <ProviderMatrix report={report} />
            </Block>
          </Part>
        )}
        {spf && (
          <Part
            {...spf}
            title={
              <>
                {spf.title} <small>(SPF)</small>
              </>
            }
            lead={words.spf.lead(report.spf, report.legs.spf.aligned === false ? report.legs.spf.domain : null)}
          >
            <Spf view={view} />
          </Part>
        )}
        {dkim && (
          <Part
            {...dkim}
            title={
              <>
                {dkim.title} <small>(DKIM)</small>
              </>
            }
            lead={words.dkim.lead(
              esp?.name ?? null,
              report.legs.dkim.length,
              report.legs.dkim.filter(({ key }) => key === 'ok').length,
            )}
          >
            {report.legs.dkim.length > 0 && (
              <Block>
                <DkimTable legs={report.legs.dkim} />
              </Block>
            )}
          </Part>
        )}
        {dmarc && (
          <Part
            {...dmarc}
            title={
              <>
                {dmarc.title} <small>(DMARC)</small>
              </>
            }
            lead={words.dmarc.lead(report.dmarc, isDmarcMissing)}
          >
            {report.dmarc.record && (
              <Block>
                <p className={partStyles.record}>{report.dmarc.record}</p>
                <div className={partStyles.beside}>
                  <DmarcTable record={report.dmarc.record} />
                </div>
              </Block>
            )}
            {(report.dmarc.record !== null || isDmarcMissing) && <Walk report={report} />}
            {roadmap.length > 0 && <Roadmap steps={roadmap} />}
          </Part>
        )}
        {journey && (
          <Part {...journey}>
            <Block>
              <JourneyPicture journey={toJourney(view)} from={report.from} esp={esp?.name ?? null} />
            </Block>
          </Part>
        )}
        {past && (
          <Part {...past}>
            <Block>
              <HistoryList entries={history} now={now} />
            </Block>
          </Part>
        )}
        {answers && (
          <Part {...answers} lead={words.answers.lead}>
            <Block>
              <Answers evidence={evidence} />
              <p className={partStyles.lead}>
                {words.answers.servedBy}{' '}
                {report.dnsHost.nameServers.map((server, index) => (
                  <span key={server}>
                    {index > 0 && ', '}
                    <Code>
                      <Breakable text={server} />
                    </Code>
                  </span>
                ))}
              </p>
            </Block>
          </Part>
        )}
      </Body>
    </main>
  );
}
