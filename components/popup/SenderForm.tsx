import { useEffect, useId, useState } from 'react';
import { ESP_IDS, type EspId } from '../../lib/esp/esp-id.ts';
import { Button } from '../ui/Button.tsx';
import { SelectField, TextField } from '../ui/Field.tsx';
import { Lane } from '../ui/Lane.tsx';
import { Mark } from '../ui/Mark.tsx';
import { useWords } from '../words.tsx';
import styles from './Popup.module.css';

export type EspChoice = EspId | 'none';

export interface SenderFormProps {
  /** What stands in it at first. */
  address: string;
  /** Null: not said yet, so the first choice is asked for. */
  esp: EspChoice | null;
  /** Why the last one could not be used. */
  problem: string | null;
  onSubmit: (address: string, esp: EspChoice) => void;
  onCancel?: (() => void) | undefined;
  /** `bare`: without a mark of its own, where it stands under another's. */
  look?: 'lane' | 'bare';
  /** Takes the keyboard when it appears: where it is what was opened. */
  focused?: boolean;
}

/** A sender typed by hand: any address or domain, any service. */
export function SenderForm({
  address,
  esp,
  problem,
  onSubmit,
  onCancel,
  look = 'lane',
  focused = false,
}: SenderFormProps) {
  const { sender: words, espName } = useWords();
  const id = useId();
  useEffect(() => {
    if (focused) document.getElementById(`${id}-address`)?.focus();
  }, [focused, id]);
  const [typed, setTyped] = useState(address);
  const [chosen, setChosen] = useState<string>(esp ?? '');
  const [missing, setMissing] = useState<'address' | 'esp' | null>(null);
  const options = [
    ...(chosen === '' ? [{ value: '', label: words.choose }] : []),
    ...ESP_IDS.map((id) => ({ value: id as string, label: espName[id] })),
    { value: 'none', label: words.otherEsp },
  ];
  const fields = (
    <div className={styles.stack}>
      <TextField
        id={`${id}-address`}
        label={words.address}
        value={typed}
        onChange={setTyped}
        inputMode="email"
        hint={words.example}
        problem={missing === 'address' ? words.empty : problem}
      />
      <SelectField
        id={`${id}-esp`}
        label={words.esp}
        value={chosen}
        options={options}
        onChange={setChosen}
        hint={chosen === 'none' ? words.noneHint : undefined}
        problem={missing === 'esp' && chosen === '' ? words.choose : null}
      />
      <div className={styles.fieldRow}>
        <Button kind="main" type="submit">
          {words.check}
        </Button>
        {onCancel && <Button onClick={onCancel}>{words.cancel}</Button>}
      </div>
    </div>
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const text = typed.trim();
        setMissing(text === '' ? 'address' : chosen === '' ? 'esp' : null);
        if (text !== '' && chosen !== '') onSubmit(text, chosen as EspChoice);
      }}
    >
      {look === 'bare' ? fields : <Lane mark={<Mark name="letter" size="m" tone="accent" />}>{fields}</Lane>}
    </form>
  );
}
