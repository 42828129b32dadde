import type { ReactNode } from 'react';
import { Ready, type ReadyProps } from '../../components/popup/Ready.tsx';
import { Ambiguous, Failed, Loading, NoAccess, NoSender, NotLoaded, OffSite } from '../../components/popup/States.tsx';
import { DomainReport, type DomainReportProps } from '../../components/report/DomainReport.tsx';
import { AccountsPart } from '../../components/options/AccountsPart.tsx';
import { OptionsView } from '../../components/options/OptionsView.tsx';
import { BounceView } from '../../components/report/BounceView.tsx';
import { DomainsView } from '../../components/domains/DomainsView.tsx';
import { Body, Head, Top } from '../../components/report/Frame.tsx';
import { Glossary } from '../../components/report/Glossary.tsx';
import { MessageForm } from '../../components/report/MessageForm.tsx';
import { MessageReportView } from '../../components/report/MessageReportView.tsx';
import { WaitingList } from '../../components/report/WaitingList.tsx';
import { Block, Part } from '../../components/report/Part.tsx';
import { WelcomeView } from '../../components/welcome/WelcomeView.tsx';

import { toReportView } from '../../components/report-view.ts';
import type { Account, WaitingCampaign } from '../../lib/esp-api/account.ts';
import { ESP_APIS } from '../../lib/esp/apis.ts';
import { toRoadmap } from '../../lib/fixes/dmarc/roadmap.ts';
import { parseBounce } from '../../lib/message/bounce/bounce.ts';
import type { MessageReport, Report } from '../../lib/report/report.ts';
import type { Settings } from '../../lib/storage/settings.ts';
import { readWords } from '../../lib/words/files.ts';
import { withHistory } from '../../lib/domains/known-rows.ts';
import { newRow, type DomainRow } from '../../lib/domains/domain-row.ts';
import { explainFirst } from '../../lib/words/first-problem.ts';
import { explainReport } from '../../lib/words/report-words.ts';
import type { HistoryEntry } from '../../lib/watch/history.ts';
import type { Watch } from '../../lib/watch/watched.ts';
import * as reports from '../../tests/fixtures/reports.ts';

const words = await readWords('en');

export interface Screen {
  name: string;
  page: 'popup' | 'page';
  show: () => ReactNode;
}

const nothing = () => undefined;
const now = reports.CHECKED_AT + 60_000;
const account: Account = {
  esp: 'klaviyo',
  masked: 'pk_…9f3c',
  origin: 'https://a.klaviyo.com',
  connectedAt: now - 86_400_000,
  readAt: now - 300_000,
  nextAt: now + 600_000,
  failures: 0,
  troubles: [{ part: 'flows', trouble: { kind: 'missing-scope', scope: 'flows:read' } }],
  domains: [],
};
const waits = (id: string, name: string, domain: string, hours: number | null): WaitingCampaign => ({
  esp: 'klaviyo',
  id,
  name,
  kind: hours === null ? 'flow' : 'campaign',
  sendAt: hours === null ? null : now + hours * 3_600_000,
  domains: [domain],
  hasUnknownSender: false,
});
const form = { esp: 'mailchimp', problem: null, onSubmit: nothing } as const;

const ready = (report: Report, changes: Partial<ReadyProps> = {}) => (
  <Ready
    view={toReportView(explainReport(report, words))}
    now={now}
    via="From email address"
    candidates={[
      {
        address: report.from,
        names: 'senderEmail',
        confidence: 0.97,
        reasons: ['named-by-label', 'is-control', 'chosen'],
      },
      {
        address: 'jane@brand.test',
        names: 'replyTo',
        confidence: 0,
        reasons: ['named-by-label', 'names-another-field'],
      },
    ]}
    notice={null}
    busy={false}
    form={form}
    watch={null}
    accepted={[]}
    onAccept={nothing}
    onWatch={nothing}
    onUnwatch={nothing}
    onCheckAgain={nothing}
    onReportAddress={nothing}
    place="popup"
    problem={null}
    pasted={false}
    onValues={nothing}
    onDrop={nothing}
    onKeepOpen={nothing}
    reportHref="#"
    messageHref="#"
    {...changes}
  />
);

const sighting = (resolver: string, state: 'live' | 'not-yet' | 'wrong', found: string[], fault: string | null) => ({
  resolver,
  state,
  found,
  fault,
  until: state === 'not-yet' ? now + 3_600_000 : null,
  at: now,
});

