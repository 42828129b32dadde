import type { RoadmapStep } from '../../lib/fixes/dmarc/roadmap.ts';
import { usePageWords } from '../page-words.tsx';
import { Disclosure } from '../ui/Disclosure.tsx';
import { Mark, type MarkName, type Tone } from '../ui/Mark.tsx';
import { Code, textStyles } from '../ui/Text.tsx';
import styles from './Roadmap.module.css';

const SIGNS: Record<RoadmapStep['state'], [MarkName, Tone]> = {
  done: ['pass', 'pass'],
  next: ['from', 'accent'],
  later: ['sorting', 'quiet'],
};

const CONDITION_SIGNS = {
  true: ['tick', 'pass'],
  false: ['cross', 'fail'],
  null: ['unseen', 'quiet'],
} as const satisfies Record<string, [MarkName, Tone]>;

/** The way from watching to refusing forgeries, with what must be true before each step. */
export function Roadmap({ steps }: { steps: readonly RoadmapStep[] }) {
  const words = usePageWords().roadmap;
  return (
    <Disclosure summary={words.title} className={styles.roadmap}>
      <ol className={styles.steps}>
        {steps.map(({ id, state, record, conditions }) => {
          const [mark, tone] = SIGNS[state];
          return (
            <li key={id} data-step={id} data-is={state} aria-current={state === 'next' ? 'step' : undefined}>
              <Mark name={mark} tone={tone} size="m" />
              <div>
                <h3>
                  {words.steps[id].title} <small className={textStyles.quiet}>{words.states[state]}</small>
                </h3>
                <p>{words.steps[id].text}</p>
                <ul>
                  {conditions.map((condition) => {
                    const [glyph, colour] = CONDITION_SIGNS[`${condition.met}`];
                    return (
                      <li key={condition.id}>
                        <Mark name={glyph} tone={colour} size="s" />
                        <span>{words.conditions[condition.id]}</span>
                      </li>
                    );
                  })}
                </ul>
                {record && state !== 'done' && <Code>{record}</Code>}
              </div>
            </li>
          );
        })}
      </ol>
    </Disclosure>
  );
}
