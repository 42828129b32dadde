import { fakeBrowser } from '../../helpers/fake-extension.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { AuditInput } from '../../../lib/audit/audit-input.ts';
import type { PageReading } from '../../../lib/detect/page-reading.ts';
import type { TabState, ToPageMessage } from '../../../lib/messaging/protocol.ts';
import type { Report, Verdict } from '../../../lib/report/report.ts';
import type { ExplainedReport } from '../../../lib/words/report-words.ts';
import { found, missing, sampleReading } from '../../helpers/sample-reading.ts';
import { sampleReport } from '../../helpers/sample-report.ts';

/** The worker as it runs, without DNS: each audit waits until the test answers it. */
interface Waiting {
  input: AuditInput;
  answer: (verdict: Verdict) => void;
  fail: (problem: string) => void;
}
const waiting: Waiting[] = [];
vi.mock('../../../lib/report/audit-report.ts', () => ({
  auditReport: (input: AuditInput) =>
    new Promise<Report>((resolve, reject) => {
      const esp = input.esp ?? 'none';
      const codes: Record<Verdict, string[]> = {
        pass: [],
        warn: ['dkim.partly-set-up'],
        fail: ['dkim.not-set-up', 'align.none'],
        unknown: ['dns.unreachable'],
      };
      waiting.push({
        input,
        answer: (verdict) => {
          const findings = codes[verdict].map((code, index) => ({
            code,
            severity: verdict,
            causedBy: index === 0 ? null : 0,
          }));
          resolve(sampleReport(input.from, esp, verdict, findings));
        },
        fail: (problem) => reject(new Error(problem)),
      });
    }),
}));
vi.mock('../../../lib/words/report-words.ts', () => ({ explainReport: (report: ExplainedReport) => report }));
vi.mock('../../../entrypoints/background/send-patterns.ts', async () => {
  const { SEND_LEXICON } = await import('../../../lib/detect/send-lexicon.ts');
  return { loadSendPatterns: () => Promise.resolve(SEND_LEXICON) };
});

vi.mock('../../../lib/browser/load-words.ts', () => ({
  currentWords: () => Promise.resolve({}),
  loadWords: () => Promise.resolve({}),
  wantedLanguage: () => Promise.resolve('en'),
}));
vi.mock('../../../lib/words/overlay.ts', () => ({
  overlayWords: () => ({}),
  pickerWords: () => ({}),
  toolbarWords: () => '',
}));

const URLS = {
  klaviyo: 'https://www.klaviyo.com/campaign/01ABC/wizard/setup',
};
const TAB = 7;

let sent: { tab: number; message: ToPageMessage }[] = [];

async function newWorker() {
  vi.resetModules();
  const [page, own, tabs] = await Promise.all([
    import('../../../entrypoints/background/page-messages.ts'),
    import('../../../entrypoints/background/extension-messages.ts'),
    import('../../../entrypoints/background/tabs.ts'),
  ]);
  return { ...page, ...own, ...tabs };
}
type Worker = Awaited<ReturnType<typeof newWorker>>;

beforeEach(() => {
  fakeBrowser.reset();
  waiting.length = 0;
  sent = [];
  vi.spyOn(fakeBrowser.tabs, 'get').mockResolvedValue({ id: TAB, url: URLS.klaviyo } as never);
  vi.spyOn(fakeBrowser.tabs, 'sendMessage').mockImplementation((async (tab: number, message: ToPageMessage) => {
    sent.push({ tab, message });
  }) as never);
});

const sender = (more: object = {}) => ({
  tab: TAB,
  frame: 0,
  document: 'first',
  url: URLS.klaviyo,
  esp: 'klaviyo' as const,
  isPrivate: false,
  ...more,
});

const tell = (worker: Worker, reading: PageReading, more: { url?: string; [key: string]: unknown } = {}) =>
  worker.answerPage({ kind: 'page-reading', url: more.url ?? URLS.klaviyo, reading }, sender(more));

