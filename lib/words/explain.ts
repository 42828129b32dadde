import type { Finding, FindingCode, FindingOf } from '../findings/finding.ts';

/** What the words may know beside the finding itself. */
export interface WordsContext {
  /** The ESP as a marketer calls it; null without one. */
  espName: string | null;
  domain: string;
  /** Where in the ESP its values stand. */
  recordsPath: string | null;
  confirmButton: string | null;
}

/** Everything a person reads about one finding. */
export interface FindingWords<C extends FindingCode> {
  /** What is the matter, for a marketer: one short line, at most about 60 characters. */
  title(finding: FindingOf<C>, context: WordsContext): string;
  /** What to do, in about six words; the heading of the fix. */
  action(finding: FindingOf<C>, context: WordsContext): string;
  /** What happens because of it and why, one or two plain sentences. */
  why(finding: FindingOf<C>, context: WordsContext): string;
  /** The same for a consultant: exact terms, values. */
  expert(finding: FindingOf<C>, context: WordsContext): string;
  /** `RFC 9989 § 4.10`; null where no clause rules it. */
  clause: string | null;
}

export type FindingDictionary = { [C in FindingCode]: FindingWords<C> };

export interface Explanation {
  title: string;
  action: string;
  why: string;
  expert: string;
  clause: string | null;
}

/** The words of a finding, out of a language's dictionary. */
export function explainFinding(finding: Finding, context: WordsContext, dictionary: FindingDictionary): Explanation {
  // One finding's code picks its own entry: TypeScript cannot follow that correlation through the union.
  const words = dictionary[finding.code] as FindingWords<FindingCode>;
  return {
    title: words.title(finding, context),
    action: words.action(finding, context),
    why: words.why(finding, context),
    expert: words.expert(finding, context),
    clause: words.clause,
  };
}
