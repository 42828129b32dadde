import { useId } from 'react';
import type { MessageHop, MessageReport, MessageSignature } from '../../lib/report/report.ts';
import type { HistoryEntry } from '../../lib/watch/history.ts';
import { FindingList } from '../findings/FindingList.tsx';
import { usePageWords } from '../page-words.tsx';
import { Picture } from '../picture/Picture.tsx';
import type { ReportView } from '../report-view.ts';
import { toDateTime } from '../time.ts';
import { Button } from '../ui/Button.tsx';
import { Choice } from '../ui/Field.tsx';
import { Lane } from '../ui/Lane.tsx';
import { Mark, type MarkName, type Tone } from '../ui/Mark.tsx';
import { Breakable, Code } from '../ui/Text.tsx';
import { useWords } from '../words.tsx';
import { FixList, toFixes, type FixListProps } from './FixList.tsx';
import { Body, Head, type Section } from './Frame.tsx';
import styles from './Message.module.css';
import { Block, Cell, Part, Table } from './Part.tsx';

const RESULTS: Record<string, [MarkName, Tone]> = {
  pass: ['tick', 'pass'],
  ok: ['tick', 'pass'],
  fail: ['cross', 'fail'],
  permerror: ['cross', 'fail'],
  unsigned: ['cross', 'fail'],
  missing: ['cross', 'fail'],
  invalid: ['cross', 'fail'],
  softfail: ['cross', 'warn'],
  none: ['dash', 'quiet'],
  neutral: ['dash', 'quiet'],
};

const signOf = (result: string): [MarkName, Tone] => RESULTS[result] ?? ['unknown', 'unknown'];

function Result({ result, children }: { result: string; children?: React.ReactNode }) {
  const [mark, tone] = signOf(result);
  return (
    <Cell mark={mark} tone={tone}>
      {children ?? result}
    </Cell>
  );
}