const stateOf = async (tab = TAB): Promise<TabState | null> =>
  ((await fakeBrowser.storage.session.get(`tab:${tab}`))[`tab:${tab}`] as TabState | undefined) ?? null;

const onDisk = async (): Promise<string> => JSON.stringify(await fakeBrowser.storage.local.get());

const underWay = (count = 1) => vi.waitFor(() => expect(waiting).toHaveLength(count));

/** Lets the audits that wait be answered, and what follows from it be shown. */
async function answerAll(verdict: Verdict, done: Promise<unknown>) {
  await underWay(Math.max(1, waiting.length));
  for (const one of waiting.splice(0)) one.answer(verdict);
  await done;
}

const overlays = () => sent.flatMap(({ message }) => (message.kind === 'overlay' ? [message.state] : []));

describe('a verdict', () => {
  it('is that of the sender that the page shows, in the tab, and in the page', async () => {
    const worker = await newWorker();
    const told = tell(worker, sampleReading(found('a@brand.test')));
    await underWay();
    expect(await stateOf()).toMatchObject({ state: 'loading' });
    await answerAll('fail', told);
    expect(await stateOf()).toMatchObject({ state: 'ready', report: { from: 'a@brand.test', verdict: 'fail' } });
    expect(overlays().at(-1)).toMatchObject({ verdict: 'fail', domain: 'brand.test', hold: 'ask' });
  });

  it('of the campaign before is not painted on the next', async () => {
    const worker = await newWorker();
    const first = tell(worker, sampleReading(found('a@brand.test')));
    await underWay();
    const second = tell(worker, sampleReading(found('b@other.test')), {
      url: URLS.klaviyo.replace('01ABC', '02DEF'),
    });
    await underWay(2);
    waiting[0]?.answer('fail');
    await first;
    expect((await stateOf())?.report).toBeNull();
    expect(overlays().map((state) => state?.verdict ?? null)).not.toContain('fail');
    waiting[1]?.answer('pass');
    await second;
    expect(await stateOf()).toMatchObject({ report: { from: 'b@other.test', verdict: 'pass' } });
  });

  it('holds the guard while the same sender is judged again', async () => {
    const worker = await newWorker();
    await answerAll('fail', tell(worker, sampleReading(found('a@brand.test'))));
    const again = tell(worker, sampleReading(found('a@brand.test'), { replyTo: 'x@brand.test' }));
    await underWay();
    expect(overlays().at(-1)).toMatchObject({ phase: 'ready', hold: 'ask' });
    await answerAll('fail', again);
  });

  it('is not lost where the storage is full', async () => {
    const worker = await newWorker();
    const set = vi.spyOn(fakeBrowser.storage.local, 'set').mockRejectedValue(new Error('QUOTA_BYTES'));
    await answerAll('pass', tell(worker, sampleReading(found('a@brand.test'))));
    expect(await stateOf()).toMatchObject({ state: 'ready', report: { verdict: 'pass' } });
    set.mockRestore();
  });

  it('that could not be made says so, and "Check again" makes it', async () => {
    const worker = await newWorker();
    const told = tell(worker, sampleReading(found('a@brand.test')));
    await underWay();
    waiting.splice(0)[0]?.fail('broken');
    await told;
    expect(await stateOf()).toMatchObject({ state: 'error', reason: 'broken' });
    await answerAll('pass', worker.answerExtension({ kind: 'check-tab', tab: TAB, fresh: true }));
  });
});

describe('a page of one ESP', () => {
  it('cannot speak for another', async () => {
    const worker = await newWorker();
    await tell(worker, sampleReading(found('a@brand.test'), { esp: 'mailchimp' }));
    expect(waiting).toEqual([]);
    expect(await stateOf()).toBeNull();
  });

  it('cannot teach a place on another’s pages', async () => {
    const worker = await newWorker();
    const pick = { esp: 'mailchimp' as const, labels: [], tag: 'p', role: null, attributes: {}, frame: '' };
    await worker.answerPage({ kind: 'pick-done', pick, address: 'a@brand.test' }, sender());
    expect(await onDisk()).toBe('{}');
  });
});

