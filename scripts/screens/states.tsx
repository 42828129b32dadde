import type { ReactNode } from 'react';
import { Ready, type ReadyProps } from '../../components/popup/Ready.tsx';
import { Ambiguous, Failed, Loading, NoAccess, NoSender, OffSite } from '../../components/popup/States.tsx';
import { DomainReport, type DomainReportProps } from '../../components/report/DomainReport.tsx';
import { Top } from '../../components/report/Frame.tsx';
import { toReportView } from '../../components/report-view.ts';
import { toRoadmap } from '../../lib/fixes/roadmap.ts';
import type { Report } from '../../lib/report/report.ts';
import { explainReport } from '../../lib/words/report-words.ts';
import type { HistoryEntry } from '../../lib/watch/history.ts';
import type { Watch } from '../../lib/watch/watched.ts';
import * as reports from '../../tests/fixtures/reports.ts';

export interface Screen {
  name: string;
  page: 'popup' | 'report' | 'options' | 'welcome';
  show: () => ReactNode;
}

const nothing = () => undefined;
const now = reports.CHECKED_AT + 60_000;
const form = { esp: 'mailchimp', problem: null, onSubmit: nothing } as const;

const ready = (report: Report, changes: Partial<ReadyProps> = {}) => (
  <Ready
    view={toReportView(explainReport(report))}
    now={now}
    via="From email address"
    busy={false}
    form={form}
    watch={null}
    accepted={[]}
    onAccept={nothing}
    onWatch={nothing}
    onUnwatch={nothing}
    onCheckAgain={nothing}
    reportHref="#"
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
  from: 'hello@alderandoak.example',
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
  loading: () => <Loading from="hello@alderandoak.example" domain="alderandoak.example" esp="mailchimp" slow={true} />,
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
      route={{ page: 'domain', domain: report.domain, from: report.from, esp: report.esp, account: null }}
      domain="#"
      optionsHref="#"
    />
    <DomainReport
      view={toReportView(explainReport(report))}
      now={now}
      busy={false}
      history={history}
      roadmap={toRoadmap(report, null)}
      watch={null}
      onCheckAgain={nothing}
      onWatch={nothing}
      onUnwatch={nothing}
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

const named = (page: Screen['page'], states: Record<string, () => ReactNode>): Screen[] =>
  Object.entries(states).map(([name, show]) => ({ name: `${page}-${name}`, page, show }));

export const SCREENS: Screen[] = [...named('popup', POPUP), ...named('report', REPORT)];
