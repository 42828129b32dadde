import { useRef, useState, type KeyboardEvent } from 'react';
import type { DomainRow } from '../../lib/domains/domain-row.ts';
import type { Line, ListView, SortKey } from '../../lib/domains/view-rows.ts';
import { toUnicode } from '../../lib/domain/unicode.ts';
import { toHash } from '../route.ts';
import { toClock } from '../time.ts';
import { Mark } from '../ui/Mark.tsx';
import { Hidden } from '../ui/Text.tsx';
import { useCatalogue, useWords } from '../words.tsx';
import styles from './Domains.module.css';
import { useDrawnWindow } from './use-window.ts';

export interface DomainTableProps {
  lines: readonly Line[];
  view: Pick<ListView, 'sort' | 'isReversed'>;
  selected: ReadonlySet<string>;
  now: number;
  problemOf: (row: DomainRow) => string;
  espOf: (row: DomainRow) => string;
  onSort: (key: SortKey) => void;
  onSelect: (domains: readonly string[], isOn: boolean) => void;
  onOpen: (row: DomainRow) => void;
}

export const placeOf = ({ domain, esp, account }: DomainRow): string =>
  toHash({ page: 'domain', domain, from: domain, esp, account, tab: null });

interface RowProps extends Pick<DomainTableProps, 'now' | 'problemOf' | 'espOf' | 'onSelect'> {
  row: DomainRow;
  index: number;
  isSelected: boolean;
  /** The row that Tab leads to. */
  isCurrent: boolean;
  onFocus: () => void;
}

function Row({ row, index, isSelected, isCurrent, now, problemOf, espOf, onSelect, onFocus }: RowProps) {
  const { say } = useCatalogue();
  const ui = useWords();
  const { domain, verdict, client, pendingAt, checkedAt, sentAt, watched } = row;
  const problem = problemOf(row);
  const tab = isCurrent ? 0 : -1;
  return (
    <tr
      data-line={index}
      data-domain={domain}
      data-verdict={verdict ?? undefined}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      tabIndex={tab}
      onFocus={onFocus}
    >
      <td className={styles.pick}>
        <input
          type="checkbox"
          checked={isSelected}
          tabIndex={tab}
          aria-label={say('page.list.select', { domain })}
          onChange={(event) => onSelect([domain], event.target.checked)}
        />
      </td>
      <td className={styles.verdict}>
        <Mark
          name={verdict ?? (pendingAt === null ? 'blank' : 'busy')}
          tone={verdict ?? 'quiet'}
          size="s"
          label={verdict === null ? undefined : ui.verdict[verdict]}
        />
      </td>
      <th scope="row" className={styles.domain}>
        <a href={placeOf(row)} tabIndex={tab} title={domain}>
          {toUnicode(domain)}
        </a>
      </th>
      <td className={styles.problem} title={problem}>
        {pendingAt !== null ? (
          <i>{say('page.list.waiting')}</i>
        ) : verdict === null ? (
          <i>{say('page.list.notChecked')}</i>
        ) : (
          problem || (verdict === 'pass' ? say('page.list.noProblem') : ui.verdict[verdict])
        )}
      </td>
      <td className={styles.esp}>{espOf(row)}</td>
      <td className={styles.client} title={client ?? undefined}>
        {client}
      </td>
      <td className={styles.checked}>{checkedAt === null ? '' : toClock(checkedAt, now, ui.language)}</td>
      <td className={styles.sent}>{sentAt === null ? '' : toClock(sentAt, now, ui.language)}</td>
      <td className={styles.watched}>
        <a href={toHash({ page: 'history', domain })} tabIndex={tab} title={say('page.list.history', { domain })}>
          <Mark name="watch" tone={watched ? 'accent' : 'quiet'} size="s" />
          {watched && <span>{say('page.list.daily')}</span>}
          <Hidden>{say('page.list.history', { domain })}</Hidden>
        </a>
      </td>
    </tr>
  );
}

const COLUMNS = [
  'verdict',
  'domain',
  'problem',
  'esp',
  'client',
  'checkedAt',
  'sentAt',
  'watched',
] as const satisfies SortKey[];

