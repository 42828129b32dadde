import { ESP_NAMES } from '../esp/esp-id.ts';
import { PROVIDER_IDS, type KeyState, type ProviderVerdict } from '../report/report.ts';
import type { Words } from './say.ts';

type Action = 'add' | 'replace' | 'remove';
type RecordState = 'todo' | 'part' | 'done' | 'wrong' | 'unknown';
type WatchState = 'watching' | 'live' | 'wrong' | 'expired';

const OUTCOMES = ['accept', 'spam', 'reject', 'unknown'] as const satisfies ProviderVerdict[];

/** How far a watch is: `first` before the first answers, `none` while no resolver sees all, `some` after that. */
function stageOf(
  state: WatchState,
  live: number,
  resolvers: number,
): Exclude<WatchState, 'watching'> | 'first' | 'none' | 'some' {
  if (state !== 'watching') return state;
  if (resolvers === 0) return 'first';
  return live === 0 ? 'none' : 'some';
}

const byKey = <K extends string>(keys: readonly K[], say: (key: K) => string): Record<K, string> =>
  Object.fromEntries(keys.map((key) => [key, say(key)])) as Record<K, string>;

const build = ({ say, ...words }: Words) => ({
  verdict: {
    pass: say('ui.verdict.pass'),
    warn: say('ui.verdict.warn'),
    fail: say('ui.verdict.fail'),
    unknown: say('ui.verdict.unknown'),
  },
  severity: {
    fail: say('ui.severity.fail'),
    unknown: say('ui.severity.unknown'),
    warn: say('ui.severity.warn'),
    info: say('ui.severity.info'),
  },
  subject: {
    presend: say('ui.subject.presend'),
    presendIn: (esp: string) => say('ui.subject.presendIn', { esp }),
    from: say('ui.subject.from'),
    inEsp: (esp: string) => say('ui.subject.inEsp', { esp }),
  },
  picture: {
    title: say('ui.picture.title'),
    predicted: say('ui.picture.predicted'),
    observed: say('ui.picture.observed'),
    afterFix: say('ui.picture.afterFix'),
    from: say('ui.picture.from'),
    signedBy: say('ui.picture.signedBy'),
    mailedBy: say('ui.picture.mailedBy'),
    returnPath: say('ui.picture.returnPath'),
    notKnown: say('ui.picture.notKnown'),
    nobody: say('ui.picture.nobody'),
    shownAs: say('ui.picture.shownAs'),
    note: {
      matches: say('ui.picture.note.matches'),
      differs: say('ui.picture.note.differs'),
      'not-needed': say('ui.picture.note.not-needed'),
      'not-exact': say('ui.picture.note.not-exact'),
      'no-key': say('ui.picture.note.no-key'),
      'no-spf': say('ui.picture.note.no-spf'),
      broken: say('ui.picture.note.broken'),
      'not-permitted': say('ui.picture.note.not-permitted'),
      unknown: say('ui.picture.note.unknown'),
    },
    conclusion: {
      both: say('ui.picture.conclusion.both'),
      dkim: say('ui.picture.conclusion.dkim'),
      spf: say('ui.picture.conclusion.spf'),
      neither: say('ui.picture.conclusion.neither'),
      strict: say('ui.picture.conclusion.strict'),
      'no-key': say('ui.picture.conclusion.no-key'),
      unknown: say('ui.picture.conclusion.unknown'),
    },
  },
  exact: {
    from: say('ui.exact.from'),
    organisation: say('ui.exact.organisation'),
    mailFrom: say('ui.exact.mailFrom'),
    dmarc: say('ui.exact.dmarc'),
    result: say('ui.exact.result'),
    noRecord: say('ui.exact.noRecord'),
    notKnown: say('ui.exact.notKnown'),
    dkim: (domain: string, key: KeyState, aligned: boolean | null) => say('ui.exact.dkim', { domain, key, aligned }),
    mailFromIs: (domain: string, aligned: boolean | null) => say('ui.exact.mailFromIs', { domain, aligned }),
    resultIs: (result: string, policy: string | null) => say('ui.exact.resultIs', { result, policy }),
  },
  records: {
    name: say('ui.records.name'),
    type: say('ui.records.type'),
    value: say('ui.records.value'),
    priority: say('ui.records.priority'),
    stateTitle: say('ui.records.stateTitle'),
    region: say('ui.records.region'),
    copyAll: say('ui.records.copyAll'),
    copyZone: say('ui.records.copyZone'),
    copyName: (number: number) => say('ui.records.copyName', { number }),
    copyType: (number: number) => say('ui.records.copyType', { number }),
    copyValue: (number: number) => say('ui.records.copyValue', { number }),
    copied: say('ui.records.copied'),
    copyRefused: say('ui.records.copyRefused'),
    replaces: say('ui.records.replaces'),
    placeholder: (esp: string, path: string) => say('ui.records.placeholder', { esp, path }),
    action: {
      add: say('ui.records.action.add'),
      replace: say('ui.records.action.replace'),
      remove: say('ui.records.action.remove'),
    },
    state: (action: Action, state: RecordState) => say('ui.records.state', { action, state }),
    doneAt: (action: Action, done: number, asked: number) => say('ui.records.doneAt', { action, done, asked }),
  },
  fix: {
    title: (action: string) => say('ui.fix.title', { action }),
    where: (kind: Action | 'change', count: number, host: string | null) => say('ui.fix.where', { kind, count, host }),
    openInEsp: (esp: string) => say('ui.fix.openInEsp', { esp }),
    lookups: (before: number, after: number) => say('ui.fix.lookups', { before, after }),
    enough: say('ui.fix.enough'),
    alsoFixed: say('ui.fix.alsoFixed'),
    whereToEnter: say('ui.fix.whereToEnter'),
    whereToEnterAt: (host: string) => say('ui.fix.whereToEnterAt', { host }),
    espHelp: (esp: string) => say('ui.fix.espHelp', { esp }),
  },
  values: {
    get: (count: number, esp: string) => say('ui.values.get', { count, esp }),
    paste: (esp: string) => say('ui.values.paste', { esp }),
    hint: (path: string) => say('ui.values.hint', { path }),
    use: say('ui.values.use'),
    none: (esp: string) => say('ui.values.none', { esp }),
    some: (missing: number) => say('ui.values.some', { missing }),
  },
  choices: {
    title: say('ui.choices.title'),
    lead: say('ui.choices.lead'),
    vendor: (vendor: string, lookups: number) => say('ui.choices.vendor', { vendor, lookups }),
    sum: (lookups: number) => say('ui.choices.sum', { lookups }),
    over: say('ui.choices.over'),
    build: say('ui.choices.build'),
  },
  watch: {
    start: say('ui.watch.start'),
    startOne: say('ui.watch.startOne'),
    startRemoved: say('ui.watch.startRemoved'),
    startChanged: say('ui.watch.startChanged'),
    now: say('ui.watch.now'),
    since: (clock: string) => say('ui.watch.since', { clock }),
    fixed: (count: number, clock: string) => say('ui.watch.fixed', { count, clock }),
    fixedWhy: say('ui.watch.fixedWhy'),
    title: (state: WatchState, live: number, resolvers: number, count: number) =>
      say('ui.watch.title', { state: stageOf(state, live, resolvers), live, resolvers, count }),
    sees: (resolver: string) => say('ui.watch.sees', { resolver }),
    notYet: (resolver: string, live: number, of: number, until: string | null) => {
      const seen = say('ui.watch.notYet', { resolver, live, of });
      return until === null ? seen : `${seen} ${say('ui.watch.until', { until })}`;
    },
    noAnswer: (resolver: string) => say('ui.watch.noAnswer', { resolver }),
    wrongAt: (resolver: string, name: string) => say('ui.watch.wrongAt', { resolver, name }),
    next: (clock: string) => say('ui.watch.next', { clock }),
    stop: (state: WatchState) => say('ui.watch.stop', { state }),
    fault: (fault: string): string => words.sayAny(`ui.watch.fault.${fault}`, {}) || say('ui.watch.fault.other'),
  },
  request: {
    open: say('ui.request.open'),
    lead: say('ui.request.lead'),
    preview: say('ui.request.preview'),
    copy: say('ui.request.copy'),
    mail: say('ui.request.mail'),
    file: say('ui.request.file'),
    copied: say('ui.request.copied'),
    refused: say('ui.request.refused'),
  },
  reports: {
    open: say('ui.reports.open'),
    label: say('ui.reports.label'),
    hint: say('ui.reports.hint'),
    save: say('ui.reports.save'),
    unusable: say('ui.reports.unusable'),
  },
  answers: {
    title: say('ui.answers.title'),
    outcome: {
      answer: say('ui.answers.outcome.answer'),
      'no-such-name': say('ui.answers.outcome.no-such-name'),
      'no-such-type': say('ui.answers.outcome.no-such-type'),
      'server-failure': say('ui.answers.outcome.server-failure'),
      refused: say('ui.answers.outcome.refused'),
      timeout: say('ui.answers.outcome.timeout'),
      'http-error': say('ui.answers.outcome.http-error'),
      'not-dns': say('ui.answers.outcome.not-dns'),
    },
    through: (aliases: string) => say('ui.answers.through', { aliases }),
  },
  finding: {
    exactly: say('ui.finding.exactly'),
    learn: (term: string) => say('ui.finding.learn', { term }),
    about: (subject: string) => say('ui.finding.about', { subject }),
    alsoFixed: say('ui.finding.alsoFixed'),
    showMore: (count: number) => say('ui.finding.showMore', { count }),
  },
  accept: {
    accept: say('ui.accept.accept'),
    accepted: say('ui.accept.accepted'),
    undo: say('ui.accept.undo'),
  },
  providers: {
    title: say('ui.providers.title'),
    basis: say('ui.providers.basis'),
    name: byKey(PROVIDER_IDS, (id) => say(`provider.${id}`)),
    does: byKey(OUTCOMES, (outcome) => say(`outcome.provider.${outcome}`)),
  },
  popup: {
    more: (count: number) => say('ui.popup.more', { count }),
    extras: (count: number) => say('ui.popup.extras', { count }),
    details: say('ui.popup.details'),
    again: say('ui.popup.again'),
    checking: say('ui.popup.checking'),
    report: say('ui.popup.report'),
    keepOpen: say('ui.popup.keepOpen'),
    keepOpenWhy: say('ui.popup.keepOpenWhy'),
    confirm: say('ui.popup.confirm'),
    actions: say('ui.popup.actions'),
    checked: (clock: string, resolvers: string, agree: boolean) =>
      resolvers === '' ? say('ui.popup.checked', { clock }) : say('ui.popup.checkedWith', { clock, resolvers, agree }),
    problem: (problem: string) => say('ui.popup.problem', { problem }),
    noAnswer: say('ui.popup.noAnswer'),
    limited: (clock: string) => say('ui.popup.limited', { clock }),
    retry: (clock: string) => say('ui.popup.retry', { clock }),
  },
  sender: {
    address: say('ui.sender.address'),
    example: say('ui.sender.example'),
    esp: say('ui.sender.esp'),
    choose: say('ui.sender.choose'),
    otherEsp: say('ui.sender.otherEsp'),
    noneHint: say('ui.sender.noneHint'),
    check: say('ui.sender.check'),
    cancel: say('ui.sender.cancel'),
    change: say('ui.sender.change'),
    changeWhat: say('ui.sender.changeWhat'),
    empty: say('ui.sender.empty'),
    unusable: say('ui.sender.unusable'),
    via: (via: string) => say('ui.sender.via', { via }),
    whyTitle: say('ui.sender.whyTitle'),
    whyLead: say('ui.sender.whyLead'),
    whyReason: (reason: string) => say('ui.sender.whyReason', { reason }),
    fromStep: (step: string | null) => say('ui.sender.fromStep', { step }),
    which: say('ui.sender.which'),
    whichWhy: say('ui.sender.whichWhy'),
  },
  unknown: {
    next: say('ui.unknown.next'),
    again: say('ui.unknown.again'),
  },
  loading: {
    title: say('ui.loading.title'),
    short: say('ui.loading.short'),
    asking: (domain: string) => say('ui.loading.asking', { domain }),
  },
  notLoaded: {
    title: say('ui.notLoaded.title'),
    why: say('ui.notLoaded.why'),
    reload: say('ui.notLoaded.reload'),
  },
  noSender: {
    title: (reason: string | null) => say('ui.noSender.title', { reason }),
    why: (reason: string | null, esp: string) => say('ui.noSender.why', { reason, esp }),
    thisPage: say('ui.noSender.thisPage'),
    pickTitle: say('ui.noSender.pickTitle'),
    pickWhy: (esp: string) => say('ui.noSender.pickWhy', { esp }),
    pick: say('ui.noSender.pick'),
    help: say('ui.noSender.help'),
    helpWhy: say('ui.noSender.helpWhy'),
    copyPage: say('ui.noSender.copyPage'),
    copied: {
      busy: say('ui.noSender.copied.busy'),
      copied: say('ui.noSender.copied.copied'),
      failed: say('ui.noSender.copied.failed'),
      idle: '',
    },
    again: say('ui.noSender.again'),
    foot: say('ui.noSender.foot'),
  },
  ambiguous: {
    title: say('ui.ambiguous.title'),
    why: (count: number) => say('ui.ambiguous.why', { count }),
    another: say('ui.ambiguous.another'),
    verdict: {
      fail: say('ui.ambiguous.verdict.fail'),
      warn: say('ui.ambiguous.verdict.warn'),
      pass: say('ui.ambiguous.verdict.pass'),
      unknown: say('ui.ambiguous.verdict.unknown'),
    },
  },
  noAccess: {
    title: say('ui.noAccess.title'),
    why: say('ui.noAccess.why'),
    titleAll: say('ui.noAccess.titleAll'),
    allow: (host: string | null) => say('ui.noAccess.allow', { host }),
    byHand: say('ui.noAccess.byHand'),
    foot: say('ui.noAccess.foot'),
    refused: say('ui.noAccess.refused'),
  },
  offSite: {
    title: say('ui.offSite.title'),
    why: say('ui.offSite.why'),
    message: say('ui.offSite.message'),
    domains: say('ui.offSite.domains'),
  },
  failed: {
    title: say('ui.failed.title'),
    why: say('ui.failed.why'),
    again: say('ui.failed.again'),
    what: say('ui.failed.what'),
  },
  espName: ESP_NAMES,
  language: words.locale,
});

/** Everything that popup, panel and pages say beside the findings and the verdict. */
export type UiWords = ReturnType<typeof build>;

const built = new WeakMap<Words, UiWords>();

/** The words of popup, panel and pages; built once for each language. */
export function toUi(words: Words): UiWords {
  const known = built.get(words) ?? build(words);
  built.set(words, known);
  return known;
}
