import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  EMPTY_TAB,
  MOST_DOMAINS,
  REST,
  showTabMemory,
  stepTab,
  wakeAt,
  type AuditOrder,
  type Effect,
  type RememberedCampaign,
  type TabEvent,
  type TabMemory,
} from '../../../entrypoints/background/tab-machine.ts';
import type { PageReading, SenderFinding } from '../../../lib/detect/page-reading.ts';
import type { Verdict } from '../../../lib/report/report.ts';
import { found, missing, sampleReading } from '../../helpers/sample-reading.ts';
import { sampleReport } from '../../helpers/sample-report.ts';

const campaign = (id: string, step = 'setup') => `https://www.klaviyo.com/campaign/${id}/wizard/${step}`;

/** A tab with its clock, its worker and the audits that it has ordered. */
class Tab {
  memory: TabMemory = EMPTY_TAB;
  now = 1_000_000;
  life = 'first';
  campaigns: Record<string, RememberedCampaign> = {};
  orders: AuditOrder[] = [];
  effects: Effect[] = [];
  verdicts: Record<string, Verdict> = {};

  send(event: TabEvent): this {
    const step = stepTab(this.memory, event, { now: this.now, life: this.life, campaigns: this.campaigns });
    // As it is stored.
    this.memory = JSON.parse(JSON.stringify(step.memory)) as TabMemory;
    this.effects = step.effects;
    this.orders.push(...step.effects.filter((effect) => effect.kind === 'audit'));
    return this;
  }
  report(sender: SenderFinding, rest: Partial<TabEvent & { kind: 'report' }> & { more?: Partial<PageReading> } = {}) {
    const { more, ...event } = rest;
    const reading = sampleReading(sender, more);
    return this.send({
      kind: 'report',
      frame: 0,
      document: 'a',
      url: campaign('1'),
      reading,
      isPrivate: false,
      typing: false,
      ...event,
    });
  }
  /** Answers one audit that is under way, the way the resolver would. */
  answer(index = 0): this {
    const [order] = this.orders.splice(index, 1);
    if (!order) return this;
    const verdict = this.verdicts[order.from] ?? 'pass';
    const findings = verdict === 'unknown' ? [{ code: 'dns.unreachable', severity: verdict }] : [];
    const { sender, run, from, esp } = order;
    return this.send({ kind: 'answered', sender, run, report: sampleReport(from, esp, verdict, findings) });
  }
  answerAll(): this {
    for (let turn = 0; turn < 200 && this.orders.length > 0; turn += 1) this.answer();
    return this;
  }
  after(ms: number): this {
    this.now += ms;
    return this.send({ kind: 'tick' });
  }
  get shown() {
    return showTabMemory(7, this.memory);
  }
}

describe('one campaign after another in one tab', () => {
  it.each<[string, Partial<TabEvent & { kind: 'report' }>]>([
    ['a reload', { document: 'b' }],
    ['another campaign, loaded', { document: 'b', url: campaign('2') }],
    ['another campaign, without a new document', { url: campaign('2') }],
  ])('has its verdict again after %s with the same sender', (_, place) => {
    const tab = new Tab().report(found('a@brand.test')).answerAll();
    tab.report(missing('loading'), place).report(found('a@brand.test'), place).answerAll();
    expect(tab.shown).toMatchObject({ state: 'ready', report: { from: 'a@brand.test' } });
  });

  it('shows no verdict of the campaign before', () => {
    const tab = new Tab().report(found('a@brand.test')).answerAll();
    tab.report(missing('loading'), { url: campaign('2') });
    expect(tab.shown).toMatchObject({ state: 'loading', report: null });
  });

  it('paints anew after a reload, although nothing else has changed', () => {
    const tab = new Tab().report(found('a@brand.test')).answerAll();
    expect(tab.report(found('a@brand.test'), { document: 'b' }).effects).toContainEqual({ kind: 'paint' });
    expect(tab.report(found('a@brand.test'), { document: 'b' }).effects).toEqual([]);
  });

  it('has none of an audit that the page has left behind', () => {
    const tab = new Tab().report(found('a@brand.test')).report(found('b@other.test'), { url: campaign('2') });
    tab.answer();
    expect(tab.shown).toMatchObject({ state: 'loading', report: null });
    tab.answer();
    expect(tab.shown).toMatchObject({ state: 'ready', report: { from: 'b@other.test' } });
  });
});