const watch = (state: Watch['state'], by: Watch['sightings'][number]['by']): Watch => ({
  domain: 'alderandoak.example',
  esp: 'mailchimp',
  account: null,
  records: [
    { name: 'k2._domainkey.alderandoak.example', type: 'CNAME', value: 'dkim2.mcsv.net' },
    { name: 'k3._domainkey.alderandoak.example', type: 'CNAME', value: 'dkim3.mcsv.net' },
  ],
  startedAt: now - 120_000,
  nextAt: now + 120_000,
  tries: 1,
  state,
  sightings: [{ name: 'k2._domainkey.alderandoak.example', type: 'CNAME', by }],
});

const POPUP: Record<string, () => ReactNode> = {
  fail: () => ready(reports.rejected),
  pass: () => ready(reports.accepted),
  warn: () => ready(reports.warned),
  unknown: () => ready(reports.untold),
  doubled: () => ready(reports.doubled),
  bracketed: () => ready(reports.bracketed),
  long: () => ready(reports.lengthy),
  plain: () => ready(reports.plain),
  watching: () =>
    ready(reports.rejected, {
      watch: watch('watching', [
        sighting(reports.CLOUDFLARE, 'live', [], null),
        sighting(reports.GOOGLE, 'not-yet', [], null),
      ]),
    }),
  wrong: () =>
    ready(reports.rejected, {
      watch: watch('wrong', [
        sighting(
          reports.CLOUDFLARE,
          'wrong',
          ['k2._domainkey.alderandoak.example.alderandoak.example'],
          'doubled-name',
        ),
      ]),
    }),
  loading: () => (
    <Loading from="hello@alderandoak.example" domain="alderandoak.example" esp="mailchimp" slow={true} until={null} />
  ),
  'no-sender': () => (
    <NoSender
      esp="klaviyo"
      reason="no-field"
      expression={null}
      form={{ ...form, esp: 'klaviyo' }}
      onPick={nothing}
      onLookAgain={nothing}
      onCopyPage={nothing}
      copied="idle"
    />
  ),
  ambiguous: () => (
    <Ambiguous
      esp="klaviyo"
      candidates={[
        { address: 'hello@alderandoak.example', report: reports.rejected },
        { address: 'care@shop.alderandoak.example', report: reports.accepted },
        { address: 'team@alderandoak.example', report: null },
      ]}
      onChoose={nothing}
      form={{ ...form, esp: 'klaviyo' }}
    />
  ),
  'no-access': () => (
    <NoAccess
      esp="hubspot"
      host="app.hubspot.com"
      onAllow={nothing}
      refused={false}
      form={{ ...form, esp: 'hubspot' }}
    />
  ),
  'not-loaded': () => <NotLoaded esp="klaviyo" form={{ ...form, esp: 'klaviyo' }} onReload={nothing} />,
  'off-site': () => <OffSite form={{ ...form, esp: null }} hrefs={{ message: '#/message', domains: '#/domains' }} />,
  error: () => (
    <Failed esp="klaviyo" domain="alderandoak.example" problem="TypeError: x is undefined" onAgain={nothing} />
  ),
};

const day = 86_400_000;
const history: HistoryEntry[] = [
  {
    domain: 'alderandoak.example',
    esp: 'mailchimp',
    at: now - 40 * day,
    verdict: 'pass',
    codes: [],
    answers: { 'k2._domainkey.alderandoak.example': ['dkim2.mcsv.net'] },
    kind: 'send',
    landed: null,
  },
  {
    domain: 'alderandoak.example',
    esp: 'mailchimp',
    at: now,
    verdict: 'fail',
    codes: ['dkim.not-set-up'],
    answers: { 'k2._domainkey.alderandoak.example': [] },
    kind: 'audit',
    landed: null,
  },
];

const domainReport = (report: Report, changes: Partial<DomainReportProps> = {}) => (
  <>
    <Top
      route={{ page: 'domain', domain: report.domain, from: report.from, esp: report.esp, account: null, tab: null }}
      domain="#"
      optionsHref="#"
    />
    <DomainReport
      view={toReportView(explainReport(report, words))}
      now={now}
      busy={false}
      history={history}
      roadmap={toRoadmap(report, null)}
      watches={[]}
      onCheckAgain={nothing}
      onWatch={nothing}
      onUnwatch={nothing}
      onReportAddress={nothing}
      answers={{ pasted: false, onValues: nothing, onDrop: nothing }}
      problem={null}
      onPrint={nothing}
      {...changes}
    />
  </>
);

