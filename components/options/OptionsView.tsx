import { useId, useState, type ReactNode } from 'react';
import type { EspId } from '../../lib/esp/esp-id.ts';
import type { StoredPick } from '../../lib/messaging/protocol.ts';
import type { ImportFault } from '../../lib/storage/data.ts';
import type { AcceptedFinding } from '../../lib/storage/accepted.ts';
import type { Settings } from '../../lib/storage/settings.ts';
import { isLanguage, LANGUAGE_NAMES, LANGUAGES } from '../../lib/words/language.ts';
import { isReportAddress } from '../fix/ReportAddress.tsx';
import { usePageWords } from '../page-words.tsx';
import { Body, Head } from '../report/Frame.tsx';
import { Block, Part, type PartSign } from '../report/Part.tsx';
import { toResolverName } from '../resolver-name.ts';
import { toDay } from '../time.ts';
import { Button, LinkButton } from '../ui/Button.tsx';
import { Choice, SelectField, TextField } from '../ui/Field.tsx';
import { FileButton } from '../ui/FileButton.tsx';
import { Code, Hidden } from '../ui/Text.tsx';
import { useWords } from '../words.tsx';
import styles from './Options.module.css';

/** Entries that were added, or why the file was not read. */
export type Imported = { ok: true; count: number } | { ok: false; fault: ImportFault };

const FAULTS = { 'too-large': 'large', newer: 'newer', 'no-json': 'other', 'not-ours': 'other' } as const;

export interface OptionsViewProps {
  settings: Settings;
  accepted: readonly AcceptedFinding[];
  picks: readonly StoredPick[];
  /** The section of connected accounts. */
  accounts: ReactNode;
  isResolver: (text: string) => boolean;
  /** Asks a resolver one question; false where it does not answer from this browser. */
  onTry: (address: string) => Promise<boolean>;
  onChange: (changes: Partial<Settings>) => void;
  /** The MTA-STS policy stands on hosts that nobody knows beforehand: the browser asks first. */
  onPolicies: (on: boolean) => void;
  onUnaccept: (domain: string, code: string) => void;
  onForget: (esp: EspId) => void;
  onExport: () => void;
  onImport: (file: File) => void;
  /** What came of the last import; null before one. */
  imported: Imported | null;
  onErase: () => void;
  erased: boolean;
}

const sign = (mark: PartSign['mark']): PartSign => ({ mark, tone: 'accent' });

const MOST_RESOLVERS = 5;

/** Public resolvers to choose from, by address; any other is typed. */
const PRESETS = [
  'https://cloudflare-dns.com/dns-query',
  'https://dns.google/dns-query',
  'https://dns.quad9.net/dns-query',
];

function Resolvers({
  settings,
  isResolver,
  onChange,
  onTry,
}: Pick<OptionsViewProps, 'settings' | 'isResolver' | 'onChange' | 'onTry'>) {
  const words = usePageWords().options;
  const id = useId();
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const { resolvers } = settings;
  const set = (next: string[]) => onChange({ resolvers: next });
  const add = (address: string) => {
    if (!isResolver(address)) setProblem(words.noResolver);
    else if (resolvers.includes(address)) setProblem(words.resolverTwice);
    else {
      setProblem(null);
      setBusy(true);
      // Nothing is awaited before this: the browser asks for a permission only as the answer to a click.
      void onTry(address).then((answers) => {
        setBusy(false);
        if (!answers) return setProblem(words.noAnswerFrom);
        setTyped('');
        return set([...resolvers, address]);
      });
    }
  };
  return (
    <div className={styles.stack}>
      <ol className={styles.list}>
        {resolvers.map((address, index) => (
          <li key={address} className={styles.item} data-resolver={address}>
            <span>
              {toResolverName(address)}
              <small>
                {index === 0 ? words.firstResolver : words.nextResolver} <Code>{address}</Code>
              </small>
            </span>
            <span className={styles.row}>
              {index > 0 && (
                <LinkButton onClick={() => set([address, ...resolvers.filter((one) => one !== address)])}>
                  {words.makeFirst} <Hidden>{address}</Hidden>
                </LinkButton>
              )}
              {resolvers.length > 1 && (
                <LinkButton onClick={() => set(resolvers.filter((one) => one !== address))}>
                  {words.remove} <Hidden>{address}</Hidden>
                </LinkButton>
              )}
            </span>
          </li>
        ))}
      </ol>
      {resolvers.length < MOST_RESOLVERS && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            add(typed.trim());
          }}
        >
          <TextField
            id={`${id}-add`}
            label={words.addResolver}
            value={typed}
            onChange={setTyped}
            inputMode="url"
            problem={problem}
            hint={words.resolverHint}
          >
            <Button type="submit">{busy ? words.trying : words.add}</Button>
          </TextField>
          <p className={styles.row}>
            {PRESETS.filter((address) => !resolvers.includes(address)).map((address) => (
              <Button key={address} onClick={() => add(address)}>
                {toResolverName(address)}
              </Button>
            ))}
          </p>
        </form>
      )}
    </div>
  );
}

