import { findEspById } from '../esp/registry.ts';
import { CLAUSES } from '../findings/clauses.ts';
import type { Finding, FindingCode, FindingParams, Severity } from '../findings/finding.ts';
import type { Report } from '../report/report.ts';
import type { MessageValue, Words } from './say.ts';

/** What the words of a report's findings may name beside the findings themselves. */
export interface WordsContext {
  /** The ESP as its maker writes it; null without one. */
  esp: string | null;
  domain: string;
  /** Menu path in the ESP to the page that shows its records. */
  recordsPath: string | null;
  confirmButton: string | null;
}

/** Everything that a person reads of one finding. */
export interface Explanation {
  /** What is wrong, subject first; at most 60 characters in English, 75 in other languages. No full stop. */
  title: string;
  /** What to do and where; the heading of the fix. No full stop. */
  action: string;
  /** What will happen to the campaign and why: at most two sentences. */
  why: string;
  /** The same for a consultant: record, selector, values. */
  expert: string;
  /** As `RFC 9989 § 4.10`; null where none rules it. */
  clause: string | null;
}

export type Part = 'title' | 'action' | 'why' | 'expert';

/** The codes whose `reason` has a sentence of its own, under `fault.<code>.<reason>`. */
export const FAULT_CODES = [
  'dns.servfail',
  'from.unusable',
  'dkim.wrong-target',
  'dkim.misnamed',
  'dkim.invalid',
  'dmarc.syntax',
  'dmarc.bad-report-address',
  'spf.unrecognised',
  'spf.syntax',
  'mx.broken',
  'message.damaged',
  'message.one-click-invalid',
] as const satisfies FindingCode[];

/** The names of a code's own parameters; none for `Record<string, never>`. */
type NamesOf<C extends FindingCode> = string extends keyof FindingParams[C] ? never : keyof FindingParams[C] & string;

type Counts<C extends FindingCode> = {
  [K in NamesOf<C> as FindingParams[C][K] extends readonly unknown[] ? `${K}Count` : never]: number;
};

/** Made from the parameters for the messages of one code. */
export interface Derived {
  'dkim.not-set-up': { names: string[] };
  'dkim.no-known-selector': { found: string | null };
  'spf.syntax': { place: number };
  'spf.after-all': { termsText: string };
  'spf.include-loop': { chainText: string };
}

const derive: { [C in keyof Derived]: (params: FindingParams[C]) => Derived[C] } = {
  'dkim.not-set-up': ({ selectors, domain }) => ({
    names: selectors.map((selector) => `${selector}._domainkey.${domain}`),
  }),
  'dkim.no-known-selector': ({ found = null }) => ({ found }),
  'spf.syntax': ({ position }) => ({ place: position + 1 }),
  'spf.after-all': ({ terms }) => ({ termsText: terms.join(' ') }),
  'spf.include-loop': ({ chain }) => ({ chainText: chain.join(' → ') }),
};

/**
 * What the messages of a code may use: its parameters, the length of each list, and what is around it.
 * @public Used by the build and tests.
 */
export type MessageParamsOf<C extends FindingCode> = {
  [K in Exclude<NamesOf<C>, C extends keyof Derived ? keyof Derived[C] : never>]: FindingParams[C][K];
} & Counts<C> &
  (C extends keyof Derived ? Derived[C] : unknown) &
  Omit<WordsContext, NamesOf<C>> & {
    severity: Severity;
    subject: string;
    outcome: string;
  } & (C extends (typeof FAULT_CODES)[number] ? { fault: string } : unknown);

/** What the report says of the domain around its findings. */
export function wordsContextOf({ esp, domain }: Pick<Report, 'esp' | 'domain'>): WordsContext {
  const found = esp === null ? null : findEspById(esp);
  return {
    esp: found?.sending.name ?? null,
    domain,
    recordsPath: found?.help.recordsPath ?? null,
    confirmButton: found?.help.confirmButton ?? null,
  };
}

/** What a fault of a key or of the SPF record means for this campaign, in one sentence; '' in the other areas. */
function outcomeOf({ code, severity }: Finding, context: WordsContext, words: Words): string {
  const isFail = severity === 'fail';
  if (code.startsWith('dkim.')) {
    return isFail ? words.say('outcome.dkim.fail') : words.say('outcome.dkim.warn', { esp: context.esp });
  }
  if (!code.startsWith('spf.')) return '';
  if (context.esp === null) return words.say('outcome.spf.domain');
  return words.say(isFail ? 'outcome.spf.campaign-fail' : 'outcome.spf.campaign-warn');
}

function paramsOf(finding: Finding, context: WordsContext, words: Words): Record<string, MessageValue> {
  const { code, params, severity, subject } = finding;
  const counts = Object.entries(params).flatMap(([name, value]) =>
    Array.isArray(value) ? [[`${name}Count`, value.length]] : [],
  );
  // One finding's code picks its own entry: TypeScript cannot follow that correlation through the union.
  const more = Object.hasOwn(derive, code) ? derive[code as keyof Derived](params as never) : {};
  const all = {
    ...context,
    ...params,
    ...Object.fromEntries(counts),
    ...more,
    severity,
    subject,
    outcome: outcomeOf(finding, context, words),
  };
  const reason = 'reason' in params ? params.reason : '';
  const fault = words.sayAny(`fault.${code}.${reason}`, all) || words.sayAny(`fault.${code}.other`, all);
  return { ...all, fault };
}

/** The words of a finding. */
export function explainFinding(finding: Finding, context: WordsContext, words: Words): Explanation {
  const params = paramsOf(finding, context, words);
  const say = (part: Part) => words.sayAny(`finding.${finding.code}.${part}`, params);
  return {
    title: say('title'),
    action: say('action'),
    why: say('why'),
    expert: say('expert'),
    clause: CLAUSES[finding.code],
  };
}

/** The words of a finding of this report. */
export const explainReportFinding = (
  report: Pick<Report, 'esp' | 'domain'>,
  finding: Finding,
  words: Words,
): Explanation => explainFinding(finding, wordsContextOf(report), words);
