import { useState } from 'react';
import { usePageWords } from '../../components/page-words.tsx';
import { Body, Head } from '../../components/report/Frame.tsx';
import { BounceView } from '../../components/report/BounceView.tsx';
import { MessageForm, type MessageInput } from '../../components/report/MessageForm.tsx';
import { MessageReportView } from '../../components/report/MessageReportView.tsx';
import { Block, Part } from '../../components/report/Part.tsx';
import { toReportView } from '../../components/report-view.ts';
import { useStored } from '../../components/use-stored.ts';
import type { Bounce } from '../../lib/message/bounce/bounce.ts';
import type { Unjudged } from '../../lib/message/message-report.ts';
import { sendToWorker } from '../../lib/messaging/client.ts';
import { changeHistory } from '../../lib/storage/history.ts';
import { writeSettings } from '../../lib/storage/settings.ts';
import { readWatches, watchWatches } from '../../lib/storage/watches.ts';
import type { HistoryEntry } from '../../lib/watch/history.ts';
import type { ExplainedReport } from '../../lib/words/report-words.ts';
import { useAsked, watchRecords } from './DomainPage.tsx';
import { useAudit, type Asked } from './use-audit.ts';

const WATCHES = { read: readWatches, watch: watchWatches };

type Place = NonNullable<HistoryEntry['landed']>;

/** Writes down where the newest test message of a domain landed. */
const rememberLanded = (domain: string, place: Place): Promise<unknown> =>
  changeHistory((entries) => {
    const newest = entries.findLast((entry) => entry.domain === domain && entry.kind === 'message');
    return entries.map((entry) => (entry === newest ? { ...entry, landed: place } : entry));
  });

interface Outcome {
  report: ExplainedReport | null;
  bounce: Bounce | null;
  /** Why there is nothing to show: what was handed in, or a mistake of ours. */
  problem: Unjudged | { fault: 'failed'; detail: string } | null;
  busy: boolean;
}

const NOTHING: Outcome = { report: null, bounce: null, problem: null, busy: false };

/** A bounce, held against the domain that it was sent from. */
function BouncePage({ bounce, onAnother }: { bounce: Bounce; onAnother: () => void }) {
  if (bounce.domain === null || bounce.answeredBy.length === 0)
    return <BounceView bounce={bounce} view={null} busy={false} onAnother={onAnother} />;
  return <DomainBounce bounce={bounce} domain={bounce.domain} onAnother={onAnother} />;
}

function DomainBounce({ bounce, domain, onAnother }: { bounce: Bounce; domain: string; onAnother: () => void }) {
  const asked = useAsked({ page: 'domain', domain, from: domain, esp: null, account: null, tab: null });
  if (!asked) return <BounceView bounce={bounce} view={null} busy onAnother={onAnother} />;
  return <AskedBounce bounce={bounce} asked={asked} onAnother={onAnother} />;
}

function AskedBounce({ bounce, asked, onAnother }: { bounce: Bounce; asked: Asked; onAnother: () => void }) {
  const [{ report, busy }] = useAudit(asked);
  return <BounceView bounce={bounce} view={report && toReportView(report)} busy={busy} onAnother={onAnother} />;
}

/** A test message: given by hand, judged here. */
export function MessagePage() {
  const words = usePageWords().message;
  const watches = useStored(WATCHES) ?? [];
  const [outcome, setOutcome] = useState(NOTHING);
  const [landed, setLanded] = useState<Place | null>(null);
  const [now] = useState(() => Date.now());
  const check = async (input: MessageInput) => {
    setOutcome({ ...NOTHING, busy: true });
    setLanded(null);
    try {
      const { checkMessage } = await import('./check-message.ts');
      const checked = await checkMessage(input);
      if (checked.kind === 'message') setOutcome({ ...NOTHING, report: checked.report });
      else if (checked.kind === 'bounce') setOutcome({ ...NOTHING, bounce: checked.bounce });
      else setOutcome({ ...NOTHING, problem: checked.unjudged });
    } catch (error) {
      setOutcome({
        ...NOTHING,
        problem: { fault: 'failed', detail: error instanceof Error ? error.message : String(error) },
      });
    }
  };
  const { report, bounce, problem, busy } = outcome;
  if (bounce) return <BouncePage bounce={bounce} onAnother={() => setOutcome(NOTHING)} />;
  if (report?.message)
    return (
      <MessageReportView
        view={toReportView(report)}
        message={report.message}
        now={now}
        watches={watches.filter(({ domain }) => domain === report.domain)}
        onWatch={(finding) => void watchRecords(report, finding)}
        onUnwatch={({ domain, startedAt }) => void sendToWorker({ kind: 'unwatch', domain, startedAt })}
        onReportAddress={(reportAddress) => void writeSettings({ reportAddress })}
        answers={null}
        landed={landed}
        onLanded={(place) => {
          setLanded(place);
          void rememberLanded(report.domain, place);
        }}
        onAnother={() => setOutcome(NOTHING)}
      />
    );
  return (
    <main id="content" tabIndex={-1} data-state={busy ? 'loading' : problem === null ? 'no-sender' : 'error'}>
      <Head verdict={null} mark="letter" title={words.title} why={words.why} />
      <Body>
        <Part id="message" sign={{ mark: 'file', tone: 'accent' }} title={words.form}>
          <Block>
            <MessageForm
              busy={busy}
              problem={problem && words.problem(problem)}
              onCheck={(input) => void check(input)}
            />
          </Block>
        </Part>
      </Body>
    </main>
  );
}
