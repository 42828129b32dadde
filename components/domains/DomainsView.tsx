import { useEffect, useId, useMemo, useRef, useState } from 'react';
import type { DomainRow } from '../../lib/domains/domain-row.ts';
import type { ListedDomain } from '../../lib/domains/parse-list.ts';
import { CHIPS, toLines, type ListView, type SortKey } from '../../lib/domains/view-rows.ts';
import { Body, Head } from '../report/Frame.tsx';
import { Button } from '../ui/Button.tsx';
import { Disclosure } from '../ui/Disclosure.tsx';
import { Choice, fieldStyles } from '../ui/Field.tsx';
import { Mark } from '../ui/Mark.tsx';
import { useCatalogue, useWords } from '../words.tsx';
import { AddDomains } from './AddDomains.tsx';
import styles from './Domains.module.css';
import { DomainTable, placeOf } from './DomainTable.tsx';

export type ExportKind = 'csv' | 'json' | 'markdown';

export interface DomainsViewProps {
  /** Undefined: not read yet. */
  rows: readonly DomainRow[] | undefined;
  queue: { paused: boolean; total: number; stalledAt: number | null };
  now: number;
  /** Title of the first problem; '' where there is none. */
  problemOf: (row: DomainRow) => string;
  /** Domains of campaigns are added by themselves. */
  remember: boolean;
  /** The last change could not be stored. */
  isRefused: boolean;
  onAdd: (domains: ListedDomain[]) => Promise<boolean>;
  onCheck: (domains: string[]) => void;
  onWatch: (domains: string[], isOn: boolean) => void;
  onClient: (domains: string[], client: string | null) => void;
  onRemove: (domains: string[]) => void;
  onExport: (kind: ExportKind, rows: DomainRow[]) => void;
  onPause: (isPaused: boolean) => void;
  onRemember: (isOn: boolean) => void;
}

/** How far the checks are that were asked for at once. */
function Progress({ waiting, queue, onPause }: { waiting: number } & Pick<DomainsViewProps, 'queue' | 'onPause'>) {
  const { say } = useCatalogue();
  const total = Math.max(queue.total, waiting);
  const done = total - waiting;
  return (
    <section className={styles.progress} data-progress={done} data-paused={queue.paused || undefined}>
      <progress value={done} max={total} aria-label={say('page.list.progress', { done, total })} />
      <p aria-live="off">
        {say('page.list.progress', { done, total })}
        {queue.paused && <b> {say('page.list.paused')}</b>}
      </p>
      {queue.stalledAt !== null && !queue.paused && <p>{say('page.list.stalled')}</p>}
      <Button kind="bare" onClick={() => onPause(!queue.paused)}>
        {queue.paused ? say('page.list.resume') : say('page.list.pause')}
      </Button>
    </section>
  );
}

interface SelectionProps extends Pick<DomainsViewProps, 'onCheck' | 'onWatch' | 'onClient' | 'onRemove' | 'onExport'> {
  rows: DomainRow[];
}

/** What can be done with the selected domains. */
function Selection({ rows, onCheck, onWatch, onClient, onRemove, onExport }: SelectionProps) {
  const { say } = useCatalogue();
  const id = useId();
  const [client, setClient] = useState('');
  const [isSure, setIsSure] = useState(false);
  const domains = rows.map(({ domain }) => domain);
  const isWatched = rows.every(({ watched }) => watched);
  return (
    <section className={styles.selection} aria-label={say('page.list.selected', { count: rows.length })}>
      <b>{say('page.list.selected', { count: rows.length })}</b>
      <Button mark="again" onClick={() => onCheck(domains)}>
        {say('page.list.check')}
      </Button>
      <Button mark="watch" onClick={() => onWatch(domains, !isWatched)}>
        {isWatched ? say('page.list.unwatch') : say('page.list.watch')}
      </Button>
      <form
        className={styles.tag}
        onSubmit={(event) => {
          event.preventDefault();
          onClient(domains, client.trim().slice(0, 100) || null);
        }}
      >
        <input
          id={id}
          className={fieldStyles.input}
          value={client}
          aria-label={say('page.list.client')}
          placeholder={say('page.list.client')}
          onChange={(event) => setClient(event.target.value)}
        />
        <Button type="submit">{say('page.list.setClient')}</Button>
      </form>
      <Exports rows={rows} onExport={onExport} />
      {isSure ? (
        <>
          <Button onClick={() => onRemove(domains)} data-action="remove-sure">
            {say('page.list.removeSure', { count: rows.length })}
          </Button>
          <Button kind="bare" onClick={() => setIsSure(false)}>
            {say('page.list.keep')}
          </Button>
        </>
      ) : (
        <Button kind="bare" onClick={() => setIsSure(true)}>
          {say('page.list.remove')}
        </Button>
      )}
    </section>
  );
}

function Exports({ rows, onExport }: { rows: DomainRow[] } & Pick<DomainsViewProps, 'onExport'>) {
  const { say } = useCatalogue();
  return (
    <Disclosure summary={say('page.list.export')} className={styles.exports}>
      <div className={styles.buttons}>
        <Button onClick={() => onExport('csv', rows)}>{say('page.list.exportCsv')}</Button>
        <Button onClick={() => onExport('json', rows)}>{say('page.list.exportJson')}</Button>
        <Button onClick={() => onExport('markdown', rows)}>{say('page.list.exportMarkdown')}</Button>
      </div>
    </Disclosure>
  );
}

