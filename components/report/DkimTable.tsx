import type { DkimLeg, KeyState } from '../../lib/report/report.ts';
import { usePageWords } from '../page-words.tsx';
import type { MarkName, Tone } from '../ui/Mark.tsx';
import { Breakable, Code } from '../ui/Text.tsx';
import { Cell, Table } from './Part.tsx';

const SIGNS: Record<KeyState, [MarkName, Tone]> = {
  ok: ['tick', 'pass'],
  missing: ['cross', 'fail'],
  revoked: ['cross', 'fail'],
  invalid: ['cross', 'fail'],
  weak: ['cross', 'fail'],
  dangling: ['cross', 'fail'],
  'wrong-target': ['cross', 'fail'],
  unknown: ['unknown', 'unknown'],
};

/** Every key that was looked for: where, what it leads to, and whether it can be used. */
export function DkimTable({ legs }: { legs: readonly DkimLeg[] }) {
  const words = usePageWords().dkim;
  return (
    <Table label={words.label}>
      <thead>
        <tr>
          <th scope="col">{words.name}</th>
          <th scope="col">{words.leadsTo}</th>
          <th scope="col">{words.key}</th>
          <th scope="col">{words.state}</th>
          <th scope="col">{words.alignment}</th>
        </tr>
      </thead>
      <tbody>
        {legs.map((leg) => {
          const [mark, tone] = SIGNS[leg.key];
          return (
            <tr key={`${leg.selector} ${leg.domain}`} data-selector={leg.selector} data-key={leg.key}>
              <th scope="row">
                <Code>
                  <Breakable text={`${leg.selector}._domainkey.${leg.domain}`} />
                </Code>
              </th>
              <td>{leg.target === null ? words.itself(leg.key) : <Code>{leg.target}</Code>}</td>
              <td>{leg.bits === null ? '–' : words.bits(leg.bits)}</td>
              <td>
                <Cell mark={mark} tone={tone}>
                  {words.keyState[leg.key]}
                </Cell>
              </td>
              <td>{leg.aligned === null ? '–' : words.aligned[leg.aligned ? 'yes' : 'no']}</td>
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}
