import type { BounceCause } from '../message/bounce/bounce-codes.ts';
import type { Unjudged } from '../message/message-report.ts';
import type { KeyState, SpfReport } from '../report/report.ts';
import { pages } from './en/pages.ts';
import { explainProblem } from './message-problem.ts';
import type { Words } from './say.ts';

/** What is to be said first of an SPF record: that it fails, why, or how much of the limit it uses. */
function stateOf({ result, lookups }: SpfReport): 'none' | 'temperror' | 'over' | 'broken' | 'ok' {
  if (result === 'none' || result === 'temperror') return result;
  if (lookups > 10) return 'over';
  return result === 'permerror' ? 'broken' : 'ok';
}

const build = ({ say, ...words }: Words) => ({
  ...pages,
  top: {
    domain: say('page.top.domain'),
    message: say('page.top.message'),
    domains: say('page.top.domains'),
    glossary: say('page.top.glossary'),
    settings: say('page.top.settings'),
    skip: say('page.top.skip'),
    inThisReport: say('page.top.inThisReport'),
  },
  head: {
    print: say('page.head.print'),
    meta: (observed: boolean, when: string, resolvers: string, agree: boolean, questions: number, ms: number) =>
      say('page.head.meta', { observed, when, resolvers: resolvers === '' ? null : resolvers, agree, questions, ms }),
    problem: (problem: string) => say('ui.popup.problem', { problem }),
  },
  section: {
    names: say('page.section.names'),
    fixes: say('page.section.fixes'),
    findings: say('page.section.findings'),
    providers: say('page.section.providers'),
    spf: say('page.section.spf'),
    dkim: say('page.section.dkim'),
    dmarc: say('page.section.dmarc'),
    journey: say('page.section.journey'),
    history: say('page.section.history'),
    answers: say('page.section.answers'),
  },
  names: {
    lead: (esp: string | null) => say('page.names.lead', { esp }),
    today: say('page.names.today'),
    afterFirst: say('page.names.afterFirst'),
  },
  findings: {
    none: say('page.findings.none'),
  },
  matrix: {
    lead: say('page.matrix.lead'),
    label: say('page.matrix.label'),
    rule: say('page.matrix.rule'),
    so: say('page.matrix.so'),
    hidden: (rules: number) => say('page.matrix.hidden', { rules }),
    short: {
      met: say('page.matrix.short.met'),
      'not-met': say('page.matrix.short.not-met'),
      'not-visible': say('page.matrix.short.not-visible'),
      unknown: say('page.matrix.short.unknown'),
      'not-asked': say('page.matrix.short.not-asked'),
    },
    long: {
      met: say('page.matrix.long.met'),
      'not-met': say('page.matrix.long.not-met'),
      'not-visible': say('page.matrix.long.not-visible'),
      unknown: say('page.matrix.long.unknown'),
      'not-asked': say('page.matrix.long.not-asked'),
    },
  },
  spf: {
    lead: (spf: SpfReport, elsewhere: string | null) => {
      const lead = say('page.spf.lead', { state: stateOf(spf), lookups: spf.lookups });
      return elsewhere === null ? lead : `${lead} ${say('page.spf.elsewhere', { domain: elsewhere })}`;
    },
    meter: (lookups: number, limit: number) => say('page.spf.meter', { lookups, limit }),
    breaksHere: say('page.spf.breaksHere'),
    fault: (fault: string) => say('page.spf.fault', { fault }),
    void: say('page.spf.void'),
    macro: say('page.spf.macro'),
    cut: say('page.spf.cut'),
    now: say('page.spf.now'),
    instead: (lookups: number | null) => say('page.spf.instead', { lookups }),
  },
  dkim: {
    lead: (esp: string | null, keys: number, good: number) => say('page.dkim.lead', { esp, keys, good }),
    label: say('page.dkim.label'),
    name: say('page.dkim.name'),
    leadsTo: say('page.dkim.leadsTo'),
    key: say('page.dkim.key'),
    state: say('page.dkim.state'),
    alignment: say('page.dkim.alignment'),
    itself: (state: KeyState) => say('page.dkim.itself', { state }),
    bits: (bits: number) => (bits === 256 ? 'Ed25519' : say('page.dkim.bits', { bits })),
    keyState: {
      ok: say('page.dkim.keyState.ok'),
      missing: say('page.dkim.keyState.missing'),
      revoked: say('page.dkim.keyState.revoked'),
      invalid: say('page.dkim.keyState.invalid'),
      weak: say('page.dkim.keyState.weak'),
      dangling: say('page.dkim.keyState.dangling'),
      'wrong-target': say('page.dkim.keyState.wrong-target'),
      unknown: say('page.dkim.keyState.unknown'),
    },
    aligned: {
      yes: say('page.dkim.aligned.yes'),
      no: say('page.dkim.aligned.no'),
    },
  },
  message: {
    ...pages.message,
    problem: (problem: Unjudged | { fault: 'failed'; detail: string }) =>
      problem.fault === 'failed'
        ? say('page.message.failed', { problem: problem.detail })
        : explainProblem(problem, { say, ...words }),
  },
  bounce: {
    rule: (cause: BounceCause) => ({
      meaning: say(`page.bounce.rule.${cause}.meaning`),
      action: say(`page.bounce.rule.${cause}.action`),
    }),
    title: (provider: string | null, temporary: boolean) => say('page.bounce.title', { provider, temporary }),
    unknownRule: say('page.bounce.unknownRule'),
    unknownAction: say('page.bounce.unknownAction'),
    whatToDo: say('page.bounce.whatToDo'),
    noDomain: say('page.bounce.noDomain'),
    checking: (domain: string) => say('page.bounce.checking', { domain }),
    notChecked: say('page.bounce.notChecked'),
    noCause: (domain: string) => say('page.bounce.noCause', { domain }),
    wholeReport: (domain: string) => say('page.bounce.wholeReport', { domain }),
    another: say('page.bounce.another'),
    reply: say('page.bounce.reply'),
    code: say('page.bounce.code'),
    by: say('page.bounce.by'),
    recipient: say('page.bounce.recipient'),
    domain: say('page.bounce.domain'),
  },
  share: {
    title: say('page.share.title'),
    markdown: say('page.share.markdown'),
    html: say('page.share.html'),
    json: say('page.share.json'),
    csv: say('page.share.csv'),
  },
  roadmap: {
    title: say('page.roadmap.title'),
    steps: {
      watch: { title: say('page.roadmap.watch.title'), text: say('page.roadmap.watch.text') },
      read: { title: say('page.roadmap.read.title'), text: say('page.roadmap.read.text') },
      test: { title: say('page.roadmap.test.title'), text: say('page.roadmap.test.text') },
      quarantine: { title: say('page.roadmap.quarantine.title'), text: say('page.roadmap.quarantine.text') },
      reject: { title: say('page.roadmap.reject.title'), text: say('page.roadmap.reject.text') },
    },
    conditions: {
      'reports-arrive': say('page.roadmap.condition.reports-arrive'),
      'campaigns-align': say('page.roadmap.condition.campaigns-align'),
      'all-services-align': say('page.roadmap.condition.all-services-align'),
      'no-complaints': say('page.roadmap.condition.no-complaints'),
      'not-spf-alone': say('page.roadmap.condition.not-spf-alone'),
      'no-lists': say('page.roadmap.condition.no-lists'),
    },
    states: {
      done: say('page.roadmap.state.done'),
      next: say('page.roadmap.state.next'),
      later: say('page.roadmap.state.later'),
    },
  },
});

/** The words of report, settings and welcome page. */
export type PageWords = ReturnType<typeof build>;

const built = new WeakMap<Words, PageWords>();

/** The same in one language; built once. */
export function pageWords(words: Words): PageWords {
  const known = built.get(words) ?? build(words);
  built.set(words, known);
  return known;
}
