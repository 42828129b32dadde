import { parseTagList } from '../../lib/records/tag-list.ts';
import { usePageWords } from '../page-words.tsx';
import { Code, textStyles } from '../ui/Text.tsx';
import { Table } from './Part.tsx';

/** Tags whose absence says something too, in the order in which people write them. */
const ALWAYS = ['v', 'p', 'sp', 'np', 'adkim', 'aspf', 'rua'] as const;

interface Row {
  tag: string;
  /** Null: not set. */
  value: string | null;
}

/** What stands in the record, and what its absence means; tags that nobody knows stand as they are. */
export function toDmarcRows(record: string): Row[] {
  const { tags } = parseTagList(record);
  const given = new Map(tags.map(({ name, value }) => [name.toLowerCase(), value]));
  const always = ALWAYS.map((tag): Row => ({ tag, value: given.get(tag) ?? null }));
  const others = [...given].filter(([tag]) => !ALWAYS.some((known) => known === tag));
  return [...always, ...others.map(([tag, value]): Row => ({ tag, value }))].slice(0, 30);
}

/** The DMARC record, tag by tag, in words. */
export function DmarcTable({ record }: { record: string }) {
  const words = usePageWords().dmarc;
  return (
    <Table label={words.label}>
      <thead>
        <tr>
          <th scope="col">{words.tag}</th>
          <th scope="col">{words.setTo}</th>
          <th scope="col">{words.inWords}</th>
        </tr>
      </thead>
      <tbody>
        {toDmarcRows(record).map(({ tag, value }) => (
          <tr key={tag} data-tag={tag}>
            <th scope="row">
              <Code>{tag}</Code>
            </th>
            <td>{value === null ? <span className={textStyles.quiet}>{words.notSet}</span> : <Code>{value}</Code>}</td>
            <td>{words.meaning(tag, value)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