const REPORT: Record<string, () => ReactNode> = {
  fail: () => domainReport(reports.rejected),
  pass: () => domainReport(reports.accepted, { history: [] }),
  unknown: () => domainReport(reports.untold),
  plain: () => domainReport(reports.plain),
  long: () => domainReport(reports.lengthy),
};

const message: MessageReport = {
  from: 'hello@alderandoak.example',
  returnPath: 'bounce-mc.us2_1.2@mail150.suw14.mcdlv.net',
  receivedVia: 'gmail',
  receivedAt: '2026-11-24T10:12:00Z',
  ip: '198.51.100.150',
  helo: 'mail150.suw14.mcdlv.net',
  spf: { result: 'pass', domain: 'mail150.suw14.mcdlv.net', aligned: false },
  dkim: [
    {
      domain: 'mailchimpapp.net',
      selector: 'k2',
      result: 'pass',
      reason: null,
      aligned: false,
      algorithm: 'rsa-sha256',
      bits: 2048,
      unsignedBytes: 0,
    },
    {
      domain: 'alderandoak.example',
      selector: 'k3',
      result: 'fail',
      reason: 'body',
      aligned: true,
      algorithm: 'rsa-sha256',
      bits: 2048,
      unsignedBytes: 12,
    },
  ],
  dmarc: { result: 'fail' },
  alignment: { spf: false, dkim: false, conclusion: 'neither' },
  arc: { result: 'none' },
  oneClick: { result: 'ok' },
  receiver: { authservId: 'mx.google.com', spf: 'pass', dkim: 'pass', dmarc: 'fail' },
  predicted: { esp: 'mailchimp', spf: reports.rejected.legs.spf, dkim: reports.rejected.legs.dkim },
  differences: [{ what: 'return-path', predicted: 'mcsv.net', actual: 'mail150.suw14.mcdlv.net' }],
  subject: 'Spring catalogue',
  hops: [
    {
      from: 'mail150.suw14.mcdlv.net',
      by: 'mx.google.com',
      ip: '198.51.100.150',
      at: '2026-11-24T10:12:00Z',
      delay: 2,
      tls: 'TLS 1.3',
      trusted: true,
    },
    {
      from: null,
      by: 'mail150.suw14.mcdlv.net',
      ip: null,
      at: '2026-11-24T10:11:58Z',
      delay: null,
      tls: null,
      trusted: false,
    },
  ],
};

const settings: Settings = {
  resolvers: [reports.CLOUDFLARE, reports.GOOGLE],
  guard: 'fail',
  badge: true,
  theme: 'system',
  language: 'system',
  mtaStsPolicy: false,
  reportAddress: null,
  rememberDomains: true,
  hiddenOn: ['https://www.klaviyo.com/campaign/1'],
};

const messageTop = <Top route={{ page: 'message' }} domain="#" optionsHref="#" />;

const MESSAGE: Record<string, () => ReactNode> = {
  form: () => (
    <>
      {messageTop}
      <main id="content">
        <Head verdict={null} mark="letter" title="Check a test message" why="Send the campaign to yourself." />
        <Body>
          <Part id="message" sign={{ mark: 'file', tone: 'accent' }} title="The message">
            <Block>
              <MessageForm busy={false} problem="This is no message." onCheck={nothing} />
            </Block>
          </Part>
        </Body>
      </main>
    </>
  ),
  seen: () => (
    <>
      {messageTop}
      <MessageReportView
        view={toReportView(explainReport({ ...reports.rejected, message }, words))}
        message={message}
        now={now}
        watches={[]}
        onWatch={nothing}
        onUnwatch={nothing}
        onReportAddress={nothing}
        answers={null}
        landed="spam"
        onLanded={nothing}
        onAnother={nothing}
      />
    </>
  ),
};

const bounce = parseBounce(
  new TextEncoder().encode(
    "550-5.7.26 Unauthenticated email from alderandoak.example is not accepted due to domain's DMARC policy.",
  ),
);

