import { useState } from 'react';
import type { EspId } from '../lib/esp/esp-id.ts';
import type { Answer } from '../lib/messaging/protocol.ts';
import type { ExplainedReport } from '../lib/words/report-words.ts';

/** What the user says of a report: text pasted out of the ESP, SPF terms that no longer send. */
interface Given {
  pasted?: string;
  drop?: string[];
}

interface Question extends Given {
  from: string;
  replyTo: string | null;
  esp: EspId | 'none';
  account: string | null;
}

/** Characters of pasted text that are looked at. */
const LONGEST_PASTE = 20_000;

/** The forms of a fix that ask the user, and what came of them. */
export interface UserAnswers {
  /** Values that only the ESP knows were pasted already. */
  pasted: boolean;
  onValues: (text: string) => void;
  /** These SPF terms no longer send. */
  onDrop: (terms: string[]) => void;
}

/** The report as the user's answers complete it; `ask` audits anew with them. `problem`: why that was not done. */
export function useAnswers(
  asked: ExplainedReport,
  ask: (question: Question) => Promise<Answer<ExplainedReport>>,
): UserAnswers & { report: ExplainedReport; problem: string | null } {
  const [outcome, setOutcome] = useState<{ of: ExplainedReport; report: ExplainedReport } | null>(null);
  const [given, setGiven] = useState<Given>({});
  const [problem, setProblem] = useState<string | null>(null);
  const answer = async (more: Given) => {
    const all = { ...given, ...more };
    setGiven(all);
    const { from, replyTo, esp, account } = asked;
    const reply = await ask({ from, replyTo, esp: esp ?? 'none', account, ...all });
    setProblem(reply.ok ? null : reply.problem);
    if (reply.ok) setOutcome({ of: asked, report: reply.value });
  };
  const isCurrent =
    outcome !== null &&
    outcome.of.domain === asked.domain &&
    outcome.of.esp === asked.esp &&
    outcome.of.at === asked.at;
  return {
    report: isCurrent ? outcome.report : asked,
    problem,
    pasted: given.pasted !== undefined,
    onValues: (pasted) => void answer({ pasted: pasted.slice(0, LONGEST_PASTE) }),
    onDrop: (drop) => void answer({ drop }),
  };
}
