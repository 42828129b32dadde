import { useEffect, useId, useState } from 'react';
import { ESP_IDS } from '../../lib/esp/esp-id.ts';
import { usePageWords } from '../page-words.tsx';
import type { EspChoice } from '../popup/SenderForm.tsx';
import { Button } from '../ui/Button.tsx';
import { Disclosure } from '../ui/Disclosure.tsx';
import { FileButton } from '../ui/FileButton.tsx';
import { fieldStyles, SelectField, TextField } from '../ui/Field.tsx';
import { useWords } from '../words.tsx';
import styles from './Message.module.css';

/** The source of a test message, and what was composed: both as the user gave them. */
export interface MessageInput {
  /** The bytes of a file, or pasted text. */
  source: Uint8Array | string;
  /** Null: found out from the message. */
  esp: EspChoice | null;
  /** The From as composed; '' where not said. */
  from: string;
}

/** More is no message that a campaign would be; it is not even read. */
const LARGEST = 40 * 1024 * 1024;

const MESSAGE_FILES = '.eml,.mbox,.txt,message/rfc822,text/plain';

interface MessageFormProps {
  busy: boolean;
  /** Why what was given is no message. */
  problem: string | null;
  onCheck: (input: MessageInput) => void;
}

/** Paste, drop or open the source of a test message. */
export function MessageForm({ busy, problem, onCheck }: MessageFormProps) {
  const words = usePageWords().message;
  const { espName } = useWords();
  const id = useId();
  const [text, setText] = useState('');
  const [esp, setEsp] = useState('');
  const [from, setFrom] = useState('');
  const [over, setOver] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);

  const check = (source: Uint8Array | string) =>
    onCheck({ source, esp: esp === '' ? null : (esp as EspChoice), from: from.trim() });
  const open = async (file: File | undefined) => {
    if (!file) return;
    if (file.size > LARGEST) {
      setTrouble(words.tooLarge);
      return;
    }
    setTrouble(null);
    check(new Uint8Array(await file.arrayBuffer()));
  };
  // Anywhere on the page: what misses a field would be opened in the page's place. Dragged text goes its own way.
  useEffect(() => {
    const take = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      setOver(event.type === 'dragover');
      if (event.type === 'drop') void open(event.dataTransfer.files[0]);
    };
    const leave = () => setOver(false);
    window.addEventListener('dragover', take);
    window.addEventListener('drop', take);
    window.addEventListener('dragleave', leave);
    return () => {
      window.removeEventListener('dragover', take);
      window.removeEventListener('drop', take);
      window.removeEventListener('dragleave', leave);
    };
  });
  const said = trouble ?? problem;
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        setTrouble(text.trim() === '' ? words.empty : null);
        if (text.trim() !== '' && !busy) check(text);
      }}
    >
      <div className={styles.drop} data-over={over || undefined}>
        <label className={fieldStyles.label} htmlFor={`${id}-source`}>
          {words.source}
        </label>
        <textarea
          id={`${id}-source`}
          className={fieldStyles.input}
          value={text}
          onChange={(event) => setText(event.target.value)}
          spellCheck={false}
          aria-describedby={said ? `${id}-problem` : `${id}-hint`}
          aria-invalid={said ? true : undefined}
        />
        {said && (
          <p className={fieldStyles.problem} id={`${id}-problem`} role="alert">
            {said}
          </p>
        )}
        <p className={fieldStyles.hint} id={`${id}-hint`}>
          {words.hint}
        </p>
        <div className={styles.row}>
          <Button kind="main" type="submit" mark={busy ? 'busy' : undefined} aria-disabled={busy}>
            {busy ? words.busy : words.check}
          </Button>
          <FileButton label={words.open} accept={MESSAGE_FILES} onFile={(file) => void open(file)} />
        </div>
      </div>
      <SelectField
        id={`${id}-esp`}
        label={words.esp}
        value={esp}
        options={[
          { value: '', label: words.findOut },
          ...ESP_IDS.map((one) => ({ value: one as string, label: espName[one] })),
          { value: 'none', label: words.noEsp },
        ]}
        onChange={setEsp}
      />
      <TextField
        id={`${id}-from`}
        label={words.from}
        value={from}
        onChange={setFrom}
        inputMode="email"
        hint={words.fromHint}
      />
      <Disclosure summary={words.how}>
        <ul className={styles.how}>
          {words.ways.map((way) => (
            <li key={way}>{way}</li>
          ))}
        </ul>
      </Disclosure>
    </form>
  );
}
