import type { Evidence } from '../../lib/findings/finding.ts';
import { toResolverName } from '../resolver-name.ts';
import { Code, textStyles } from '../ui/Text.tsx';
import { useWords } from '../words.tsx';
import styles from './FindingList.module.css';

interface Asked {
  name: string;
  type: string;
  by: Evidence[];
}

/** One entry for each question, with what each resolver said. */
function toAsked(evidence: readonly Evidence[]): Asked[] {
  const asked = new Map<string, Asked>();
  for (const one of evidence) {
    const key = `${one.name} ${one.type}`;
    const entry = asked.get(key) ?? { name: one.name, type: one.type, by: [] };
    entry.by.push(one);
    asked.set(key, entry);
  }
  return [...asked.values()];
}

/** What was asked, and what came back: the ground that a finding stands on. */
export function Answers({ evidence }: { evidence: readonly Evidence[] }) {
  const words = useWords().answers;
  return (
    <ul className={styles.answers}>
      {toAsked(evidence).map(({ name, type, by }) => (
        <li key={`${name} ${type}`}>
          <Code>
            {name} {type}
          </Code>
          {by.map((one, index) => (
            // Two answers of one resolver to one question are told apart by their order alone.
            // oxlint-disable-next-line react/no-array-index-key
            <small key={index}>
              {toResolverName(one.resolver)}: {words.outcome[one.outcome]}
              {one.aliases.length > 0 && <> {words.through(one.aliases.join(', '))}</>}
              {one.records.map((record) => (
                <code key={record} className={textStyles.code} style={{ display: 'block' }}>
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
