import { useId, useState } from 'react';
import type { EspView } from '../../lib/words/report-words.ts';
import { Button } from '../ui/Button.tsx';
import { fieldStyles } from '../ui/Field.tsx';
import { useWords } from '../words.tsx';
import styles from './Fix.module.css';

/** Step 2 of records whose values only the ESP knows: they are pasted here, in whatever form they were copied. */
export function ValuesForm({
  esp,
  missing,
  problem: cause,
  pasted,
  onValues,
}: {
  esp: EspView;
  /** How many values are still missing. */
  missing: number;
  /** Why a value of the pasted text was not taken. */
  problem: string | null;
  /** A text was pasted already, and did not hold them all. */
  pasted: boolean;
  onValues: (text: string) => void;
}) {
  const words = useWords().values;
  const id = useId();
  const [typed, setTyped] = useState('');
  const [missingBefore, setMissingBefore] = useState<number | null>(null);
  const problem = pasted ? (cause ?? (missing === missingBefore ? words.none(esp.name) : words.some(missing))) : null;
  const use = (text: string) => {
    if (text.trim() === '') return;
    setMissingBefore(missing);
    onValues(text);
  };
  return (
    <form
      className={styles.values}
      onSubmit={(event) => {
        event.preventDefault();
        use(typed);
      }}
    >
      <label className={fieldStyles.label} htmlFor={id}>
        {words.paste(esp.name)}
      </label>
      <div className={styles.entry}>
        <textarea
          id={id}
          data-values
          className={`${fieldStyles.input} ${styles.paste}`}
          rows={2}
          value={typed}
          spellCheck={false}
          onChange={(event) => setTyped(event.target.value)}
          onPaste={(event) => {
            const text = event.clipboardData.getData('text');
            if (text.trim() === '') return;
            event.preventDefault();
            setTyped(text);
            use(text);
          }}
          aria-invalid={problem ? true : undefined}
          aria-describedby={`${id}-hint`}
        />
        <Button type="submit">{words.use}</Button>
      </div>
      <p id={`${id}-hint`} className={problem ? fieldStyles.problem : fieldStyles.hint}>
        {problem ?? words.hint(esp.recordsPath)}
      </p>
    </form>
  );
}
