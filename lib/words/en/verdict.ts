import type { Finding, FindingCode, FindingParams } from '../../findings/finding.ts';
import { PROVIDER_IDS } from '../../report/report.ts';
import type { AlignmentConclusion, ProviderId, ProviderVerdict, Report, Verdict } from '../../report/report.ts';
import { explainFinding, type WordsContext } from '../explain.ts';
import { wordsContextOf } from './explain-report.ts';
import { findingWords } from './findings.ts';
import { capital, count, espOf, listOf, quote } from './phrases.ts';

/** What is to happen to the campaign, and why: the first two sentences of every surface. */
export interface VerdictWords {
  /** A sentence with a subject who acts, at most 60 characters. */
  title: string;
  why: string;
}

export const providerNames: Record<ProviderId, string> = {
  gmail: 'Gmail',
  yahoo: 'Yahoo',
  microsoft: 'Outlook',
  apple: 'Apple',
  laposte: 'La Poste',
};

/** One word for what a provider will do, as it stands below its name. */
export const providerVerdicts: Record<ProviderVerdict, string> = {
  accept: 'accepted',
  spam: 'spam',
  reject: 'rejected',
  unknown: 'unknown',
};

const DEEDS = {
  reject: 'reject this campaign',
  spam: 'put this campaign in spam',
  accept: 'accept this campaign',
} as const;

/** The same where no campaign is judged, but a domain on its own. */
const DEEDS_OF_DOMAIN = {
  reject: 'reject this domain’s mail',
  spam: 'put this domain’s mail in spam',
  accept: 'accept this domain’s mail',
} as const;

const NOT_HELD_UP = 'That says nothing against your campaign, and sending is not held up.';
const LONGEST_TITLE = 60;

const isPlain = (report: Report): boolean => report.esp === null;

function paramsOf<C extends FindingCode>(report: Report, code: C): FindingParams[C] | null {
  const finding = report.findings.find((candidate) => candidate.code === code);
  // The code picks its own params; TypeScript cannot follow that through the union.
  return finding ? (finding.params as FindingParams[C]) : null;
}

const providersThat = (report: Report, verdict: ProviderVerdict): ProviderId[] =>
  PROVIDER_IDS.filter((id) => report.providers[id] === verdict);

/** Refuse or junk, whichever more of them do; a tie goes to the harder one. Null where none does either. */
function mostAdverse(report: Report): 'reject' | 'spam' | null {
  const rejecting = providersThat(report, 'reject').length;
  const junking = providersThat(report, 'spam').length;
  if (rejecting + junking === 0) return null;
  return junking > rejecting ? 'spam' : 'reject';
}

/** Those that do so, as many of the first three as fit into one line. */
function providersTitle(report: Report, deed: keyof typeof DEEDS): string {
  const names = providersThat(report, deed).map((id) => providerNames[id]);
  const does = (isPlain(report) ? DEEDS_OF_DOMAIN : DEEDS)[deed];
  const titles = [3, 2, 1].map((most) => `${listOf(names.slice(0, most))} will ${does}.`);
  return titles.find((title) => title.length <= LONGEST_TITLE) ?? '';
}

const explainFirst = (report: Report, is: (finding: Finding) => boolean, context: WordsContext): string | null => {
  const finding = report.findings.find(is);
  return finding ? explainFinding(finding, context, findingWords).why : null;
};

const hasAlignedLeg = ({ alignment }: Report): boolean => alignment.spf === true || alignment.dkim === true;

const REQUESTS = {
  reject: 'your domain asks receivers to refuse such mail',
  quarantine: 'your domain asks receivers to put such mail into spam',
  none: 'they demand that proof of every campaign',
} as const;

function whyAdverse(report: Report, context: WordsContext): string {
  const isOtherwise = isPlain(report) || paramsOf(report, 'from.free-mail') || report.dmarc.result === 'pass';
  if (isOtherwise || hasAlignedLeg(report)) {
    return explainFirst(report, ({ severity }) => severity === 'fail', context) ?? 'They ask for more than it shows.';
  }
  const request = REQUESTS[report.dmarc.effectivePolicy ?? 'none'];
  return `Nothing on it proves that it is from you, and ${request}.`;
}

/** What those do who do the other of the two, so that nobody is passed over. */
function exceptions(report: Report, deed: 'reject' | 'spam'): string {
  const others = providersThat(report, deed === 'reject' ? 'spam' : 'reject').map((id) => providerNames[id]);
  if (others.length === 0) return '';
  return ` ${listOf(others)} will ${deed === 'reject' ? 'put it in spam' : 'reject it'}.`;
}

function explainRewriting(report: Report, context: WordsContext): VerdictWords | null {
  const rewritten = paramsOf(report, 'from.rewritten');
  if (!rewritten?.certain) return null;
  const long = `${capital(espOf(context))} will send this campaign under another address.`;
  return {
    title: long.length <= LONGEST_TITLE ? long : 'This campaign will be sent under another address.',
    why: `It may not yet seal in your name, so readers see ${quote(rewritten.shown)} instead of ${report.from}.`,
  };
}

function explainFail(report: Report, context: WordsContext): VerdictWords {
  const rewriting = explainRewriting(report, context);
  if (rewriting) return rewriting;
  const deed = mostAdverse(report);
  if (deed === null) {
    const why = explainFirst(report, ({ severity }) => severity === 'fail', context);
    return {
      title: isPlain(report)
        ? 'Mail from this domain will be refused or junked.'
        : 'Mailbox providers will refuse or junk this campaign.',
      why: why ?? 'One of their published rules is not met.',
    };
  }
  return {
    title: providersTitle(report, deed),
    why: `${whyAdverse(report, context)}${exceptions(report, deed)}`,
  };
}

