import type { Evidence } from '../../lib/findings/finding.ts';
import { toResolverName } from '../resolver-name.ts';
import { toList } from '../time.ts';
import { Code } from '../ui/Text.tsx';
import { useWords } from '../words.tsx';
import styles from './FindingList.module.css';

interface Asked {
  name: string;
  type: string;
  /** What was said, and by whom: resolvers that say the same stand together. */
  said: { answer: Evidence; by: string[] }[];
}

const sayingOf = ({ outcome, records, aliases }: Evidence) => JSON.stringify([outcome, records.toSorted(), aliases]);

/** One entry for each question, with what each resolver said. */
function toAsked(evidence: readonly Evidence[]): Asked[] {
  const asked = new Map<string, Asked>();
  for (const answer of evidence) {
    const key = `${answer.name} ${answer.type}`;
    const entry = asked.get(key) ?? { name: answer.name, type: answer.type, said: [] };
    const same = entry.said.find((one) => sayingOf(one.answer) === sayingOf(answer));
    const resolver = toResolverName(answer.resolver);
    if (!same) entry.said.push({ answer, by: [resolver] });
    else if (!same.by.includes(resolver)) same.by.push(resolver);
    asked.set(key, entry);
  }
  return [...asked.values()];
}

/** What was asked, and what came back: the ground that a finding stands on. */
export function Answers({ evidence }: { evidence: readonly Evidence[] }) {
  const { answers: words, language } = useWords();
  return (
    <ul className={styles.answers}>
      {toAsked(evidence).map(({ name, type, said }) => (
        <li key={`${name} ${type}`}>
          <Code>
            {name} {type}
          </Code>
          {said.map(({ answer, by }) => (
            <small key={sayingOf(answer)}>
              {toList(by, language)}: {words.outcome[answer.outcome]}
              {answer.aliases.length > 0 && <> {words.through(answer.aliases.join(', '))}</>}
              {answer.records.map((record) => (
                <code key={record} className={styles.record}>
                  {record}
                </code>
              ))}
            </small>
          ))}
        </li>
      ))}
    </ul>
  );
}