function Radios<T extends string>({
  name,
  label,
  value,
  choices,
  onChange,
}: {
  name: string;
  label: string;
  value: T;
  choices: readonly { value: T; label: ReactNode; note?: string }[];
  onChange: (value: T) => void;
}) {
  const id = useId();
  return (
    <fieldset aria-label={label}>
      {choices.map((choice) => (
        <Choice
          key={choice.value}
          kind="radio"
          id={`${id}-${choice.value}`}
          name={name}
          checked={choice.value === value}
          onChange={() => onChange(choice.value)}
          label={choice.label}
          note={choice.note}
        />
      ))}
    </fieldset>
  );
}

function List({ empty, children }: { empty: string; children: ReactNode[] }) {
  return children.length === 0 ? <p>{empty}</p> : <ul className={styles.list}>{children}</ul>;
}

function ReportAddress({ settings, onChange }: Pick<OptionsViewProps, 'settings' | 'onChange'>) {
  const words = usePageWords().options;
  const id = useId();
  const [typed, setTyped] = useState(settings.reportAddress ?? '');
  const [problem, setProblem] = useState<string | null>(null);
  const save = () => {
    const address = typed.trim();
    const usable = address === '' || isReportAddress(address);
    setProblem(usable ? null : words.noAddress);
    if (usable) onChange({ reportAddress: address === '' ? null : address });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <TextField
        id={`${id}-reports`}
        label={words.reportAddress}
        value={typed}
        onChange={setTyped}
        inputMode="email"
        hint={words.reportHint}
        problem={problem}
      >
        <Button type="submit">{words.save}</Button>
      </TextField>
    </form>
  );
}

function Data({
  onExport,
  onImport,
  imported,
  onErase,
  erased,
}: Pick<OptionsViewProps, 'onExport' | 'onImport' | 'imported' | 'onErase' | 'erased'>) {
  const { options: words, import: importWords } = usePageWords();
  const [sure, setSure] = useState(false);
  return (
    <div className={styles.stack}>
      <div className={styles.row}>
        <Button mark="file" onClick={onExport}>
          {words.exportData}
        </Button>
        <FileButton
          label={importWords.open}
          accept=".json,application/json"
          onFile={(file) => file && onImport(file)}
        />
        {sure ? (
          <>
            <Button
              kind="main"
              onClick={() => {
                setSure(false);
                onErase();
              }}
            >
              {words.eraseSure}
            </Button>
            <Button onClick={() => setSure(false)}>{words.keep}</Button>
          </>
        ) : (
          <Button onClick={() => setSure(true)}>{words.erase}</Button>
        )}
      </div>
      <output data-imported={imported?.ok}>
        {imported && (imported.ok ? importWords.done(imported.count) : importWords.fault(FAULTS[imported.fault]))}
      </output>
      <output>{erased && words.erased}</output>
    </div>
  );
}

