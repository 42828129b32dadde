import { useId, useRef, useState } from 'react';
import {
  parseList,
  LONGEST_LIST,
  MOST_AT_ONCE,
  type ListedDomain,
  type ParsedList,
} from '../../lib/domains/parse-list.ts';
import { ESP_IDS, ESP_NAMES, isEspId } from '../../lib/esp/esp-id.ts';
import { Button } from '../ui/Button.tsx';
import { fieldStyles, SelectField, TextField } from '../ui/Field.tsx';
import { useCatalogue } from '../words.tsx';
import styles from './Domains.module.css';

interface AddDomainsProps {
  /** Resolves once they are in the list. */
  onAdd: (domains: ListedDomain[]) => Promise<boolean>;
}

/** UTF-16 where a byte order mark says so, as spreadsheets write it; else UTF-8. */
async function readText(file: File): Promise<string> {
  const octets = new Uint8Array(await file.slice(0, LONGEST_LIST * 2).arrayBuffer());
  const encoding = octets[0] === 0xff && octets[1] === 0xfe ? 'utf-16le' : 'utf-8';
  return new TextDecoder(encoding).decode(octets);
}

/** What was added, and what was not: each line that could not be used. */
function Outcome({ added, list }: { added: number | null; list: ParsedList | null }) {
  const { say, sayAny } = useCatalogue();
  const faults = list?.faults ?? [];
  const shown = faults.slice(0, 10);
  return (
    <output className={styles.outcome}>
      {added !== null && added > 0 && <p>{say('page.list.added', { count: added })}</p>}
      {list?.faultCount === 0 && added === 0 && <p className={fieldStyles.problem}>{say('page.list.nothing')}</p>}
      {shown.length > 0 && (
        <>
          <p className={fieldStyles.problem}>{say('page.list.faults', { count: list?.faultCount ?? 0 })}</p>
          <ul data-list-faults="">
            {shown.map(({ line, text, fault }) => (
              <li key={line}>{sayAny(`page.list.fault.${fault}`, { line, text })}</li>
            ))}
            {list && list.faultCount > shown.length && (
              <li>{say('page.list.moreFaults', { count: list.faultCount - shown.length })}</li>
            )}
          </ul>
        </>
      )}
    </output>
  );
}

/** One domain, a pasted list or a file: what is missing in a line is taken from the two fields below. */
export function AddDomains({ onAdd }: AddDomainsProps) {
  const { say } = useCatalogue();
  const id = useId();
  const [text, setText] = useState('');
  const [esp, setEsp] = useState('');
  const [client, setClient] = useState('');
  const [list, setList] = useState<ParsedList | null>(null);
  const [added, setAdded] = useState<number | null>(null);
  const file = useRef<HTMLInputElement>(null);
  const add = async () => {
    const parsed = parseList(text);
    setList(parsed);
    const chosen = esp === 'none' || isEspId(esp) ? esp : null;
    const domains = parsed.domains.map((one) => ({
      ...one,
      esp: one.esp ?? chosen,
      client: one.client ?? (client.trim() || null),
    }));
    const isAdded = domains.length === 0 || (await onAdd(domains));
    setAdded(isAdded ? domains.length : null);
    if (isAdded && domains.length > 0) setText('');
  };
  return (
    <form
      className={styles.add}
      data-add-domains=""
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <div className={fieldStyles.field}>
        <label className={fieldStyles.label} htmlFor={`${id}-list`}>
          {say('page.list.addLabel')}
        </label>
        <textarea
          id={`${id}-list`}
          className={fieldStyles.input}
          value={text}
          onChange={(event) => setText(event.target.value)}
          placeholder={'brand.com\nshop.com, Klaviyo, , Shop Ltd'}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          aria-describedby={`${id}-hint`}
        />
        <p className={fieldStyles.hint} id={`${id}-hint`}>
          {say('page.list.addHint', { most: MOST_AT_ONCE })}
        </p>
      </div>
      <div className={styles.addFields}>
        <SelectField
          id={`${id}-esp`}
          label={say('page.list.addEsp')}
          value={esp}
          onChange={setEsp}
          options={[
            { value: '', label: say('page.list.addEspUnsaid') },
            ...ESP_IDS.map((one) => ({ value: one as string, label: ESP_NAMES[one] })),
            { value: 'none', label: say('page.list.addEspNone') },
          ]}
        />
        <TextField id={`${id}-client`} label={say('page.list.addClient')} value={client} onChange={setClient} />
      </div>
      <div className={styles.buttons}>
        <Button kind="main" type="submit">
          {say('page.list.addSubmit')}
        </Button>
        <Button mark="file" onClick={() => file.current?.click()}>
          {say('page.list.addFile')}
        </Button>
        <input
          ref={file}
          type="file"
          hidden
          accept=".csv,.tsv,.txt,text/*"
          onChange={(event) => {
            const [chosen] = event.target.files ?? [];
            if (chosen) void readText(chosen).then(setText);
            event.target.value = '';
          }}
        />
      </div>
      <Outcome added={added} list={list} />
    </form>
  );
}