describe('a sender in a frame', () => {
  it('counts that was told before the top document said its first word', () => {
    const tab = new Tab().report(found('a@brand.test'), { frame: 4, document: 'child' });
    tab.report(missing('no-field')).answerAll();
    expect(tab.shown).toMatchObject({ state: 'ready', report: { from: 'a@brand.test' } });
  });

  it('is asked for again at a new document, and not taken from the one before', () => {
    const tab = new Tab().report(missing('no-field')).report(found('a@brand.test'), { frame: 4, document: 'child' });
    tab.answerAll().report(missing('no-field'), { document: 'b', url: campaign('2') });
    expect(tab.effects).toContainEqual({ kind: 'ask-frames' });
    expect(tab.shown?.report).toBeNull();
  });
});

describe('while the same sender is judged again', () => {
  it.each<[string, Partial<PageReading>]>([
    ['a reply-to', { replyTo: 'team@brand.test' }],
    ['the size of the list', { audience: 12_480 }],
    ['the account', { account: '77' }],
  ])('%s takes no verdict down', (_, more) => {
    const tab = new Tab().report(found('a@brand.test')).answerAll().report(found('a@brand.test'), { more });
    expect(tab.shown).toMatchObject({ state: 'ready', checking: true, report: { from: 'a@brand.test' } });
    expect(tab.answerAll().shown).toMatchObject({ state: 'ready', checking: false });
  });

  it('another number of subscribers is no reason to ask again', () => {
    const tab = new Tab().report(found('a@brand.test'), { more: { audience: 12_480 } }).answerAll();
    expect(tab.report(found('a@brand.test'), { more: { audience: 12_481 } }).orders).toEqual([]);
    expect(tab.shown?.audience).toBe(12_481);
  });

  it('"Check again" asks past every cache, and the verdict holds', () => {
    const tab = new Tab().report(found('a@brand.test')).answerAll().send({ kind: 'check' });
    expect(tab.orders).toMatchObject([{ fresh: true }]);
    expect(tab.shown).toMatchObject({ state: 'ready', checking: true });
  });
});

describe('an audit that another has overtaken', () => {
  it('is not taken for the later one', () => {
    const tab = new Tab().report(found('a@brand.test')).answerAll();
    tab.verdicts = { 'a@brand.test': 'fail' };
    tab.send({ kind: 'check' }).send({ kind: 'check' });
    expect(tab.answer().shown).toMatchObject({ checking: true, report: { verdict: 'pass' } });
    expect(tab.answer().shown).toMatchObject({ checking: false, report: { verdict: 'fail' } });
  });
});

describe('several senders', () => {
  const addresses = Array.from({ length: 20 }, (_, index) => `a@brand${index}.test`);
  const several: SenderFinding = {
    kind: 'ambiguous',
    candidates: addresses.map((address) => ({ address, via: 'list', confidence: 0.5 })),
  };

  it('have their first verdicts while the others are asked', () => {
    const tab = new Tab().report(several).answer(3).answer(3);
    const judged = tab.shown?.candidates.filter(({ report }) => report !== null);
    expect(judged).toHaveLength(2);
    expect(tab.answerAll().shown?.candidates.every(({ report }) => report !== null)).toBe(true);
  });

  it('stand with the worst first', () => {
    const tab = new Tab();
    tab.verdicts = { 'a@brand7.test': 'fail' };
    expect(tab.report(several).answerAll().shown?.candidates[0]?.address).toBe('a@brand7.test');
  });
});

