import { useId, useState } from 'react';
import type { Account } from '../../lib/esp-api/account.ts';
import type { ApiPart, EspApi } from '../../lib/esp-api/api.ts';
import { ESP_NAMES, type PageEspId } from '../../lib/esp/esp-id.ts';
import type { Connection } from '../../lib/messaging/protocol.ts';
import { usePageWords } from '../page-words.tsx';
import { Block, Part } from '../report/Part.tsx';
import { toClock } from '../time.ts';
import { Button, ButtonLink, LinkButton } from '../ui/Button.tsx';
import { Disclosure } from '../ui/Disclosure.tsx';
import { Choice, TextField } from '../ui/Field.tsx';
import { Code, Hidden } from '../ui/Text.tsx';
import { useWords } from '../words.tsx';
import styles from './Options.module.css';

type ApiFacts = Pick<EspApi, 'id' | 'scopes' | 'hasReadOnlyKeys'>;

interface AccountsPartProps {
  apis: readonly ApiFacts[];
  accounts: readonly Account[];
  now: number;
  /** Asks for the host's permission, tries the key and keeps it. Called as the first thing in a click. */
  onConnect: (esp: PageEspId, key: string) => Promise<Connection>;
  onErase: (esp: PageEspId) => void;
  /** Null: notifications are allowed already. */
  onNotify: (() => void) | null;
  waitingHref: string;
}

/** What each scope of the key is for. */
function Scopes({ scopes }: Pick<EspApi, 'scopes'>) {
  const words = usePageWords().accounts;
  return (
    <>
      <p>{words.scopes}</p>
      <ul className={styles.list}>
        {(Object.entries(scopes) as [ApiPart, string][]).map(([part, scope]) => (
          <li key={part} className={styles.item}>
            <span>
              <Code>{scope}</Code>
              <small>{words.part(part)}</small>
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function KeyForm({ api, onConnect }: { api: ApiFacts } & Pick<AccountsPartProps, 'onConnect'>) {
  const words = usePageWords().accounts;
  const id = useId();
  const [typed, setTyped] = useState('');
  const [confirmed, setConfirmed] = useState(api.hasReadOnlyKeys);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const name = ESP_NAMES[api.id];
  const submit = async () => {
    const key = typed.trim();
    if (key === '' || !confirmed || busy) return;
    setBusy(true);
    setProblem(null);
    // Nothing is awaited before this: the browser asks for a permission only as the answer to a click.
    const result = await onConnect(api.id, key);
    setBusy(false);
    if (result === 'connected') setTyped('');
    else setProblem(words.result(result, name));
  };
  return (
    <form
      className={styles.stack}
      data-connect={api.id}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {api.hasReadOnlyKeys ? <Scopes scopes={api.scopes} /> : <p>{words.canWrite}</p>}
      {!api.hasReadOnlyKeys && (
        <Choice
          kind="checkbox"
          id={`${id}-sure`}
          name="sure"
          checked={confirmed}
          onChange={setConfirmed}
          label={words.confirm}
        />
      )}
      <TextField id={`${id}-key`} label={words.key(name)} value={typed} onChange={setTyped} problem={problem} secret>
        <Button type="submit" disabled={!confirmed || busy}>
          {busy ? words.connecting : words.connect}
        </Button>
      </TextField>
    </form>
  );
}

function AccountState({ account, now }: { account: Account; now: number }) {
  const words = usePageWords().accounts;
  const { language } = useWords();
  const { esp, readAt, nextAt, troubles } = account;
  const when = (at: number | null) => (at === null ? null : toClock(at, now, language));
  return (
    <>
      <small>{words.read(when(readAt))}</small>
      {troubles.map(({ part, trouble }) => (
        <small key={part} data-trouble={trouble.kind}>
          {words.trouble(trouble, part, ESP_NAMES[esp], when(nextAt) ?? '')}
        </small>
      ))}
    </>
  );
}

/** Accounts that are read through their ESP's API, and a form for each that is not. */
export function AccountsPart({ apis, accounts, now, onConnect, onErase, onNotify, waitingHref }: AccountsPartProps) {
  const words = usePageWords().accounts;
  return (
    <Part id="accounts" sign={{ mark: 'lock', tone: 'accent' }} title={words.title} lead={words.lead}>
      <Block>
        <div className={styles.stack}>
          {accounts.length > 0 && (
            <ul className={styles.list}>
              {accounts.map((account) => (
                <li key={account.esp} className={styles.item} data-account={account.esp}>
                  <span>
                    {ESP_NAMES[account.esp]} <Code>{account.masked}</Code>
                    <AccountState account={account} now={now} />
                  </span>
                  <LinkButton onClick={() => onErase(account.esp)}>
                    {words.erase} <Hidden>{ESP_NAMES[account.esp]}</Hidden>
                  </LinkButton>
                </li>
              ))}
            </ul>
          )}
          {accounts.length > 0 && (
            <p className={styles.row}>
              <ButtonLink href={waitingHref}>{words.show}</ButtonLink>
              {onNotify && <Button onClick={onNotify}>{words.notify}</Button>}
            </p>
          )}
          {apis.map((api) => (
            <Disclosure key={api.id} summary={words.key(ESP_NAMES[api.id])}>
              <KeyForm api={api} onConnect={onConnect} />
            </Disclosure>
          ))}
        </div>
      </Block>
    </Part>
  );
}
