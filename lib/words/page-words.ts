import type { BounceCause } from '../message/bounce/bounce-codes.ts';
import type { Unjudged } from '../message/message-report.ts';
import type { DmarcReport, KeyState, SpfReport, Verdict } from '../report/report.ts';
import type { WaitingVerdict } from '../esp-api/account.ts';
import type { ApiPart, ApiTrouble } from '../esp-api/api.ts';
import type { Connection } from '../messaging/protocol.ts';
import { explainTerms } from './glossary.ts';
import { explainProblem } from './message-problem.ts';
import type { Words } from './say.ts';

/** What is to be said first of an SPF record: that it fails, why, or how much of the limit it uses. */
function stateOf({ result, lookups }: SpfReport): 'none' | 'temperror' | 'over' | 'broken' | 'ok' {
  if (result === 'none' || result === 'temperror') return result;
  if (lookups > 10) return 'over';
  return result === 'permerror' ? 'broken' : 'ok';
}

/** What is to be said first of a DMARC record; `missing`: none is published, rather than none found. */
const leadOf = ({ record, effectivePolicy }: DmarcReport, missing: boolean) =>
  record === null ? (missing ? 'missing' : 'unknown') : effectivePolicy;

/** A policy as a tag has it, in lower case; `unknown` for any other text, null where the tag is not set. */
function toPolicy(value: string | null): 'none' | 'quarantine' | 'reject' | 'unknown' | null {
  const policy = value?.toLowerCase() ?? null;
  return policy === null || policy === 'none' || policy === 'quarantine' || policy === 'reject' ? policy : 'unknown';
}

/** What a tag of a DMARC record means; `value` null where it is not set. */
function explainTag(tag: string, value: string | null, { say }: Words): string {
  switch (tag) {
    case 'v':
      return say('page.dmarc.meaning.v');
    case 'p':
    case 'sp':
    case 'np':
      return say(`page.dmarc.meaning.${tag}`, { policy: toPolicy(value) });
    case 'adkim':
    case 'aspf':
      return say(`page.dmarc.meaning.${tag}`, { strict: value === 's' });
    case 'rua':
      return say('page.dmarc.meaning.rua', { set: value !== null });
    case 'ruf':
    case 'fo':
      return say(`page.dmarc.meaning.${tag}`);
    case 't':
    case 'psd':
      return say(`page.dmarc.meaning.${tag}`, { set: value === 'y' });
    case 'pct':
    case 'rf':
    case 'ri':
      return say('page.dmarc.meaning.retired');
    default:
      return say('page.dmarc.meaning.unknown');
  }
}