describe('an address that is being typed', () => {
  it('is audited after a rest, and only as it is then', () => {
    const tab = new Tab().report(found('a@brand.test')).answerAll();
    for (const address of ['a@brand.co', 'a@brand.com', 'a@brand.com.a', 'a@brand.com.au']) {
      tab.report(found(address), { typing: true }).after(150);
    }
    expect(tab.orders).toEqual([]);
    expect(tab.shown).toMatchObject({ state: 'loading', report: null });
    expect(wakeAt(tab.memory)).toBeLessThanOrEqual(tab.now + REST);
    tab.after(REST);
    expect(tab.orders.map(({ from }) => from)).toEqual(['a@brand.com.au']);
  });

  it('is audited at once when the field is left', () => {
    const tab = new Tab().report(missing('empty')).report(found('a@brand.test'), { typing: true });
    expect(tab.orders).toEqual([]);
    tab.report(found('a@brand.test'), { typing: false });
    expect(tab.orders).toHaveLength(1);
  });

  it('is audited at once where it was there from the start', () => {
    expect(new Tab().report(missing('loading')).report(found('a@brand.test')).orders).toHaveLength(1);
  });
});

describe('a page that names ever new domains', () => {
  it('makes Presend ask for so many a minute, says so, and goes on later', () => {
    const tab = new Tab();
    for (let index = 0; index < MOST_DOMAINS.minute + 5; index += 1) {
      tab.report(found(`a@brand${index}.test`)).answerAll();
    }
    expect(tab.memory.asked).toHaveLength(MOST_DOMAINS.minute);
    expect(tab.shown).toMatchObject({ state: 'loading', limitedUntil: tab.now + 60_000 });
    tab.after(60_000).answerAll();
    expect(tab.shown).toMatchObject({ state: 'ready', limitedUntil: null });
  });

  it('does not keep the user from a sender of their own', () => {
    const tab = new Tab();
    for (let index = 0; index <= MOST_DOMAINS.minute; index += 1) {
      tab.report(found(`a@brand${index}.test`)).answerAll();
    }
    tab.send({ kind: 'choose', address: 'a@own.test', esp: null }).answerAll();
    expect(tab.shown).toMatchObject({ state: 'ready', typedByHand: true, report: { from: 'a@own.test' } });
  });
});

describe('an unknown verdict', () => {
  const troubled = () => {
    const tab = new Tab();
    tab.verdicts = { 'a@brand.test': 'unknown' };
    return tab.report(found('a@brand.test')).answerAll();
  };

  it('is asked for again by itself, ever more rarely, and says when', () => {
    const tab = troubled();
    const waits: number[] = [];
    for (let turn = 0; turn < 5; turn += 1) {
      const at = tab.shown?.retryAt ?? 0;
      waits.push(at - tab.now);
      tab.after(at - tab.now);
      expect(tab.orders).toHaveLength(1);
      tab.answerAll();
    }
    expect(waits).toEqual([15_000, 30_000, 60_000, 120_000, 300_000]);
    tab.verdicts = {};
    tab.after((tab.memory.retryAt ?? 0) - tab.now).answerAll();
    expect(tab.shown).toMatchObject({ report: { verdict: 'pass' }, retryAt: null });
  });

  it.each<[string, TabEvent]>([
    ['the network is back', { kind: 'online' }],
    ['somebody looks', { kind: 'look' }],
  ])('is asked for again when %s', (_, event) => {
    const tab = troubled();
    tab.now += 5000;
    expect(tab.send(event).orders).toHaveLength(1);
  });

  it('is asked for again at a reload', () => {
    const tab = troubled();
    tab.now += 5000;
    expect(tab.report(found('a@brand.test'), { document: 'b' }).orders).toHaveLength(1);
  });

  it('waits no longer where the clock was ahead', () => {
    const tab = troubled();
    tab.now -= 365 * 24 * 3_600_000;
    tab.send({ kind: 'tick' });
    expect(wakeAt(tab.memory)).toBeLessThanOrEqual(tab.now + 3_600_000);
  });
});

