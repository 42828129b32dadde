import { usePageWords } from '../page-words.tsx';
import { Mark, type MarkName, type Tone } from '../ui/Mark.tsx';
import { Breakable } from '../ui/Text.tsx';
import { useWords } from '../words.tsx';
import styles from './Journey.module.css';
import { STOPS, type Journey, type Stop, type StopState } from './to-journey.ts';

const MARKS: Record<Stop, MarkName> = {
  written: 'from',
  sent: 'seal',
  door: 'server',
  sorted: 'sorting',
  read: 'reader',
};

function signOf(stop: Stop, state: StopState): [MarkName, Tone] {
  if (state === 'broken') return ['fail', 'fail'];
  if (state === 'unknown') return stop === 'door' ? ['unknown', 'unknown'] : [MARKS[stop], 'unknown'];
  if (state === 'beyond') return [MARKS[stop], 'quiet'];
  return stop === 'door' ? ['pass', 'pass'] : [MARKS[stop], 'ink'];
}

interface JourneyPictureProps {
  journey: Journey;
  from: string;
  /** The service that sends, as its maker writes it. */
  esp: string | null;
}

/** From the writing desk to the reader: which step breaks the campaign's way. */
export function JourneyPicture({ journey, from, esp }: JourneyPictureProps) {
  const words = usePageWords().journey;
  const { providers } = useWords();
  const provider = providers.name[journey.provider];
  const said: Record<Stop, string | null> = {
    written: from,
    sent: journey.signedBy && words.signedBy(journey.signedBy),
    door: journey.states.door === 'passed' ? words.matches : null,
    sorted: journey.broken === null && journey.states.sorted === 'unknown' ? words.alsoContent : null,
    read: null,
  };
  return (
    <ol className={styles.journey}>
      {STOPS.map((stop) => {
        const state = journey.states[stop];
        const [mark, tone] = signOf(stop, state);
        return (
          <li key={stop} className={styles.stop} data-stop={stop} data-is={state}>
            <Mark name={mark} tone={tone} label={state === 'broken' ? words.brokenMark : undefined} />
            <h3>{stop === 'sent' ? words.title.sent(esp) : words.title[stop](provider)}</h3>
            <p className={styles.term}>{words.term[stop]}</p>
            {state === 'broken' && journey.broken && (
              <p>
                <span className={styles.here}>{words.here[journey.broken]}</span>
              </p>
            )}
            {state === 'beyond' && <p>{words.notReached}</p>}
            {state !== 'beyond' && said[stop] && (
              <p>
                <Breakable text={said[stop]} />
              </p>
            )}
          </li>
        );
      })}
    </ol>
  );
}
