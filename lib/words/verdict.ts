import type { Finding, FindingCode, FindingParams } from '../findings/finding.ts';
import { PROVIDER_IDS } from '../report/report.ts';
import type { ProviderId, ProviderVerdict, Report, Verdict } from '../report/report.ts';
import { explainFinding, wordsContextOf } from './explain-finding.ts';
import type { Words } from './say.ts';

/** What will happen to the campaign, and why: the first two sentences of every surface. */
export interface VerdictWords {
  /** A sentence with its subject first, at most 60 characters in English. */
  title: string;
  why: string;
}

const LONGEST_TITLE = 60;

const isPlain = (report: Report): boolean => report.esp === null;

function paramsOf<C extends FindingCode>(report: Report, code: C): FindingParams[C] | null {
  const finding = report.findings.find((candidate) => candidate.code === code);
  // The code picks its own params; TypeScript cannot follow that through the union.
  return finding ? (finding.params as FindingParams[C]) : null;
}

const providersThat = (report: Report, verdict: ProviderVerdict): ProviderId[] =>
  PROVIDER_IDS.filter((id) => report.providers[id] === verdict);

/** Reject or spam, whichever more of them do; a tie goes to the harder one. Null where none does either. */
function mostAdverse(report: Report): 'reject' | 'spam' | null {
  const rejecting = providersThat(report, 'reject').length;
  const junking = providersThat(report, 'spam').length;
  if (rejecting + junking === 0) return null;
  return junking > rejecting ? 'spam' : 'reject';
}

const namesOf = (ids: readonly ProviderId[], words: Words): string[] => ids.map((id) => words.say(`provider.${id}`));

/** Those that do so, as many of the first three as fit into one line. */
function providersTitle(report: Report, deed: 'reject' | 'spam' | 'accept', words: Words): string {
  const names = namesOf(providersThat(report, deed), words);
  const titles = [3, 2, 1].map((most) => {
    const providers = names.slice(0, most);
    const count = providers.length;
    return deed === 'accept'
      ? words.say('verdict.accept', { providers, count })
      : words.say(`verdict.${deed}`, { providers, count, plain: isPlain(report) });
  });
  return titles.find((title) => title.length <= LONGEST_TITLE) ?? titles.at(-1) ?? '';
}

/** Why the first finding of this severity matters; null where there is none. */
function whyFirst(report: Report, severity: Finding['severity'], words: Words): string | null {
  const finding = report.findings.find((candidate) => candidate.severity === severity);
  return finding ? explainFinding(finding, wordsContextOf(report), words).why : null;
}

const hasAlignedLeg = ({ alignment }: Report): boolean => alignment.spf === true || alignment.dkim === true;

function whyAdverse(report: Report, words: Words): string {
  const isOtherwise = isPlain(report) || paramsOf(report, 'from.free-mail') || report.dmarc.result === 'pass';
  if (isOtherwise || hasAlignedLeg(report)) return whyFirst(report, 'fail', words) ?? words.say('verdict.fail.why');
  return words.say('verdict.unauthenticated', { policy: report.dmarc.effectivePolicy });
}

/** What those do who do the other of the two, so that nobody is left out; null where there are none. */
function exceptions(report: Report, deed: 'reject' | 'spam', words: Words): string | null {
  const other = deed === 'reject' ? 'spam' : 'reject';
  const ids = providersThat(report, other);
  if (ids.length === 0) return null;
  return words.say('verdict.others', { deed: other, providers: namesOf(ids, words), count: ids.length });
}

const isSaid = (text: string | null): text is string => text !== null && text !== '';
const sentences = (...all: (string | null)[]): string => all.filter(isSaid).join(' ');