describe('the worker’s end in mid-audit', () => {
  it('loses nothing: whatever wakes the next one begins the audit again', () => {
    const tab = new Tab().report(found('a@brand.test'));
    tab.orders = [];
    tab.life = 'second';
    tab.send({ kind: 'look' });
    expect(tab.orders).toHaveLength(1);
    expect(tab.answerAll().shown).toMatchObject({ state: 'ready' });
  });
});

describe('a step of a campaign that shows no sender', () => {
  it('goes by the one that another step showed, and says so', () => {
    const tab = new Tab().report(found('a@brand.test')).answerAll();
    tab.report(missing('no-field'), { url: campaign('1', 'content') });
    expect(tab.shown).toMatchObject({ state: 'ready', fromStep: { step: 'setup' }, report: { from: 'a@brand.test' } });
  });

  it('does so not for an empty field, nor for the page that showed it, nor for another campaign', () => {
    const tab = new Tab().report(found('a@brand.test')).answerAll();
    expect(tab.report(missing('empty'), { url: campaign('1', 'content') }).shown?.state).toBe('no-sender');
    expect(tab.report(missing('no-field')).shown?.state).toBe('no-sender');
    expect(tab.report(missing('no-field'), { url: campaign('2') }).shown?.state).toBe('no-sender');
  });
});

describe('a sender that was typed', () => {
  it('holds while the page names no other, and after a reload', () => {
    const tab = new Tab().report(missing('no-field')).send({ kind: 'choose', address: 'a@brand.test', esp: null });
    tab.answerAll().report(missing('loading'), { document: 'b' }).report(missing('no-field'), { document: 'b' });
    expect(tab.answerAll().shown).toMatchObject({ typedByHand: true, report: { from: 'a@brand.test' } });
    tab.report(found('b@other.test'), { document: 'b' }).answerAll();
    expect(tab.shown).toMatchObject({ typedByHand: false, report: { from: 'b@other.test' } });
  });

  it('is another campaign’s never', () => {
    const tab = new Tab().report(missing('no-field')).send({ kind: 'choose', address: 'a@brand.test', esp: null });
    expect(tab.answerAll().report(missing('no-field'), { url: campaign('2') }).shown?.state).toBe('no-sender');
  });
});

describe('a tab that is at another site', () => {
  it('shows nothing, and no late answer brings it back', () => {
    const tab = new Tab().report(found('a@brand.test')).send({ kind: 'left' });
    expect(tab.effects).toContainEqual({ kind: 'paint' });
    expect(tab.answerAll().shown).toBeNull();
  });
});

/**
 * A browser tab, as far as it tells the worker anything: documents with frames, each frame's messages in order, those
 * of different frames in any order. One of its frames holds the sender, or none does.
 */
type Action =
  | { act: 'open'; campaign: number; document: boolean; sender: number | null; inFrame: boolean }
  | { act: 'edit'; sender: number | null; typing: boolean }
  | { act: 'mention'; audience: number | null; replyTo: string | null }
  | { act: 'deliver'; which: number }
  | { act: 'answer'; which: number }
  | { act: 'wait'; ms: number }
  | { act: 'end-worker' }
  | { act: 'event'; event: 'look' | 'online' | 'check' | 'tick' };

const SENDERS = ['hello@brand.test', 'hello@other.test', 'News@brand.test', 'deals@third.test'];