describe('several senders that all fail', () => {
  const several = sampleReading({
    kind: 'ambiguous',
    candidates: ['a@one.test', 'b@two.test'].map((address) => ({ address, via: 'list', confidence: 0.5 })),
  });

  it('make the guard ask, one that may pass does not', async () => {
    const worker = await newWorker();
    const told = tell(worker, several);
    await underWay(2);
    waiting[0]?.answer('fail');
    await vi.waitFor(async () => expect((await stateOf())?.candidates[0]?.report?.verdict).toBe('fail'));
    expect(overlays().at(-1)).toMatchObject({ phase: 'ambiguous', hold: null, domain: null });
    waiting[1]?.answer('fail');
    await told;
    expect(overlays().at(-1)).toMatchObject({ phase: 'ambiguous', verdict: null, hold: 'ask' });
  });
});

describe('"don’t warn me again"', () => {
  it('takes one round, whatever the page asks for', async () => {
    const worker = await newWorker();
    await answerAll('fail', tell(worker, sampleReading(found('a@brand.test'))));
    expect(overlays().at(-1)).toMatchObject({ hold: 'ask', accepted: false });
    await worker.answerPage({ kind: 'accept-finding' }, sender());
    expect(overlays().at(-1)).toMatchObject({ hold: null, accepted: true });
  });

  it('accepts with a finding all that follows from its cause', async () => {
    const worker = await newWorker();
    await answerAll('fail', tell(worker, sampleReading(found('a@brand.test'))));
    await worker.answerExtension({ kind: 'accept-finding', domain: 'brand.test', code: 'align.none' });
    expect(overlays().at(-1)).toMatchObject({ accepted: true });
    await worker.answerExtension({ kind: 'unaccept-finding', domain: 'brand.test', code: 'dkim.not-set-up' });
    expect(overlays().at(-1)).toMatchObject({ hold: 'ask' });
  });
});

describe('a private window', () => {
  it('keeps nothing of what is typed in a private window', async () => {
    const worker = await newWorker();
    const audit = { kind: 'audit', from: 'a@brand.test', replyTo: null, esp: 'none', account: null } as const;
    await answerAll('fail', worker.answerExtension({ ...audit, selectors: [], fresh: false, isPrivate: true }));
    expect(await onDisk()).not.toContain('brand.test');
    await answerAll('fail', worker.answerExtension({ ...audit, selectors: [], fresh: false }));
    expect(await onDisk()).toContain('brand.test');
  });

  it('leaves nothing on the disk', async () => {
    const worker = await newWorker();
    const more = { isPrivate: true };
    const settingsPage = { domain: 'secret.test', selectors: ['s1'], targets: [] };
    await answerAll('fail', tell(worker, sampleReading(found('a@secret.test'), { sending: settingsPage }), more));
    for (const kind of ['sending', 'accept-finding', 'hide-badge'] as const) {
      await worker.answerPage({ kind }, sender(more));
    }
    const pick = { esp: 'klaviyo' as const, labels: ['secret'], tag: 'p', role: null, attributes: {}, frame: '' };
    const picked = worker.answerPage({ kind: 'pick-done', pick, address: 'b@secret.test' }, sender(more));
    await answerAll('fail', picked);
    expect(await stateOf()).toMatchObject({ report: { from: 'b@secret.test' } });
    expect(overlays().at(-1)).toMatchObject({ badgeHidden: true });
    expect(await onDisk()).toBe('{}');
  });

  it('is the only one that leaves nothing', async () => {
    const worker = await newWorker();
    await answerAll('fail', tell(worker, sampleReading(found('hello@brand.test'))));
    await worker.answerPage({ kind: 'sending' }, sender());
    const kept = await onDisk();
    expect(kept).toContain('brand.test');
    expect(kept).not.toContain('hello');
  });
});

