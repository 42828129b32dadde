import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { TERMS } from '../../../components/findings/FindingList.tsx';
import { Ready, type ReadyProps } from '../../../components/popup/Ready.tsx';
import { Ambiguous, Failed, Loading, NoAccess, NoSender, OffSite } from '../../../components/popup/States.tsx';
import { toReportView } from '../../../components/report-view.ts';
import { DomainReport } from '../../../components/report/DomainReport.tsx';
import { ESP_IDS } from '../../../lib/esp/esp-id.ts';
import { findEspById } from '../../../lib/esp/registry.ts';
import { note } from '../../../lib/fixes/fix.ts';
import type { Report } from '../../../lib/report/report.ts';
import { explainReport } from '../../../lib/words/report-words.ts';
import { WordsProvider } from '../../../components/words.tsx';
import { pageWords } from '../../../lib/words/page-words.ts';
import { readWords } from '../../../lib/words/files.ts';
import { toUi } from '../../../lib/words/ui.ts';
import * as reports from '../../fixtures/reports.ts';

const words = await readWords('en');
const markupOf = (shown: ReactNode) => renderToStaticMarkup(<WordsProvider words={words}>{shown}</WordsProvider>);
const nothing = () => undefined;
const form = { esp: 'mailchimp', problem: null, onSubmit: nothing } as const;

const popup = (report: Report, changes: Partial<ReadyProps> = {}) =>
  markupOf(
    <Ready
      view={toReportView(explainReport(report, words))}
      now={reports.CHECKED_AT}
      via={null}
      candidates={[]}
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
      reportHref="/report.html"
      messageHref="/report.html#/message"
      {...changes}
    />,
  );

const page = (report: Report) =>
  markupOf(
    <DomainReport
      view={toReportView(explainReport(report, words))}
      now={reports.CHECKED_AT}
      busy={false}
      roadmap={[]}
      history={[]}
      watches={[]}
      onCheckAgain={nothing}
      onWatch={nothing}
      onUnwatch={nothing}
      onReportAddress={nothing}
      answers={{ pasted: false, onValues: nothing, onDrop: nothing }}
      problem={null}
      onPrint={nothing}
    />,
  );

const mainOf = (markup: string) => /<main[^>]*>/u.exec(markup)?.[0] ?? '';
const all = (markup: string, attribute: string) =>
  [...markup.matchAll(new RegExp(` ${attribute}="([^"]*)"`, 'gu'))].map((match) => match[1] ?? '');
const sorted = (texts: readonly string[]) => texts.toSorted((a, b) => a.localeCompare(b));