const domainRows: DomainRow[] = [
  ...withHistory([], history),
  {
    ...newRow('shop.alderandoak.example', 'user', now),
    esp: 'klaviyo',
    client: 'Alder & Oak',
    verdict: 'fail',
    first: {
      code: 'dkim.not-set-up',
      severity: 'fail',
      subject: 'shop.alderandoak.example',
      params: { domain: 'shop.alderandoak.example', selectors: ['k1', 'k2'] },
    },
    problems: 2,
    checkedAt: now,
    sentAt: now,
    watched: true,
    nextAt: now,
  },
  { ...newRow('new.example', 'user', now), client: 'Alder & Oak', pendingAt: now },
];

const OTHERS: Record<string, () => ReactNode> = {
  'message-bounce': () =>
    bounce && (
      <>
        {messageTop}
        <BounceView
          bounce={bounce}
          view={toReportView(explainReport(reports.rejected, words))}
          busy={false}
          onAnother={nothing}
        />
      </>
    ),
  domains: () => (
    <>
      <Top route={{ page: 'domains' }} domain={null} optionsHref="#" />
      <DomainsView
        rows={domainRows}
        queue={{ paused: false, total: 3, stalledAt: null }}
        now={now}
        problemOf={(row) => explainFirst(row, words)}
        remember
        isRefused={false}
        onAdd={() => Promise.resolve(true)}
        onCheck={nothing}
        onWatch={nothing}
        onClient={nothing}
        onRemove={nothing}
        onExport={nothing}
        onPause={nothing}
        onRemember={nothing}
      />
    </>
  ),
  waiting: () => (
    <>
      <Top route={{ page: 'waiting' }} domain={null} optionsHref="#" />
      <WaitingList
        accounts={[account]}
        waiting={{
          campaigns: [
            waits('1', 'Black Friday early access', 'alderandoak.example', 5),
            waits('2', 'Welcome series', 'alderandoak.example', null),
            waits('3', 'December newsletter', 'harbour.example', 30),
          ],
          domains: [
            { esp: 'klaviyo', domain: 'harbour.example', verdict: 'pass', problem: null, at: now, told: [] },
            {
              esp: 'klaviyo',
              domain: 'alderandoak.example',
              verdict: 'fail',
              problem: { title: 'Klaviyo’s DKIM record is missing', action: 'Add the record km1' },
              at: now,
              told: ['1'],
            },
          ],
        }}
        now={now}
        busy={false}
        onCheck={nothing}
        settingsHref="#"
      />
    </>
  ),
  glossary: () => (
    <>
      <Top route={{ page: 'glossary', term: null }} domain={null} optionsHref="#" />
      <Glossary term={null} />
    </>
  ),
  options: () => (
    <>
      <Top route={null} domain={null} optionsHref="#" />
      <OptionsView
        accounts={
          <AccountsPart
            apis={Object.values(ESP_APIS)}
            accounts={[account]}
            now={now}
            onConnect={() => Promise.resolve('connected')}
            onErase={nothing}
            onNotify={nothing}
            waitingHref="#/waiting"
          />
        }
        settings={settings}
        accepted={[{ domain: 'alderandoak.example', code: 'dkim.partly-set-up', at: now }]}
        picks={[
          { esp: 'klaviyo', labels: ['Sender email address'], tag: 'input', role: null, attributes: {}, frame: '' },
        ]}
        isResolver={() => false}
        onTry={() => Promise.resolve(true)}
        onChange={nothing}
        onPolicies={nothing}
        onUnaccept={nothing}
        onForget={nothing}
        onExport={nothing}
        onImport={nothing}
        imported={null}
        onErase={nothing}
        erased={false}
      />
    </>
  ),
  welcome: () => (
    <WelcomeView
      access={false}
      refused={false}
      resolvers={[reports.CLOUDFLARE, reports.GOOGLE]}
      checked={false}
      onAllow={nothing}
      onCheck={nothing}
      optionsHref="#"
    />
  ),
  'welcome-granted': () => (
    <WelcomeView
      access={true}
      refused={false}
      resolvers={[reports.CLOUDFLARE, reports.GOOGLE]}
      checked={false}
      onAllow={nothing}
      onCheck={nothing}
      optionsHref="#"
    />
  ),
};

const named = (prefix: string, page: Screen['page'], states: Record<string, () => ReactNode>): Screen[] =>
  Object.entries(states).map(([name, show]) => ({ name: `${prefix}${name}`, page, show }));

export const SCREENS: Screen[] = [
  ...named('popup-', 'popup', POPUP),
  ...named('report-', 'page', REPORT),
  ...named('message-', 'page', MESSAGE),
  ...named('', 'page', OTHERS),
];