describe('a tab', () => {
  it('at another site, or that may not be looked at any more, shows nothing', async () => {
    const worker = await newWorker();
    await answerAll('pass', tell(worker, sampleReading(found('a@brand.test'))));
    vi.spyOn(fakeBrowser.tabs, 'get').mockResolvedValue({ id: TAB } as never);
    await worker.checkPlaces();
    expect(await stateOf()).toBeNull();
    expect(overlays().at(-1)).toBeNull();
  });

  it('that is closed leaves nothing behind', async () => {
    const worker = await newWorker();
    await answerAll('pass', tell(worker, sampleReading(found('a@brand.test'))));
    await worker.forgetTab(TAB);
    expect(Object.keys(await fakeBrowser.storage.session.get()).filter((key) => key.includes(String(TAB)))).toEqual([]);
  });

  it('whose reading breaks every bound shows nothing old for it', async () => {
    const worker = await newWorker();
    await answerAll('pass', tell(worker, sampleReading(found('a@brand.test'))));
    await worker.takeUnreadable(sender());
    expect(await stateOf()).toMatchObject({ state: 'no-sender', reason: 'gave-up', report: null });
  });

  it('with a damaged memory begins anew', async () => {
    const worker = await newWorker();
    await fakeBrowser.storage.session.set({ [`tab-memory:${TAB}`]: { frames: [null] }, [`tab:${TAB}`]: 'x' });
    await answerAll('pass', tell(worker, sampleReading(found('a@brand.test'))));
    expect(await stateOf()).toMatchObject({ state: 'ready' });
  });

  it('whose worker ended in mid-audit is judged by the next one', async () => {
    void tell(await newWorker(), sampleReading(found('a@brand.test')));
    await underWay();
    waiting.length = 0;
    const next = await newWorker();
    await next.resumeTabs();
    await underWay();
    waiting[0]?.answer('pass');
    await vi.waitFor(async () => expect(await stateOf()).toMatchObject({ state: 'ready' }));
  });

  it('that shows no sender is asked again when it comes to the front', async () => {
    const worker = await newWorker();
    await tell(worker, sampleReading(missing('no-field')));
    sent = [];
    await worker.dispatch(TAB, { kind: 'look' });
    expect(sent).toContainEqual({ tab: TAB, message: { kind: 'settings', picks: [] } });
  });
});

describe('why this sender', () => {
  const explained = (): PageReading => ({
    ...sampleReading(found('a@brand.test')),
    candidates: [
      {
        address: 'a@brand.test',
        names: 'senderEmail',
        confidence: 0.97,
        reasons: ['named-by-label', 'is-control', 'chosen'],
      },
      { address: 'me@office.test', names: null, confidence: 0, reasons: ['no-label', 'is-text'] },
    ],
  });

  it('is told to the popup, address by address', async () => {
    const worker = await newWorker();
    await answerAll('pass', tell(worker, explained()));
    expect(await worker.answerExtension({ kind: 'why-sender', tab: TAB })).toEqual({
      ok: true,
      value: explained().candidates,
    });
    expect(await worker.answerExtension({ kind: 'why-sender', tab: TAB + 1 })).toEqual({ ok: true, value: [] });
  });

  it('is in the report of the page, without the addresses', async () => {
    const worker = await newWorker();
    await answerAll('pass', tell(worker, explained()));
    vi.spyOn(fakeBrowser.scripting, 'executeScript').mockResolvedValue(undefined);
    const asked = worker.answerExtension({ kind: 'page-report', tab: TAB });
    await vi.waitFor(() => expect(sent.some(({ message }) => message.kind === 'describe-page')).toBe(true));
    await worker.answerPage({ kind: 'page-structure', text: 'body' }, sender());
    const { value } = (await asked) as { ok: true; value: string };
    expect(value.split('\n')).toEqual([
      '--- sender: klaviyo found',
      '1. x@x senderEmail 0.97 named-by-label is-control chosen',
      '2. x@x no name 0 no-label is-text',
      '--- frame 0',
      'body',
    ]);
  });
});