const build = ({ say, ...words }: Words) => ({
  dmarc: {
    lead: (dmarc: DmarcReport, missing: boolean) => say('page.dmarc.lead', { policy: leadOf(dmarc, missing) }),
    label: say('page.dmarc.label'),
    tag: say('page.dmarc.tag'),
    setTo: say('page.dmarc.setTo'),
    inWords: say('page.dmarc.inWords'),
    notSet: say('page.dmarc.notSet'),
    meaning: (tag: string, value: string | null) => explainTag(tag, value, { say, ...words }),
    howFound: say('page.dmarc.howFound'),
    foundAt: (name: string) => say('page.dmarc.foundAt', { name }),
    nowhere: (domain: string) => say('page.dmarc.nowhere', { domain }),
    organisation: (domain: string) => say('page.dmarc.organisation', { domain }),
  },
  journey: {
    title: {
      written: () => say('page.journey.title.written'),
      sent: (esp: string | null) => say('page.journey.title.sent', { esp }),
      door: (provider: string) => say('page.journey.title.door', { provider }),
      sorted: () => say('page.journey.title.sorted'),
      read: () => say('page.journey.title.read'),
    },
    term: {
      written: say('page.journey.term.written'),
      sent: say('page.journey.term.sent'),
      door: say('page.journey.term.door'),
      sorted: say('page.journey.term.sorted'),
      read: say('page.journey.term.read'),
    },
    here: {
      rejected: say('page.journey.here.rejected'),
      spam: say('page.journey.here.spam'),
      replaced: say('page.journey.here.replaced'),
    },
    brokenMark: say('page.journey.brokenMark'),
    notReached: say('page.journey.notReached'),
    signedBy: (domain: string) => say('page.journey.signedBy', { domain }),
    matches: say('page.journey.matches'),
    alsoContent: say('page.journey.alsoContent'),
  },
  answers: {
    lead: say('page.answers.lead'),
    servedBy: say('page.answers.servedBy'),
  },
  page: {
    loading: say('page.loading'),
    noEsp: say('page.noEsp'),
    again: say('page.again'),
  },
  history: {
    title: (domain: string) => say('page.history.title', { domain }),
    toReport: say('page.history.toReport'),
    seen: say('page.history.seen'),
    name: say('page.history.name'),
    before: say('page.history.before'),
    after: say('page.history.after'),
    nothing: say('page.history.nothing'),
    kind: (kind: 'audit' | 'send' | 'message', esp: string | null) => say('page.history.kind', { kind, esp }),
    verdict: (verdict: Verdict) => say('page.history.verdict', { verdict }),
    landed: (place: string) => say('page.history.landed', { place }),
    none: say('page.history.none'),
  },
  glossary: explainTerms({ say, ...words }),
  learn: {
    title: say('page.learn.title'),
    why: say('page.learn.why'),
    journey: say('page.learn.journey'),
    journeyLead: say('page.learn.journeyLead'),
    terms: say('page.learn.terms'),
  },
  top: {
    domain: say('page.top.domain'),
    message: say('page.top.message'),
    domains: say('page.top.domains'),
    waiting: say('page.top.waiting'),
    glossary: say('page.top.glossary'),
    settings: say('page.top.settings'),
    skip: say('page.top.skip'),
    inThisReport: say('page.top.inThisReport'),
  },
  accounts: {
    title: say('page.accounts.title'),
    lead: say('page.accounts.lead'),
    key: (esp: string) => say('page.accounts.key', { esp }),
    scopes: say('page.accounts.scopes'),
    part: (part: ApiPart) => say('page.accounts.part', { part }),
    canWrite: say('page.accounts.canWrite'),
    confirm: say('page.accounts.confirm'),
    connect: say('page.accounts.connect'),
    connecting: say('page.accounts.connecting'),
    result: (result: Connection, esp: string) => say('page.accounts.result', { result, esp }),
    read: (when: string | null) => say('page.accounts.read', { when }),
    trouble: (trouble: ApiTrouble, part: ApiPart, esp: string, when: string) =>
      say('page.accounts.trouble', {
        kind: trouble.kind,
        scope: trouble.kind === 'missing-scope' ? trouble.scope : null,
        part: say('page.accounts.part', { part }),
        esp,
        when,
      }),
    erase: say('page.accounts.erase'),
    notify: say('page.accounts.notify'),
    show: say('page.accounts.show'),
  },
  waiting: {
    title: say('page.waiting.title'),
    why: say('page.waiting.why'),
    none: say('page.waiting.none'),
    notConnected: say('page.waiting.notConnected'),
    connect: say('page.waiting.connect'),
    check: say('page.waiting.check'),
    checking: say('page.waiting.checking'),
    domain: ({ verdict, problem }: WaitingVerdict) =>
      say('page.waiting.domain', { verdict, title: problem?.title ?? '', action: problem?.action ?? '' }),
    report: say('page.waiting.report'),
    campaign: say('page.waiting.campaign'),
    when: say('page.waiting.when'),
    flow: say('page.waiting.flow'),
    noTime: say('page.waiting.noTime'),
    unnamed: say('page.waiting.unnamed'),
    unknownSender: say('page.waiting.unknownSender'),
    unknownSenderLead: say('page.waiting.unknownSenderLead'),
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
  settings: {
    look: say('page.settings.look'),
    badge: say('page.settings.badge'),
  },
  import: {
    open: say('page.import.open'),
    done: (count: number) => say('page.import.done', { count }),
    fault: (fault: 'large' | 'newer' | 'other') => say('page.import.fault', { fault }),
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
    title: say('page.message.title'),
    why: say('page.message.why'),
    form: say('page.message.form'),
    source: say('page.message.source'),
    hint: say('page.message.hint'),
    check: say('page.message.check'),
    busy: say('page.message.busy'),
    open: say('page.message.open'),
    empty: say('page.message.empty'),
    tooLarge: say('page.message.tooLarge'),
    esp: say('page.message.esp'),
    findOut: say('page.message.findOut'),
    noEsp: say('page.message.noEsp'),
    from: say('page.message.from'),
    fromHint: say('page.message.fromHint'),
    how: say('page.message.how'),
    ways: [
      say('page.message.way.gmail'),
      say('page.message.way.outlook'),
      say('page.message.way.apple'),
      say('page.message.way.other'),
    ],
    problem: (problem: Unjudged | { fault: 'failed'; detail: string }) =>
      problem.fault === 'failed'
        ? say('page.message.failed', { problem: problem.detail })
        : explainProblem(problem, { say, ...words }),
  },
  seen: {
    subject: (subject: string | null, from: string) => say('page.seen.subject', { subject, from }),
    another: say('page.seen.another'),
    meta: (mailbox: string | null, ip: string | null) => say('page.seen.meta', { mailbox, ip }),
    section: {
      compared: say('page.seen.section.compared'),
      signatures: say('page.seen.section.signatures'),
      receiver: say('page.seen.section.receiver'),
      hops: say('page.seen.section.hops'),
      landed: say('page.seen.section.landed'),
    },
    onTheMessage: say('page.seen.onTheMessage'),
    basis: say('page.seen.basis'),
    signatures: say('page.seen.signatures'),
    signedBy: say('page.seen.signedBy'),
    mailedBy: say('page.seen.mailedBy'),
    dmarcPasses: say('page.seen.dmarcPasses'),
    matchesFrom: say('page.seen.matchesFrom'),
    result: say('page.seen.result'),
    key: say('page.seen.key'),
    bits: (bits: number) => say('page.seen.bits', { bits }),
    signature: {
      pass: say('page.seen.signature.pass'),
      fail: say('page.seen.signature.fail'),
      unknown: say('page.seen.signature.unknown'),
    },
    reason: {
      body: say('page.seen.reason.body'),
      header: say('page.seen.reason.header'),
      expired: say('page.seen.reason.expired'),
      'no-key': say('page.seen.reason.no-key'),
      revoked: say('page.seen.reason.revoked'),
      'weak-key': say('page.seen.reason.weak-key'),
      sha1: say('page.seen.reason.sha1'),
      'bad-key': say('page.seen.reason.bad-key'),
      syntax: say('page.seen.reason.syntax'),
      dns: say('page.seen.reason.dns'),
      altered: say('page.seen.reason.altered'),
    },
    unsigned: (octets: number) => say('page.seen.unsigned', { octets }),
    aligned: {
      yes: say('page.seen.aligned.yes'),
      no: say('page.seen.aligned.no'),
    },
    what: say('page.seen.what'),
    predicted: say('page.seen.predicted'),
    seen: say('page.seen.seen'),
    nobody: say('page.seen.nobody'),
    notVisible: say('page.seen.notVisible'),
    noPrediction: say('page.seen.noPrediction'),
    anotherDomain: say('page.seen.anotherDomain'),
    notPredicted: say('page.seen.notPredicted'),
    asPredicted: say('page.seen.asPredicted'),
    different: say('page.seen.different'),
    dmarc: {
      pass: say('page.seen.dmarc.pass'),
      fail: say('page.seen.dmarc.fail'),
      none: say('page.seen.dmarc.none'),
      unknown: say('page.seen.dmarc.unknown'),
    },
    comparedTitle: say('page.seen.comparedTitle'),
    comparedLead: (predicted: boolean, differences: number) =>
      say('page.seen.comparedLead', { predicted, differences }),
    signaturesLead: (signatures: number) => say('page.seen.signaturesLead', { signatures }),
    receiver: say('page.seen.receiver'),
    receiverTitle: say('page.seen.receiverTitle'),
    receiverLead: (receiver: string | null) => say('page.seen.receiverLead', { receiver }),
    notWritten: say('page.seen.notWritten'),
    hopsLead: (hops: number) => say('page.seen.hopsLead', { hops }),
    hop: (from: string | null, by: string | null) => say('page.seen.hop', { from, by }),
    delay: (seconds: number) => say('page.seen.delay', { seconds: Math.abs(seconds), early: seconds < 0 }),
    tls: (version: string) => say('page.seen.tls', { version }),
    noTls: say('page.seen.noTls'),
    notTrusted: say('page.seen.notTrusted'),
    checkedHere: say('page.seen.checkedHere'),
    landedQuestion: say('page.seen.landedQuestion'),
    place: {
      inbox: say('page.seen.place.inbox'),
      promotions: say('page.seen.place.promotions'),
      spam: say('page.seen.place.spam'),
      missing: say('page.seen.place.missing'),
    },
    advice: {
      inbox: say('page.seen.advice.inbox'),
      promotions: say('page.seen.advice.promotions'),
      spam: say('page.seen.advice.spam'),
      missing: say('page.seen.advice.missing'),
    },
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
  options: {
    title: say('page.options.title'),
    why: say('page.options.why'),
    language: say('page.options.language'),
    languageSystem: say('page.options.languageSystem'),
    resolvers: say('page.options.resolvers'),
    resolversLead: say('page.options.resolversLead'),
    firstResolver: say('page.options.firstResolver'),
    nextResolver: say('page.options.nextResolver'),
    makeFirst: say('page.options.makeFirst'),
    remove: say('page.options.remove'),
    addResolver: say('page.options.addResolver'),
    resolverHint: say('page.options.resolverHint'),
    add: say('page.options.add'),
    noResolver: say('page.options.noResolver'),
    trying: say('page.options.trying'),
    noAnswerFrom: say('page.options.noAnswerFrom'),
    resolverTwice: say('page.options.resolverTwice'),
    guard: say('page.options.guard'),
    guardLead: say('page.options.guardLead'),
    guardFail: say('page.options.guardFail'),
    guardBoth: say('page.options.guardBoth'),
    guardOff: say('page.options.guardOff'),
    badge: say('page.options.badge'),
    badgeNote: say('page.options.badgeNote'),
    hiddenOn: (pages: number) => say('page.options.hiddenOn', { pages }),
    showAgain: say('page.options.showAgain'),
    accepted: say('page.options.accepted'),
    acceptedLead: say('page.options.acceptedLead'),
    acceptedNone: say('page.options.acceptedNone'),
    acceptedAt: (domain: string, day: string) => say('page.options.acceptedAt', { domain, day }),
    warnAgain: say('page.options.warnAgain'),
    taught: say('page.options.taught'),
    taughtLead: say('page.options.taughtLead'),
    taughtNone: say('page.options.taughtNone'),
    forget: say('page.options.forget'),
    records: say('page.options.records'),
    recordsLead: say('page.options.recordsLead'),
    reportAddress: say('page.options.reportAddress'),
    reportHint: say('page.options.reportHint'),
    noAddress: say('page.options.noAddress'),
    save: say('page.options.save'),
    policies: say('page.options.policies'),
    policiesNote: say('page.options.policiesNote'),
    theme: say('page.options.theme'),
    themeSystem: say('page.options.themeSystem'),
    themeLight: say('page.options.themeLight'),
    themeDark: say('page.options.themeDark'),
    data: say('page.options.data'),
    dataLead: say('page.options.dataLead'),
    exportData: say('page.options.exportData'),
    erase: say('page.options.erase'),
    eraseSure: say('page.options.eraseSure'),
    keep: say('page.options.keep'),
    erased: say('page.options.erased'),
  },
  welcome: {
    title: say('page.welcome.title'),
    why: say('page.welcome.why'),
    allowTitle: say('page.welcome.allowTitle'),
    allowLead: say('page.welcome.allowLead'),
    refused: say('page.welcome.refused'),
    privacy: say('page.welcome.privacy'),
    privacyMore: say('page.welcome.privacyMore'),
    toOptions: say('page.welcome.toOptions'),
    how: say('page.welcome.how'),
    howLead: say('page.welcome.howLead'),
    example: say('page.welcome.example'),
    pin: say('page.welcome.pin'),
    pinLead: say('page.welcome.pinLead'),
    check: say('page.welcome.check'),
    checkLead: say('page.welcome.checkLead'),
    checked: say('page.welcome.checked'),
    start: say('page.welcome.start'),
    startLead: say('page.welcome.startLead'),
    reads: say('page.welcome.reads'),
    readsItems: [
      say('page.welcome.reads.sender'),
      say('page.welcome.reads.audience'),
      say('page.welcome.reads.account'),
    ],
    readsNot: say('page.welcome.readsNot'),
    readsNotItems: [
      say('page.welcome.readsNot.lists'),
      say('page.welcome.readsNot.text'),
      say('page.welcome.readsNot.other'),
    ],
    sends: say('page.welcome.sends'),
    sendsItems: (resolvers: readonly string[]) => [
      say('page.welcome.sends.dns', { resolvers }),
      say('page.welcome.sends.us'),
    ],
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