/** Everything that can be set, each with what follows from it. */
export function OptionsView(props: OptionsViewProps) {
  const page = usePageWords();
  const words = page.options;
  const { settings, accepted, picks, accounts, onChange, onPolicies, onUnaccept, onForget } = props;
  const { espName, language } = useWords();
  const taught = [...new Set(picks.map(({ esp }) => esp))];
  const id = useId();
  return (
    <main id="content" tabIndex={-1}>
      <Head verdict={null} mark="tool" title={words.title} why={words.why} />
      <Body>
        <Part id="guard" sign={sign('letter')} title={words.guard} lead={words.guardLead}>
          <Block>
            <div className={styles.stack}>
              <Radios
                name="guard"
                label={words.guard}
                value={settings.guard}
                choices={[
                  { value: 'fail', label: words.guardFail },
                  { value: 'fail-and-warn', label: words.guardBoth },
                  { value: 'off', label: words.guardOff },
                ]}
                onChange={(guard) => onChange({ guard })}
              />
            </div>
          </Block>
          <Block>
            <h3>{words.accepted}</h3>
            <p>{words.acceptedLead}</p>
            <List empty={words.acceptedNone}>
              {accepted.map(({ domain, code, at }) => (
                <li key={`${domain} ${code}`} className={styles.item}>
                  <span>
                    <Code>{code}</Code>
                    <small>{words.acceptedAt(domain, toDay(at, language))}</small>
                  </span>
                  <LinkButton onClick={() => onUnaccept(domain, code)}>{words.warnAgain}</LinkButton>
                </li>
              ))}
            </List>
          </Block>
        </Part>
        <Part id="badge" sign={sign('aim')} title={page.settings.badge}>
          <Block>
            <div className={styles.stack}>
              <Choice
                kind="checkbox"
                id={`${id}-badge`}
                name="badge"
                checked={settings.badge}
                onChange={(badge) => onChange({ badge })}
                label={words.badge}
                note={words.badgeNote}
              />
              {settings.hiddenOn.length > 0 && (
                <p>
                  {words.hiddenOn(settings.hiddenOn.length)}{' '}
                  <LinkButton onClick={() => onChange({ hiddenOn: [] })}>{words.showAgain}</LinkButton>
                </p>
              )}
            </div>
          </Block>
        </Part>
        <Part id="theme" sign={sign('info')} title={page.settings.look}>
          <Block>
            <div className={styles.stack}>
              <h3>{words.theme}</h3>
              <Radios
                name="theme"
                label={words.theme}
                value={settings.theme}
                choices={[
                  { value: 'system', label: words.themeSystem },
                  { value: 'light', label: words.themeLight },
                  { value: 'dark', label: words.themeDark },
                ]}
                onChange={(theme) => onChange({ theme })}
              />
              <SelectField
                id={`${id}-language`}
                label={words.language}
                value={settings.language}
                options={[
                  { value: 'system', label: words.languageSystem },
                  ...LANGUAGES.map((one) => ({ value: one, label: LANGUAGE_NAMES[one] })),
                ]}
                onChange={(language) => onChange({ language: isLanguage(language) ? language : 'system' })}
              />
            </div>
          </Block>
        </Part>
        <Part id="records" sign={sign('tool')} title={words.records} lead={words.recordsLead}>
          <Block>
            <div className={styles.stack}>
              <ReportAddress {...props} />
              <Choice
                kind="checkbox"
                id={`${id}-policies`}
                name="mtaStsPolicy"
                checked={settings.mtaStsPolicy}
                onChange={onPolicies}
                label={words.policies}
                note={words.policiesNote}
              />
            </div>
          </Block>
        </Part>
        {accounts}
        <Part id="data" sign={sign('lock')} title={words.data} lead={words.dataLead}>
          <Block>
            <Data {...props} />
          </Block>
        </Part>
        <Part id="resolvers" sign={sign('list')} title={words.resolvers} lead={words.resolversLead}>
          <Block>
            <Resolvers {...props} />
          </Block>
          <Block>
            <h3>{words.taught}</h3>
            <p>{words.taughtLead}</p>
            <List empty={words.taughtNone}>
              {taught.map((esp) => (
                <li key={esp} className={styles.item}>
                  <span>
                    {espName[esp]}
                    <small>
                      {picks
                        .filter((pick) => pick.esp === esp)
                        .map((pick) => pick.labels[0] ?? pick.tag)
                        .join(', ')}
                    </small>
                  </span>
                  <LinkButton onClick={() => onForget(esp)}>
                    {words.forget} <Hidden>{espName[esp]}</Hidden>
                  </LinkButton>
                </li>
              ))}
            </List>
          </Block>
        </Part>
      </Body>
    </main>
  );
}