function Signatures({ signatures }: { signatures: readonly MessageSignature[] }) {
  const words = usePageWords().seen;
  return (
    <Table label={words.signatures}>
      <thead>
        <tr>
          <th scope="col">{words.signedBy}</th>
          <th scope="col">{words.result}</th>
          <th scope="col">{words.matchesFrom}</th>
          <th scope="col">{words.key}</th>
        </tr>
      </thead>
      <tbody>
        {signatures.map((signature, index) => (
          // Two signatures may be alike: their place in the message tells them apart.
          // oxlint-disable-next-line react/no-array-index-key
          <tr key={index} data-signature={signature.result}>
            <th scope="row">
              <Code>
                <Breakable text={signature.domain} />
              </Code>
              <small>s={signature.selector}</small>
            </th>
            <td>
              <Result result={signature.result}>
                {words.signature[signature.result]}
                {signature.reason && <small>{words.reason[signature.reason]}</small>}
                {signature.unsignedBytes > 0 && <small>{words.unsigned(signature.unsignedBytes)}</small>}
              </Result>
            </td>
            <td>{signature.aligned === null ? '–' : words.aligned[signature.aligned ? 'yes' : 'no']}</td>
            <td>
              {signature.algorithm}
              {signature.bits !== null && <small>{words.bits(signature.bits)}</small>}
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

interface Compared {
  what: string;
  term: string;
  predicted: string | null;
  seen: string;
  /** Null: nothing was predicted. */
  differs: boolean | null;
}

/** Row by row, what was predicted and what the message shows. */
function toCompared(message: MessageReport, words: ReturnType<typeof usePageWords>['seen']): Compared[] {
  const { predicted, differences } = message;
  const isDifferent = (...whats: string[]) => differences.some(({ what }) => whats.includes(what));
  const seals = message.dkim.map(({ domain, selector }) => `${domain} (${selector})`);
  const usable = predicted?.dkim.filter(({ key }) => key === 'ok') ?? [];
  const foreseen = usable.map(({ domain, selector }) => `${domain} (${selector})`);
  return [
    {
      what: words.signedBy,
      term: 'DKIM',
      predicted: foreseen.length > 0 ? foreseen.join(', ') : predicted && words.anotherDomain,
      seen: seals.length > 0 ? seals.join(', ') : words.nobody,
      differs: predicted ? isDifferent('dkim-domain', 'selector') : null,
    },
    {
      what: words.mailedBy,
      term: 'MAIL FROM',
      predicted: predicted?.spf.domain ?? null,
      seen: message.returnPath ?? words.notVisible,
      differs: predicted ? isDifferent('return-path') : null,
    },
    {
      what: words.dmarcPasses,
      term: 'DMARC',
      predicted: null,
      seen: words.dmarc[message.dmarc.result],
      differs: predicted ? isDifferent('alignment') : null,
    },
  ];
}

function ComparedTable({ message }: { message: MessageReport }) {
  const words = usePageWords().seen;
  return (
    <Table label={words.comparedTitle}>
      <thead>
        <tr>
          <th scope="col">{words.what}</th>
          <th scope="col">{words.predicted}</th>
          <th scope="col">{words.seen}</th>
          <th scope="col">{words.result}</th>
        </tr>
      </thead>
      <tbody>
        {toCompared(message, words).map(({ what, term, predicted, seen, differs }) => (
          <tr key={term} data-compared={term} data-differs={differs === null ? 'unknown' : differs ? 'yes' : 'no'}>
            <th scope="row">
              {what}
              <small>{term}</small>
            </th>
            <td>{predicted ? <Code>{predicted}</Code> : words.noPrediction}</td>
            <td>
              <Code>{seen}</Code>
            </td>
            <td>
              {differs === null ? (
                <Cell mark="dash" tone="quiet">
                  {words.notPredicted}
                </Cell>
              ) : (
                <Cell mark={differs ? 'differs' : 'tick'} tone={differs ? 'warn' : 'pass'}>
                  {differs ? words.different : words.asPredicted}
                </Cell>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** Mailboxes that a message was received by, as their makers write them; null: none that we know. */
const MAILBOX_NAMES: Record<MessageReport['receivedVia'], string | null> = {
  gmail: 'Gmail',
  microsoft: 'Outlook',
  yahoo: 'Yahoo',
  icloud: 'iCloud',
  fastmail: 'Fastmail',
  proton: 'Proton',
  other: null,
  unknown: null,
};

/** Microsoft writes results without saying who says so. */
const nameOfReceiver = ({ receiver, receivedVia }: MessageReport): string | null =>
  receiver && (receiver.authservId ?? MAILBOX_NAMES[receivedVia]);

/** What we conclude, and what the receiver's server wrote down when the message came in. */
function ReceiverTable({ message }: { message: MessageReport }) {
  const words = usePageWords().seen;
  const { receiver } = message;
  const ours = message.dkim.some(({ result }) => result === 'pass') ? 'pass' : (message.dkim[0]?.result ?? 'none');
  const rows = [
    ['SPF', message.spf.result, receiver?.spf ?? null],
    ['DKIM', ours, receiver?.dkim ?? null],
    ['DMARC', message.dmarc.result, receiver?.dmarc ?? null],
  ] as const;
  return (
    <Table label={words.receiverTitle}>
      <thead>
        <tr>
          <th scope="col">{words.what}</th>
          <th scope="col">Presend</th>
          <th scope="col">{nameOfReceiver(message) ?? words.receiver}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([what, own, theirs]) => (
          <tr key={what} data-receiver={what} data-receiver-result={theirs ?? undefined}>
            <th scope="row">{what}</th>
            <td>
              <Result result={own} />
            </td>
            <td>{theirs === null ? words.notWritten : <Result result={theirs} />}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Hop({ hop, checks }: { hop: MessageHop; checks: string | null }) {
  const words = usePageWords().seen;
  const { language } = useWords();
  const time = hop.at === null ? Number.NaN : Date.parse(hop.at);
  const facts = [
    Number.isNaN(time) ? null : toDateTime(time, language),
    hop.delay === null ? null : words.delay(hop.delay),
    hop.tls === null ? words.noTls : words.tls(hop.tls),
    hop.trusted ? null : words.notTrusted,
  ];
  return (
    <Lane
      as="li"
      className={styles.hop}
      data-trusted={hop.trusted ? 'yes' : 'no'}
      mark={<Mark name={hop.trusted ? 'server' : 'unknown'} tone={hop.trusted ? 'ink' : 'unknown'} />}
    >
      <p>
        {words.hop(hop.from, hop.by)} {hop.ip && <Code>{hop.ip}</Code>}
      </p>
      <small>{facts.filter((fact) => fact !== null).join(' · ')}</small>
      {checks && <small>{checks}</small>}
    </Lane>
  );
}

function Landed({ landed, onLanded }: Pick<MessageReportProps, 'landed' | 'onLanded'>) {
  const words = usePageWords().seen;
  const id = useId();
  return (
    <fieldset>
      <legend>{words.landedQuestion}</legend>
      <div className={styles.landed}>
        {(['inbox', 'promotions', 'spam', 'missing'] as const).map((place) => (
          <Choice
            key={place}
            kind="radio"
            id={`${id}-${place}`}
            name={id}
            checked={landed === place}
            onChange={() => onLanded(place)}
            label={words.place[place]}
          />
        ))}
      </div>
      <output>{landed && words.advice[landed]}</output>
    </fieldset>
  );
}

export interface MessageReportProps extends Omit<FixListProps, 'fixes'> {
  view: ReportView;
  message: MessageReport;
  landed: HistoryEntry['landed'];
  onLanded: (place: NonNullable<HistoryEntry['landed']>) => void;
  onAnother: () => void;
}

function useSections(message: MessageReport, fixes: number, rest: number): Section[] {
  const { section, seen } = usePageWords();
  const words = seen.section;
  const verdict = message.dmarc.result === 'pass' ? 'pass' : message.dmarc.result === 'unknown' ? 'unknown' : 'fail';
  const all: (Section | false)[] = [
    { id: 'names', title: section.names, sign: { mark: verdict, tone: verdict } },
    fixes > 0 && { id: 'fixes', title: section.fixes, sign: { mark: 'tool', tone: 'accent' } },
    rest > 0 && { id: 'findings', title: section.findings, sign: { mark: 'info', tone: 'quiet' } },
    { id: 'compared', title: words.compared, sign: { mark: 'letter', tone: 'quiet' } },
    { id: 'seals', title: words.signatures, sign: { mark: 'lock', tone: 'quiet' } },
    { id: 'receiver', title: words.receiver, sign: { mark: 'list', tone: 'quiet' } },
    { id: 'hops', title: words.hops, sign: { mark: 'watch', tone: 'quiet' } },
    { id: 'landed', title: words.landed, sign: { mark: 'aim', tone: 'quiet' } },
  ];
  return all.filter((section) => section !== false);
}

/** What a test message shows: what really happened, beside what was predicted. */
export function MessageReportView(props: MessageReportProps) {
  const { view, message, landed, onLanded, onAnother } = props;
  const words = usePageWords().seen;
  const { report } = view;
  const fixes = toFixes(view);
  const rest = report.findings.filter((finding) => !fixes.includes(finding) && finding.causedBy === null);
  const sections = useSections(message, fixes.length, rest.length);
  const part = (id: string) => sections.find((section) => section.id === id);
  const [names, fixPart, findings, compared, seals, receiver, hops, landing] = [
    'names',
    'fixes',
    'findings',
    'compared',
    'seals',
    'receiver',
    'hops',
    'landed',
  ].map(part);
  const route = message.hops ?? [];
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
        verdict={report.verdict}
        subject={
          <>
            <Breakable text={words.subject(message.subject ?? null, message.from ?? '')} />
          </>
        }
        title={view.title}
        why={view.why}
        actions={
          <Button mark="letter" onClick={onAnother}>
            {words.another}
          </Button>
        }
        meta={words.meta(MAILBOX_NAMES[message.receivedVia], message.ip)}
      />
      <Body sections={sections}>
        {names && (
          <Part {...names}>
            <Block>
              <div className={styles.single}>
                <Picture picture={view.picture} title={words.onTheMessage} basis={words.basis} look="card" />
              </div>
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
        {findings && (
          <Part {...findings}>
            <Block>
              <FindingList view={view} findings={rest} />
            </Block>
          </Part>
        )}
        {compared && (
          <Part {...compared} lead={words.comparedLead(message.predicted !== null, message.differences.length)}>
            <Block>
              <ComparedTable message={message} />
            </Block>
          </Part>
        )}
        {seals && (
          <Part {...seals} lead={words.signaturesLead(message.dkim.length)}>
            {message.dkim.length > 0 && (
              <Block>
                <Signatures signatures={message.dkim} />
              </Block>
            )}
          </Part>
        )}
        {receiver && (
          <Part {...receiver} lead={words.receiverLead(nameOfReceiver(message))}>
            <Block>
              <ReceiverTable message={message} />
            </Block>
          </Part>
        )}
        {hops && (
          <Part {...hops} lead={words.hopsLead(route.length)}>
            {route.length > 0 && (
              <Block>
                <ol className={styles.hops}>
                  {route.toReversed().map((hop, index) => (
                    // Two hops may read alike: their place tells them apart.
                    // oxlint-disable-next-line react/no-array-index-key
                    <Hop
                      key={index}
                      hop={hop}
                      checks={hop.trusted && hop.ip === message.ip ? words.checkedHere : null}
                    />
                  ))}
                </ol>
              </Block>
            )}
          </Part>
        )}
        {landing && (
          <Part {...landing}>
            <Block>
              <Landed landed={landed} onLanded={onLanded} />
            </Block>
          </Part>
        )}
      </Body>
    </main>
  );
}