const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({
    act: fc.constant('open' as const),
    campaign: fc.integer({ min: 1, max: 3 }),
    document: fc.boolean(),
    sender: fc.option(fc.integer({ min: 0, max: 3 })),
    inFrame: fc.boolean(),
  }),
  fc.record({
    act: fc.constant('edit' as const),
    sender: fc.option(fc.integer({ min: 0, max: 3 })),
    typing: fc.boolean(),
  }),
  fc.record({
    act: fc.constant('mention' as const),
    audience: fc.option(fc.integer({ min: 1, max: 9000 })),
    replyTo: fc.option(fc.constantFrom('team@brand.test', 'x@y.test')),
  }),
  fc.record({ act: fc.constant('deliver' as const), which: fc.nat(5) }),
  fc.record({ act: fc.constant('deliver' as const), which: fc.nat(5) }),
  fc.record({ act: fc.constant('answer' as const), which: fc.nat(5) }),
  fc.record({ act: fc.constant('wait' as const), ms: fc.constantFrom(100, 900, 20_000, 700_000) }),
  fc.record({ act: fc.constant('end-worker' as const) }),
  fc.record({ act: fc.constant('event' as const), event: fc.constantFrom('look', 'online', 'check', 'tick') }),
);

class World {
  tab = new Tab();
  documents = 0;
  frames = 0;
  page = { url: '', document: '', child: 0, sender: null as string | null, inFrame: false };
  more: Partial<PageReading> = {};
  typing = false;
  /** By frame: what it has sent and the worker has not yet got. */
  queues = new Map<number, TabEvent[]>();

  tell(frame: number, sender: SenderFinding): void {
    const { url, document } = this.page;
    const event: TabEvent = {
      kind: 'report',
      frame,
      document: frame === 0 ? document : `${document}/${frame}`,
      url: frame === 0 ? url : 'https://www.klaviyo.com/frame',
      reading: sampleReading(sender, this.more),
      isPrivate: false,
      typing: this.typing,
    };
    this.queues.set(frame, [...(this.queues.get(frame) ?? []), event]);
  }
  tellAll(): void {
    const { sender, inFrame, child } = this.page;
    const here = sender === null ? missing('no-field') : found(sender);
    this.tell(0, inFrame ? missing('no-field') : here);
    if (inFrame && sender !== null) this.tell(child, here);
  }
  deliver(which: number): void {
    const waiting = [...this.queues].filter(([, events]) => events.length > 0);
    const [frame, events] = waiting[which % Math.max(1, waiting.length)] ?? [];
    const event = events?.[0];
    if (frame === undefined || !events || !event) return;
    this.queues.set(frame, events.slice(1));
    this.run(event);
  }
  deliverAll(): void {
    for (let turn = 0; turn < 500 && [...this.queues.values()].some(({ length }) => length > 0); turn += 1) {
      this.deliver(0);
    }
  }
  run(event: TabEvent): void {
    const { memory } = this.tab;
    this.tab.send(event);
    if (memory.url !== '' && this.tab.memory.known) {
      this.tab.campaigns[campaignKey(this.tab.memory.url)] = { choice: null, known: this.tab.memory.known };
    }
    if (this.tab.effects.some(({ kind }) => kind === 'ask-frames')) this.tellAll();
  }
  do(step: Action): void {
    switch (step.act) {
      case 'open': {
        // What the frames of the page before have sent arrives before what the new page's send.
        if (step.document || this.page.document === '') this.deliverAll();
        const isNew = step.document || this.page.document === '';
        if (isNew) this.documents += 1;
        this.frames += 1;
        const sender = step.sender === null ? null : (SENDERS[step.sender] ?? null);
        if (!isNew && this.page.inFrame) this.gone(this.page.child);
        const document = isNew ? `document ${this.documents}` : this.page.document;
        const child = step.inFrame ? this.frames : 0;
        this.page = { url: campaign(String(step.campaign)), document, child, sender, inFrame: step.inFrame };
        this.more = {};
        this.tell(0, missing('loading'));
        this.tellAll();
        return;
      }
      case 'edit':
        if (this.page.document === '') return;
        if (this.page.inFrame && step.sender === null) return;
        this.page.sender = step.sender === null ? null : (SENDERS[step.sender] ?? null);
        this.typing = step.typing;
        return this.tellAll();
      case 'mention':
        if (this.page.document === '') return;
        this.more = { audience: step.audience, replyTo: step.replyTo };
        return this.tellAll();
      case 'deliver':
        return this.deliver(step.which);
      case 'answer':
        return void this.tab.answer(step.which % Math.max(1, this.tab.orders.length));
      case 'wait':
        this.tab.now += step.ms;
        return this.run({ kind: 'tick' });
      case 'end-worker':
        this.tab.life += "'";
        this.tab.orders = [];
        return this.run({ kind: 'tick' });
      case 'event':
        return this.run({ kind: step.event });
    }
  }
  gone(frame: number): void {
    this.queues.set(frame, [...(this.queues.get(frame) ?? []), { kind: 'frame-gone', frame }]);
  }
  /** Everything that is under way comes to its end. */
  settle(): void {
    for (let turn = 0; turn < 20; turn += 1) {
      this.deliverAll();
      this.tab.answerAll();
      const at = wakeAt(this.tab.memory);
      if (at === null) return;
      this.tab.now = Math.max(this.tab.now, at);
      this.run({ kind: 'tick' });
    }
  }
}