function explainFail(report: Report, words: Words): VerdictWords {
  const { esp, domain } = wordsContextOf(report);
  const rewritten = paramsOf(report, 'from.rewritten');
  if (rewritten?.certain) {
    return {
      title: words.say('verdict.replaced.title', { esp }),
      why: words.say('verdict.replaced.why', { esp, shown: rewritten.shown, from: report.from }),
    };
  }
  const why = whyFirst(report, 'fail', words) ?? words.say('verdict.fail.why');
  if (paramsOf(report, 'dns.no-domain')) return { title: words.say('verdict.no-domain.title', { domain }), why };
  const deed = mostAdverse(report);
  if (deed === null) return { title: words.say('verdict.fail.title', { plain: isPlain(report) }), why };
  return {
    title: providersTitle(report, deed, words),
    why: sentences(whyAdverse(report, words), exceptions(report, deed, words)),
  };
}

function explainUnknown(report: Report, words: Words): VerdictWords {
  const why = whyFirst(report, 'unknown', words) ?? words.say('verdict.unknown.why');
  return {
    title: words.say('verdict.unknown.title', { plain: isPlain(report) }),
    why: sentences(why, words.say('verdict.unknown.reassure')),
  };
}

/** Warnings about what is not right today, rather than about what will break. */
const PRESENT = /^(?:from|reply-to|content|mx|message|dns)\.|^dmarc\.(?:bad-report|reports-not)/u;

function explainWarn(report: Report, words: Words): VerdictWords {
  const warnings = report.findings.filter(({ severity }) => severity === 'warn');
  const breaks = warnings.some(({ code }) => !PRESENT.test(code));
  return {
    title: words.say('verdict.warn.title', { plain: isPlain(report), breaks }),
    why: whyFirst(report, 'warn', words) ?? words.say('verdict.warn.why'),
  };
}

function explainPass(report: Report, words: Words): VerdictWords {
  if (isPlain(report)) {
    const kind = paramsOf(report, 'parked.ok') ? 'parked' : 'plain';
    return { title: words.say(`verdict.${kind}.title`), why: words.say(`verdict.${kind}.why`) };
  }
  const accepting = providersThat(report, 'accept').length > 0;
  return {
    title: accepting ? providersTitle(report, 'accept', words) : words.say('verdict.pass.title'),
    why: words.say('verdict.pass.why'),
  };
}

const explainers: Record<Verdict, (report: Report, words: Words) => VerdictWords> = {
  fail: explainFail,
  unknown: explainUnknown,
  warn: explainWarn,
  pass: explainPass,
};

function explainMessage(report: Report, words: Words): VerdictWords {
  const { verdict } = report;
  const forged = verdict === 'fail' && report.message?.dmarc.result === 'fail';
  const first = verdict === 'pass' ? null : whyFirst(report, verdict, words);
  return {
    title: words.say(forged ? 'verdict.message.forged' : `verdict.message.${verdict}.title`),
    why: first ?? words.say(`verdict.message.${verdict}.why`),
  };
}

/** The verdict's sentence and the reason. Names the providers that reject or junk; certain replacement of From is said instead. */
export const explainVerdict = (report: Report, words: Words): VerdictWords =>
  report.message ? explainMessage(report, words) : explainers[report.verdict](report, words);

/** What matches the From domain: the sentence at the end of the picture. */
export const explainAlignment = (report: Report, words: Words): string =>
  words.say(isPlain(report) && !report.message ? 'alignment.plain' : `alignment.${report.alignment.conclusion}`);

/** The text of the badge in the page, for a verdict. */
export function explainBadge(report: Report, words: Words): string {
  if (report.verdict === 'warn') {
    return words.say('badge.warn', { count: report.findings.filter(({ severity }) => severity === 'warn').length });
  }
  if (report.verdict !== 'fail') return words.say(`badge.${report.verdict}`);
  if (paramsOf(report, 'from.rewritten')?.certain) return words.say('badge.replaced');
  return words.say(mostAdverse(report) === 'spam' ? 'badge.spam' : 'badge.reject');
}

/** The send guard: one sentence, one reason, and how many records fix it. */
export function explainGuard(report: Report, words: Words): VerdictWords {
  const { title, why } = explainVerdict(report, words);
  const fixed = report.findings.find(({ fix }) => fix !== null && fix.records.length > 0);
  const count = fixed?.fix?.records.length ?? 0;
  return { title, why: sentences(why, count === 0 ? null : words.say('overlay.repairs', { count })) };
}