/** The list: sorted by its heads, walked and selected by keyboard, only what is in sight drawn where it is long. */
export function DomainTable(props: DomainTableProps) {
  const { lines, view, selected, now, problemOf, espOf, onSort, onSelect, onOpen } = props;
  const { say } = useCatalogue();
  const body = useRef<HTMLTableSectionElement>(null);
  const { from, to, height, reveal } = useDrawnWindow(body, lines.length);
  const [current, setCurrent] = useState(0);
  const rows = lines.flatMap((line) => (line.kind === 'row' ? [line.row] : []));
  const isAll = rows.length > 0 && rows.every(({ domain }) => selected.has(domain));
  const at = Math.min(current, lines.length - 1);
  const active = lines[at]?.kind === 'row' ? at : lines.findIndex((line, index) => index >= at && line.kind === 'row');

  const moveTo = (wanted: number, step: number, isExtending: boolean) => {
    let index = Math.max(0, Math.min(wanted, lines.length - 1));
    while (lines[index]?.kind === 'group') index += step;
    const line = lines[index];
    if (line?.kind !== 'row') return;
    if (isExtending) onSelect([line.row.domain], true);
    setCurrent(index);
    reveal(index);
    // Drawn only after the list has followed the scrolling.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => body.current?.querySelector<HTMLElement>(`[data-line="${index}"]`)?.focus()),
    );
  };
  const press = (event: KeyboardEvent) => {
    const line = lines[active];
    if (line?.kind !== 'row' || event.altKey) return;
    const isRow = (event.target as Element).tagName === 'TR';
    const page = Math.max(1, Math.floor(window.innerHeight / height) - 4);
    const steps: Record<string, () => void> = {
      ArrowDown: () => moveTo(active + 1, 1, event.shiftKey),
      ArrowUp: () => moveTo(active - 1, active > 1 ? -1 : 1, event.shiftKey),
      PageDown: () => moveTo(active + page, -1, false),
      PageUp: () => moveTo(active - page, 1, false),
      Home: () => moveTo(0, 1, false),
      End: () => moveTo(lines.length - 1, -1, false),
    };
    const own: Record<string, () => void> = {
      ' ': () => onSelect([line.row.domain], !selected.has(line.row.domain)),
      Enter: () => onOpen(line.row),
      a: () =>
        onSelect(
          rows.map(({ domain }) => domain),
          true,
        ),
    };
    const isSelectAll = event.key === 'a' && (event.ctrlKey || event.metaKey);
    const act = steps[event.key] ?? (isRow && (event.key !== 'a' || isSelectAll) ? own[event.key] : undefined);
    if (act === undefined) return;
    event.preventDefault();
    act();
  };

  return (
    <table
      className={styles.table}
      aria-label={say('page.list.table')}
      aria-rowcount={lines.length + 1}
      data-domains=""
    >
      <caption className={styles.keys}>{say('page.list.keys')}</caption>
      <thead>
        <tr>
          <th scope="col" className={styles.pick}>
            <input
              type="checkbox"
              checked={isAll}
              aria-label={say('page.list.selectAll')}
              onChange={(event) =>
                onSelect(
                  rows.map(({ domain }) => domain),
                  event.target.checked,
                )
              }
            />
          </th>
          {COLUMNS.map((key) => (
            <th
              key={key}
              scope="col"
              className={styles[key === 'checkedAt' ? 'checked' : key === 'sentAt' ? 'sent' : key]}
              aria-sort={view.sort === key ? (view.isReversed ? 'descending' : 'ascending') : undefined}
            >
              <button type="button" onClick={() => onSort(key)} data-sort={key}>
                {say(`page.list.column.${key}`)}
              </button>
            </th>
          ))}
        </tr>
      </thead>
      {/* The keys move between its rows, each of which can be focused. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <tbody ref={body} onKeyDown={press}>
        {from > 0 && <tr aria-hidden="true" className={styles.spacer} style={{ blockSize: from * height }} />}
        {lines.slice(from, to).map((line, offset) => {
          const index = from + offset;
          if (line.kind === 'group')
            return (
              <tr
                key={`client ${line.client}`}
                data-line={index}
                data-client={line.client ?? ''}
                className={styles.group}
              >
                <th scope="rowgroup" colSpan={COLUMNS.length + 1}>
                  {say('page.list.groupHead', {
                    client: line.client ?? say('page.list.noClient'),
                    count: line.rows,
                    fail: line.fail,
                  })}
                </th>
              </tr>
            );
          return (
            <Row
              key={line.row.domain}
              row={line.row}
              index={index}
              isSelected={selected.has(line.row.domain)}
              isCurrent={index === active}
              now={now}
              problemOf={problemOf}
              espOf={espOf}
              onSelect={onSelect}
              onFocus={() => setCurrent(index)}
            />
          );
        })}
        {to < lines.length && (
          <tr aria-hidden="true" className={styles.spacer} style={{ blockSize: (lines.length - to) * height }} />
        )}
      </tbody>
    </table>
  );
}
