import { useId, useState } from 'react';
import type { SpfChoice } from '../../lib/fixes/fix.ts';
import { Button } from '../ui/Button.tsx';
import { Choice } from '../ui/Field.tsx';
import { textStyles } from '../ui/Text.tsx';
import { useWords } from '../words.tsx';
import styles from './Fix.module.css';

/** DNS lookups that one SPF record may cost (RFC 7208 § 4.6.4). */
const MOST_LOOKUPS = 10;

interface ChoicesFormProps {
  choices: readonly SpfChoice[];
  /** DNS lookups once what is safe has been done. */
  lookups: number | null;
  onDrop: (terms: string[]) => void;
}

/** Which senders of an SPF record are still in use: only the user knows, and the record is built from the answer. */
export function ChoicesForm({ choices, lookups, onDrop }: ChoicesFormProps) {
  const words = useWords().choices;
  const id = useId();
  const [dropped, setDropped] = useState<readonly string[]>([]);
  const saved = choices.reduce((sum, choice) => sum + (dropped.includes(choice.term) ? choice.lookups : 0), 0);
  const left = lookups === null ? null : Math.max(0, lookups - saved);
  return (
    <form
      data-choices
      onSubmit={(event) => {
        event.preventDefault();
        onDrop([...dropped]);
      }}
    >
      <fieldset className={styles.choices}>
        <legend>{words.title}</legend>
        <p className={textStyles.small}>{words.lead}</p>
        {choices.map(({ term, vendor, lookups: costs }) => (
          <Choice
            key={term}
            kind="checkbox"
            id={`${id}-${term}`}
            name={term}
            checked={!dropped.includes(term)}
            onChange={(sends) => setDropped(sends ? dropped.filter((one) => one !== term) : [...dropped, term])}
            label={words.vendor(vendor, costs)}
            note={vendor === term ? undefined : term}
          />
        ))}
      </fieldset>
      <div className={styles.entry}>
        <Button type="submit" aria-disabled={dropped.length === 0}>
          {words.build}
        </Button>
        {left !== null && (
          <output className={textStyles.small}>
            {words.sum(left)} {left > MOST_LOOKUPS && words.over}
          </output>
        )}
      </div>
    </form>
  );
}