describe('the hooks of the popup', () => {
  it('tells state, verdict, domain and service', () => {
    const main = mainOf(popup(reports.rejected));
    expect(main).toContain('data-state="ready"');
    expect(main).toContain('data-verdict="fail"');
    expect(main).toContain('data-domain="alderandoak.example"');
    expect(main).toContain('data-esp="mailchimp"');
  });

  it.each([
    ['loading', <Loading key="s" from="a@brand.com" domain="brand.com" esp="klaviyo" slow={false} until={null} />],
    [
      'no-sender',
      <NoSender
        key="s"
        esp="klaviyo"
        reason="no-field"
        expression={null}
        form={form}
        onPick={nothing}
        onLookAgain={nothing}
        onCopyPage={nothing}
        copied="idle"
      />,
    ],
    ['ambiguous', <Ambiguous key="s" esp="klaviyo" candidates={[]} onChoose={nothing} form={form} />],
    ['no-access', <NoAccess key="s" esp={null} host={null} onAllow={nothing} refused={false} form={form} />],
    ['off-site', <OffSite key="s" form={form} hrefs={{ message: '#', domains: '#' }} />],
    ['error', <Failed key="s" esp={null} domain={null} problem="x" onAgain={nothing} />],
  ] as [string, ReactNode][])('tells the state %s, and claims no verdict', (state, shown) => {
    const main = mainOf(markupOf(shown));
    expect(main).toContain(`data-state="${state}"`);
    expect(main).not.toContain('data-verdict');
  });

  it('shows every finding once, the first one first', () => {
    for (const report of [reports.rejected, reports.doubled, reports.untold, reports.warned]) {
      const codes = all(popup(report), 'data-finding');
      expect(codes[0]).toBe(report.findings[0]?.code);
      expect(sorted(codes)).toEqual(sorted(report.findings.map(({ code }) => code)));
    }
  });

  it('shows every record once, with its value as it is to be published', () => {
    for (const report of [reports.rejected, reports.doubled, reports.bracketed, reports.lengthy]) {
      const markup = popup(report);
      const wanted = report.findings.flatMap(({ fix }) => fix?.records ?? []);
      expect(sorted(all(markup, 'data-record-name'))).toEqual(sorted(wanted.map(({ name }) => name)));
      const values = [...markup.matchAll(/data-record-value="true"[^>]*>(.*?)<\/(?:span|code)>/gu)].map((match) =>
        (match[1] ?? '')
          .replaceAll(/<wbr\/>/gu, '')
          .replaceAll('&lt;', '<')
          .replaceAll('&gt;', '>'),
      );
      expect(sorted(values)).toEqual(sorted(wanted.map(({ value }) => value)));
    }
  });

  it('keeps the plain value beside the form that a DNS host wants', () => {
    const quoting = reports.makeReport({
      ...reports.lengthy,
      dnsHost: { id: 'gandi', name: 'Gandi', zone: reports.lengthy.domain, nameServers: ['ns-1.gandi.net'] },
    });
    const markup = popup(quoting);
    expect(markup).toContain('&quot;v=DKIM1; k=rsa; ');
    expect(markup).toMatch(/<span hidden="" data-record-value="true">v=DKIM1; k=rsa; p=MIIB/u);
  });

  it('offers no copy button for a value that only the service knows', () => {
    expect(popup(reports.bracketed)).not.toContain('Copy value of record');
    expect(popup(reports.rejected)).toContain('Copy value of record 1');
  });

  it('names the senders of an ambiguous page in the order given, each with its verdict', () => {
    const markup = markupOf(
      <Ambiguous
        esp="klaviyo"
        candidates={[
          { address: 'a@alderandoak.example', report: reports.rejected },
          { address: 'b@alderandoak.example', report: reports.accepted },
        ]}
        onChoose={nothing}
        form={form}
      />,
    );
    expect(all(markup, 'data-candidate')).toEqual(['a@alderandoak.example', 'b@alderandoak.example']);
    expect(all(markup, 'data-verdict')).toEqual(['fail', 'pass']);
  });
});

describe('what stands in the popup', () => {
  it('never speaks of refusal where the verdict is not known', () => {
    const text = popup(reports.untold).replaceAll(/<[^>]*>/gu, ' ');
    expect(text).not.toMatch(/reject|no record|is missing|not there/iu);
    expect(text).toContain('sending is');
  });

  it('asks which service sends where nobody said so, instead of drawing a picture', () => {
    const markup = popup(reports.plain);
    expect(markup).not.toContain('Does it match your From domain?');
    expect(markup).toContain('Which service sends your campaigns?');
  });

  it('has the way back for a finding that was accepted', () => {
    expect(popup(reports.warned)).toContain('Don’t warn me about this again');
    expect(popup(reports.warned, { accepted: ['dkim.partly-set-up'] })).toContain('Warn me again');
  });

  it('renders a stranger’s text as text', () => {
    const hostile = '<img src=x onerror=alert(1)>';
    const report = reports.makeReport({
      ...reports.rejected,
      findings: [
        reports.finding(
          'spf.syntax',
          'warn',
          { record: hostile, term: hostile, position: 0, reason: 'other', suggestion: null, void: false },
          {
            evidence: [reports.answer(hostile, 'TXT', 'answer', [hostile])],
            fix: {
              records: [reports.add(hostile, 'TXT', hostile)],
              note: note('hostedElsewhere', { target: hostile }),
            },
          },
        ),
      ],
    });
    for (const markup of [popup(report), page(report)]) expect(markup).not.toContain('<img');
  });
});

