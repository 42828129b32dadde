import type { HistoryEntry } from '../../lib/watch/history.ts';
import type { Watch } from '../../lib/watch/watched.ts';
import { usePageWords } from '../page-words.tsx';
import { toHash } from '../route.ts';
import { toClock } from '../time.ts';
import { Breakable, Hidden } from '../ui/Text.tsx';
import { useWords } from '../words.tsx';
import { SenderForm, type SenderFormProps } from '../popup/SenderForm.tsx';
import { Body, Head } from './Frame.tsx';
import { Block, Cell, Part, Table } from './Part.tsx';

interface DomainListProps {
  /** The newest look at each domain. */
  domains: readonly HistoryEntry[];
  watches: readonly Watch[];
  now: number;
  form: Pick<SenderFormProps, 'problem' | 'onSubmit'>;
}

/** Every domain that Presend has looked at, and a field for another. */
export function DomainList({ domains, watches, now, form }: DomainListProps) {
  const words = usePageWords().domains;
  const ui = useWords();
  return (
    <main id="content" tabIndex={-1}>
      <Head verdict={null} mark="list" title={words.title} why={words.why} />
      <Body>
        <Part id="check" sign={{ mark: 'letter', tone: 'accent' }} title={words.check}>
          <Block>
            <SenderForm address="" esp={null} look="bare" {...form} />
          </Block>
        </Part>
        <Part
          id="domains"
          sign={{ mark: 'watch', tone: 'quiet' }}
          title={words.known}
          lead={domains.length === 0 ? words.none : undefined}
        >
          {domains.length > 0 && (
            <Block>
              <Table label={words.table}>
                <thead>
                  <tr>
                    <th scope="col">{words.domain}</th>
                    <th scope="col">{words.verdict}</th>
                    <th scope="col">{words.esp}</th>
                    <th scope="col">{words.when}</th>
                    <th scope="col">{words.past}</th>
                  </tr>
                </thead>
                <tbody>
                  {domains.map(({ domain, esp, verdict, at }) => {
                    const watch = watches.find((one) => one.domain === domain);
                    return (
                      <tr key={domain} data-domain={domain} data-verdict={verdict}>
                        <th scope="row">
                          <a href={toHash({ page: 'domain', domain, from: domain, esp, account: null, tab: null })}>
                            <Breakable text={domain} />
                          </a>
                          {watch && <small>{words.watching[watch.state]}</small>}
                        </th>
                        <td>
                          <Cell mark={verdict} tone={verdict}>
                            {ui.verdict[verdict]}
                          </Cell>
                        </td>
                        <td>{esp && esp !== 'none' ? ui.espName[esp] : '–'}</td>
                        <td>{toClock(at, now, ui.language)}</td>
                        <td>
                          <a href={toHash({ page: 'history', domain })}>
                            {words.changes} <Hidden>{domain}</Hidden>
                          </a>
                        </td>
                      </tr>
                    );
                  })}
                </tbody>
              </Table>
            </Block>
          )}
        </Part>
      </Body>
    </main>
  );
}
