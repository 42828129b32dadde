import type { Bounce } from '../message/bounce/bounce.ts';
import type { Unjudged } from '../message/message-report.ts';
import { providerName } from './provider-words.ts';
import type { Words } from './say.ts';

/** A bounce in a few sentences on one line: who answered what, what it means and what to do. */
function explainBounce({ provider, reply, status, rule }: Bounce, { say, ...words }: Words): string {
  const who = provider && providerName(provider, { say, ...words });
  const code = [reply, status].filter((part) => part !== null).join(' ');
  const answered = say('page.bounce.answered', { provider: who, code: code === '' ? null : code });
  const meaning = rule === null ? say('page.bounce.unknownRule') : say(`page.bounce.rule.${rule}.meaning`);
  return rule === null ? `${answered} ${meaning}` : `${answered} ${meaning} ${say(`page.bounce.rule.${rule}.action`)}`;
}

/** Why there is no test message to judge, and what to hand in instead: sentences on one line. */
export function explainProblem(unjudged: Unjudged, words: Words): string {
  if (unjudged.fault === 'bounce') return explainBounce(unjudged.bounce, words);
  const problem = words.say(`page.source.${unjudged.fault}`);
  const results = unjudged.summary.map(({ method, result }) => `${method.toUpperCase()} ${result}`);
  return results.length === 0 ? problem : `${problem} ${words.say('page.source.says', { results })}`;
}