function explainUnknown(report: Report, context: WordsContext): VerdictWords {
  const why = explainFirst(report, ({ severity }) => severity === 'unknown', context);
  return {
    title: isPlain(report)
      ? 'We cannot tell yet how this domain stands.'
      : 'We cannot tell yet what will happen to this campaign.',
    why: `${why ?? 'A question that decides it has no answer yet.'} ${NOT_HELD_UP}`,
  };
}

/** Warnings about what is not right today, rather than about what will break. */
const PRESENT = /^(?:from|reply-to|content|mx|message|dns)\.|^dmarc\.(?:bad-report|reports-not)/u;

function explainWarn(report: Report, context: WordsContext): VerdictWords {
  const warnings = report.findings.filter(({ severity }) => severity === 'warn');
  const breaks = warnings.some(({ code }) => !PRESENT.test(code));
  const why = explainFirst(report, ({ severity }) => severity === 'warn', context) ?? 'A requirement is not met yet.';
  if (isPlain(report)) {
    return {
      title: breaks ? 'This domain works today. It may not stay so.' : 'This domain works. Something needs care.',
      why,
    };
  }
  return {
    title: breaks
      ? 'This campaign will be accepted. A later one may not be.'
      : 'This campaign will be accepted. Something needs care.',
    why,
  };
}

function explainPass(report: Report): VerdictWords {
  if (isPlain(report)) {
    return paramsOf(report, 'parked.ok')
      ? { title: 'This domain is closed for mail, and says so well.', why: 'Nobody can send in its name.' }
      : {
          title: 'The records of this domain are in order.',
          why: 'Whether a campaign lines up with them depends on the service that sends it.',
        };
  }
  const accepting = providersThat(report, 'accept').length > 0;
  return {
    title: accepting ? providersTitle(report, 'accept') : 'Nothing stands against this campaign.',
    why: 'It proves that it is from you. Whether it reaches the inbox also depends on content and reputation.',
  };
}

const explainers: Record<Verdict, (report: Report, context: WordsContext) => VerdictWords> = {
  fail: explainFail,
  unknown: explainUnknown,
  warn: explainWarn,
  pass: explainPass,
};

const messageTitles: Record<Verdict, string> = {
  fail: 'Mailbox providers will refuse or junk such messages.',
  unknown: 'We cannot judge this message from its source.',
  warn: 'This message proves that it is from you, with gaps.',
  pass: 'This message proves that it is from you.',
};

const messageReasons: Record<Verdict, string> = {
  fail: 'One of their published rules is not met.',
  unknown: 'Something that decides it cannot be seen in it, or has no answer in DNS yet.',
  warn: 'Something in it does not follow what providers ask for.',
  pass: 'Seal and names hold. Whether it reaches the inbox also depends on content and reputation.',
};

function explainMessage(report: Report, context: WordsContext): VerdictWords {
  const { verdict } = report;
  const forged = verdict === 'fail' && report.message?.dmarc.result === 'fail';
  const first = verdict === 'pass' ? null : explainFirst(report, ({ severity }) => severity === verdict, context);
  return {
    title: forged ? 'This message does not prove that it is from you.' : messageTitles[verdict],
    why: first ?? messageReasons[verdict],
  };
}

/** The verdict's sentence and the reason. Names the providers that refuse or junk; certain rewriting is said instead. */
export function explainVerdict(report: Report): VerdictWords {
  const context = wordsContextOf(report);
  return report.message ? explainMessage(report, context) : explainers[report.verdict](report, context);
}

const CONCLUSIONS: Record<AlignmentConclusion, string> = {
  both: 'The signature and the return-path both match your From domain.',
  dkim: 'The signature (DKIM) matches your From domain. One is enough.',
  spf: 'The return-path (SPF) matches your From domain. One is enough.',
  neither: 'The signature or the return-path must match your From domain.',
  strict: 'The names are yours, but your DMARC record demands an exact match.',
  'no-key': 'The signature’s domain matches, but there is no working key to check it with.',
  unknown: 'Whether one of the two matches your From domain is not known yet.',
};

/** What a receiver concludes about alignment: the sentence at the end of the picture. */
export function explainAlignment(report: Report): string {
  if (isPlain(report) && !report.message) return 'Which names match depends on the service that sends.';
  return CONCLUSIONS[report.alignment.conclusion];
}

const counted = (report: Report): number => report.findings.filter(({ severity }) => severity === 'warn').length;

function failBadge(report: Report): string {
  if (paramsOf(report, 'from.rewritten')?.certain) return 'Sender will be replaced';
  return mostAdverse(report) === 'spam' ? 'Will land in spam' : 'Will be rejected';
}

/** The text of the badge in the page, for a verdict. */
export function explainBadge(report: Report): string {
  const badges: Record<Verdict, string> = {
    pass: 'Will be accepted',
    warn: `Accepted, ${count(counted(report), 'warning')}`,
    fail: failBadge(report),
    unknown: 'Cannot tell yet',
  };
  return badges[report.verdict];
}

/** What the first fix takes: `Two records repair it.`; '' where no record does. */
function repairSentence(report: Report): string {
  const records = report.findings.find(({ fix }) => fix !== null && fix.records.length > 0)?.fix?.records ?? [];
  if (records.length === 0) return '';
  return ` ${capital(count(records.length, 'record'))} ${records.length === 1 ? 'repairs' : 'repair'} it.`;
}

/** The send guard: one sentence, one reason, and what repairs it. */
export function explainGuard(report: Report): VerdictWords {
  const { title, why } = explainVerdict(report);
  return { title, why: `${why}${repairSentence(report)}` };
}