const campaignKey = (url: string) => `www.klaviyo.com klaviyo:${/campaign\/(\d)/.exec(url)?.[1]}`;

describe('any sequence of events', () => {
  it('ends with the verdict of the sender that the page shows', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 40 }), (actions) => {
        const world = new World();
        for (const step of actions) world.do(step);
        world.settle();
        const { sender, document } = world.page;
        const { shown } = world.tab;
        if (document === '') return;
        const isRight =
          sender === null
            ? shown?.state === 'no-sender' || shown?.fromStep !== null
            : shown?.state === 'ready' && shown.fromStep === null && shown.report?.from === sender;
        expect(isRight, JSON.stringify({ sender, shown })).toBe(true);
      }),
      { numRuns: 1500 },
    );
  });

  it('shows at no time the verdict of a sender that no frame names', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 40 }), (actions) => {
        const world = new World();
        for (const step of actions) {
          world.do(step);
          const { shown, memory } = world.tab;
          const named = Object.values(memory.frames).flatMap(({ sender }) =>
            sender.kind === 'found' ? [sender.address] : [],
          );
          const isNamed = !shown?.report || shown.fromStep !== null || named.includes(shown.report.from);
          expect(isNamed).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('never throws, whatever the events are', () => {
    const events: fc.Arbitrary<TabEvent> = fc.oneof(
      fc.record({
        kind: fc.constant('report' as const),
        frame: fc.nat(3),
        document: fc.constantFrom('a', 'b'),
        url: fc.oneof(fc.constantFrom(campaign('1'), campaign('2'), ''), fc.string()),
        reading: fc
          .oneof(fc.constantFrom(missing('no-field'), missing('empty'), missing('loading')), fc.string().map(found))
          .map((sender) => sampleReading(sender)),
        isPrivate: fc.boolean(),
        typing: fc.boolean(),
      }),
      fc.record({ kind: fc.constant('choose' as const), address: fc.string(), esp: fc.constantFrom(null, 'none') }),
      fc.record({ kind: fc.constant('frame-gone' as const), frame: fc.nat(3) }),
      fc.constantFrom<TabEvent>({ kind: 'left' }, { kind: 'tick' }, { kind: 'domain-changed', domain: 'brand.test' }),
    );
    fc.assert(
      fc.property(fc.array(events, { maxLength: 30 }), (all) => {
        const tab = new Tab();
        for (const event of all) {
          tab.send(event);
          if (tab.orders.length > 2) tab.answer();
        }
        for (let turn = 0; turn < 5; turn += 1) tab.answerAll().after(60_000);
        expect(Object.keys(tab.memory.runs)).toEqual([]);
      }),
    );
  });
});