describe('the report page', () => {
  it('tells the same of itself as the popup', () => {
    expect(mainOf(page(reports.rejected))).toContain('data-verdict="fail"');
    const codes = all(page(reports.rejected), 'data-finding');
    expect(codes[0]).toBe('dkim.not-set-up');
    expect(new Set(codes).size).toBe(new Set(reports.rejected.findings.map(({ code }) => code)).size);
  });

  it('shows today beside what the first fix makes of it', () => {
    expect(all(page(reports.rejected), 'data-holds')).toEqual(['no', 'yes']);
    expect(popup(reports.rejected)).toContain('After the fix');
    expect(all(page(reports.accepted), 'data-holds')).toEqual(['yes']);
  });

  it('marks the broken step of the journey', () => {
    expect(page(reports.rejected)).toContain('data-stop="door" data-is="broken"');
  });
});

describe('what the tab says beside the verdict', () => {
  const notice = { fromStep: null, limitedUntil: null, retryAt: null };

  it('is the step that the sender was read at, and when it is checked again', () => {
    const markup = popup(reports.untold, {
      notice: { ...notice, fromStep: { step: 'setup' }, retryAt: reports.CHECKED_AT + 60_000 },
    });
    expect(markup).toContain('From step “setup” of this campaign');
    expect(markup).toMatch(/checks again by itself at \d\d:\d\d/u);
    expect(popup(reports.untold, { notice })).not.toContain('data-notice');
  });

  it('is why nothing is asked for yet', () => {
    const markup = popup(reports.untold, { notice: { ...notice, limitedUntil: 0, retryAt: 0 } });
    expect(markup).toContain('too many domains');
    expect(markup).not.toContain('by itself');
  });
});

describe('what only the user knows', () => {
  const choosing: Report = {
    ...reports.rejected,
    findings: reports.rejected.findings.map((finding, index) =>
      index > 0
        ? finding
        : {
            ...finding,
            fix: {
              ...(finding.fix ?? { records: [], note: null }),
              choices: [{ term: 'include:spf.old.example', vendor: 'Old Mailer', lookups: 4 }],
              lookups: { before: 12, after: 11 },
            },
          },
    ),
  };

  it('is asked for on the report page as in the popup', () => {
    for (const markup of [popup(choosing), page(choosing)]) {
      expect(markup).toContain('data-choices');
      expect(markup).toContain('Old Mailer: 4 lookups');
      expect(markup).toContain('11 of 10 DNS lookups Still over the limit of 10.');
    }
    for (const markup of [popup(reports.bracketed), page(reports.bracketed)]) expect(markup).toContain('data-values');
  });
});

describe('the words of the pages', () => {
  it('write each service as the rest of Presend does', () => {
    const { espName } = toUi(words);
    expect(ESP_IDS.map((id) => espName[id])).toEqual(ESP_IDS.map((id) => findEspById(id)?.sending.name));
  });

  it('explain every term that a finding leads to', () => {
    const known = pageWords(words).glossary.map(({ id }) => id);
    for (const [id] of Object.values(TERMS)) expect(known).toContain(id);
  });
});

describe('why this sender', () => {
  it('stands in the technical details, each address with its reasons', () => {
    const text = popup(reports.rejected, {
      candidates: [
        {
          address: 'a@brand.test',
          names: 'sender',
          confidence: 1,
          reasons: ['named-by-text-beside', 'is-text', 'chosen'],
        },
      ],
    });
    expect(text).toMatch(
      /Why this sender.*a@.*named by the text next to it, plain text,? and used as the From address/s,
    );
  });
});