const FIRST_VIEW: ListView = { search: '', chip: 'all', sort: 'verdict', isReversed: false, isGrouped: false };

/** `/` goes to the search, as on many pages with long lists. */
function useSearchKey(): React.RefObject<HTMLInputElement | null> {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof Element && event.target.closest('input, textarea, select') !== null;
      if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      field.current?.focus();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
  return field;
}

interface ToolsProps {
  view: ListView;
  counts: ReturnType<typeof toLines>['counts'];
  onView: (changes: Partial<ListView>) => void;
}

function Tools({ view, counts, onView }: ToolsProps) {
  const { say } = useCatalogue();
  const field = useSearchKey();
  const shown = CHIPS.filter((chip) => chip === 'all' || chip === view.chip || counts[chip] > 0);
  return (
    <div className={styles.tools}>
      <input
        ref={field}
        type="search"
        className={fieldStyles.input}
        value={view.search}
        aria-label={say('page.list.search')}
        placeholder={say('page.list.search')}
        onChange={(event) => onView({ search: event.target.value })}
      />
      <fieldset className={styles.chips}>
        <legend>{say('page.list.chips')}</legend>
        {shown.map((chip) => (
          <button
            key={chip}
            type="button"
            data-chip={chip}
            aria-pressed={chip === view.chip}
            onClick={() => onView({ chip })}
          >
            {say(`page.list.chip.${chip}`)} <b>{counts[chip]}</b>
          </button>
        ))}
        <button
          type="button"
          data-chip="group"
          className={styles.grouping}
          aria-pressed={view.isGrouped}
          onClick={() => onView({ isGrouped: !view.isGrouped })}
        >
          {say('page.list.group')}
        </button>
      </fieldset>
    </div>
  );
}

/** Every domain of the list: added, searched, sorted, selected, watched. */
export function DomainsView(props: DomainsViewProps) {
  const { rows, queue, now, problemOf, remember, isRefused, onAdd, onExport, onPause, onRemember } = props;
  const { say } = useCatalogue();
  const { language, espName } = useWords();
  const [view, setView] = useState(FIRST_VIEW);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const espOf = ({ esp }: DomainRow) => (esp && esp !== 'none' ? espName[esp] : '');
  const { lines, shown, counts } = useMemo(
    () => toLines(rows ?? [], view, { esp: espOf, problem: problemOf, language }),
    // The names of the services follow from the language.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [rows, view, problemOf, language],
  );
  const waiting = rows?.filter(({ pendingAt }) => pendingAt !== null).length ?? 0;
  const chosen = shown.filter(({ domain }) => selected.has(domain));
  const select = (domains: readonly string[], isOn: boolean) =>
    setSelected((before) => {
      const after = new Set(before);
      for (const domain of domains) {
        if (isOn) after.add(domain);
        else after.delete(domain);
      }
      return after;
    });
  const sort = (key: SortKey) =>
    setView((before) => ({ ...before, sort: key, isReversed: before.sort === key && !before.isReversed }));
  return (
    <main id="content" tabIndex={-1} data-state={rows === undefined ? 'loading' : 'ready'}>
      <Head verdict={null} mark="list" title={say('page.list.title')} why={say('page.list.why')} />
      <Body>
        <div className={styles.list}>
          {rows !== undefined && (
            <Disclosure summary={say('page.list.add')} open={rows.length === 0} className={styles.adding}>
              <AddDomains onAdd={onAdd} />
            </Disclosure>
          )}
          {isRefused && (
            <p className={fieldStyles.problem} role="alert">
              {say('page.list.notStored')}
            </p>
          )}
          {waiting > 0 && <Progress waiting={waiting} queue={queue} onPause={onPause} />}
          {rows !== undefined && rows.length === 0 && (
            <div className={styles.empty}>
              <Mark name="letter" tone="quiet" size="l" />
              <h2>{say('page.list.empty')}</h2>
              <p>{say('page.list.emptyWhy')}</p>
            </div>
          )}
          {rows !== undefined && rows.length > 0 && (
            <>
              <Tools
                view={view}
                counts={counts}
                onView={(changes) => setView((before) => ({ ...before, ...changes }))}
              />
              {chosen.length > 0 ? (
                <Selection key={chosen.length} {...props} rows={chosen} />
              ) : (
                <Exports rows={shown} onExport={onExport} />
              )}
              {shown.length === 0 ? (
                <div className={styles.empty}>
                  <p>{say('page.list.noMatch')}</p>
                  <Button onClick={() => setView((before) => ({ ...before, search: '', chip: 'all' }))}>
                    {say('page.list.showAll')}
                  </Button>
                </div>
              ) : (
                <DomainTable
                  lines={lines}
                  view={view}
                  selected={selected}
                  now={now}
                  problemOf={problemOf}
                  espOf={espOf}
                  onSort={sort}
                  onSelect={select}
                  onOpen={(row) => {
                    location.hash = placeOf(row);
                  }}
                />
              )}
            </>
          )}
          <Choice
            kind="checkbox"
            id="remember-domains"
            name="remember-domains"
            checked={remember}
            onChange={onRemember}
            label={say('page.list.remember')}
            note={say('page.list.rememberNote')}
          />
        </div>
      </Body>
    </main>
  );
}
