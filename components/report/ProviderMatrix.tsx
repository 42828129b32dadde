import { useState } from 'react';
import { PROVIDER_IDS, type ProviderId, type ProviderRequirement, type Report } from '../../lib/report/report.ts';
import { explainRequirement } from '../../lib/words/provider-words.ts';
import { usePageWords } from '../page-words.tsx';
import { PROVIDER_SIGNS } from '../providers/ProviderStrip.tsx';
import { LinkButton } from '../ui/Button.tsx';
import { Hidden } from '../ui/Text.tsx';
import type { MarkName, Tone } from '../ui/Mark.tsx';
import { useCatalogue, useWords } from '../words.tsx';
import { Cell, Table } from './Part.tsx';
import styles from './ProviderMatrix.module.css';

type State = ProviderRequirement['state'];

const SIGNS: Record<State, [MarkName, Tone]> = {
  met: ['tick', 'pass'],
  'not-met': ['cross', 'fail'],
  'not-visible': ['unseen', 'quiet'],
  unknown: ['unknown', 'unknown'],
  'not-asked': ['dash', 'quiet'],
};

const WORTH_A_LEGEND = ['met', 'not-met', 'not-visible', 'unknown', 'not-asked'] as const;

/** What decides first; what nobody can see from here last. */
const ORDER = [
  'alignment',
  'dmarc',
  'spf-and-dkim',
  'spf-or-dkim',
  'dkim',
  'spf',
  'key-length',
  'own-domain',
  'from',
  'replies',
  'one-click',
  'unsubscribe-link',
];

const rankOf = (requirement: string) => (ORDER.includes(requirement) ? ORDER.indexOf(requirement) : ORDER.length);

function stateOf(requirements: readonly ProviderRequirement[], requirement: string, provider: ProviderId): State {
  const found = requirements.find((one) => one.requirement === requirement && one.provider === provider);
  return found?.state ?? 'not-asked';
}

function StateCell({ state }: { state: State }) {
  const words = usePageWords().matrix;
  const [mark, tone] = SIGNS[state];
  return (
    <Cell mark={mark} tone={tone}>
      {state === 'not-asked' ? <Hidden>{words.short[state]}</Hidden> : words.short[state]}
    </Cell>
  );
}

/** Rule by rule and provider by provider: met, not met, not visible, or not asked. */
export function ProviderMatrix({ report }: { report: Report }) {
  const words = usePageWords().matrix;
  const { providers } = useWords();
  const catalogue = useCatalogue();
  const rules = [...new Set(report.requirements.map(({ requirement }) => requirement))].toSorted(
    (a, b) => rankOf(a) - rankOf(b),
  );
  const isVisible = (rule: string) =>
    report.requirements.some(
      ({ requirement, state }) => requirement === rule && state !== 'not-visible' && state !== 'not-asked',
    );
  const hidden = rules.filter((rule) => !isVisible(rule));
  const [all, setAll] = useState(false);
  const states = new Set(report.requirements.map(({ state }) => state));
  return (
    <>
      <Table label={words.label}>
        <thead>
          <tr>
            <th scope="col">{words.rule}</th>
            {PROVIDER_IDS.map((id) => (
              <th key={id} scope="col">
                {providers.name[id]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr className={styles.verdicts}>
            <th scope="row">
              <b>{words.so}</b>
            </th>
            {PROVIDER_IDS.map((id) => {
              const [mark, tone] = PROVIDER_SIGNS[report.providers[id]];
              return (
                <td key={id} className={styles.cellBox}>
                  <Cell mark={mark} tone={tone}>
                    {providers.does[report.providers[id]]}
                  </Cell>
                </td>
              );
            })}
          </tr>
          {(all ? rules : rules.filter(isVisible)).map((rule) => {
            const title = explainRequirement(rule, catalogue);
            return (
              <tr key={rule} data-requirement={rule}>
                <th scope="row" className={styles.rule}>
                  {title}
                </th>
                {PROVIDER_IDS.map((id) => (
                  <td key={id} className={styles.cellBox}>
                    <StateCell state={stateOf(report.requirements, rule, id)} />
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </Table>
      {!all && hidden.length > 0 && (
        <p>
          <LinkButton onClick={() => setAll(true)}>{words.hidden(hidden.length)}</LinkButton>
        </p>
      )}
      <ul className={styles.legend}>
        {WORTH_A_LEGEND.filter((state) => states.has(state)).map((state) => (
          <li key={state}>
            <Cell mark={SIGNS[state][0]} tone={SIGNS[state][1]}>
              {words.long[state]}
            </Cell>
          </li>
        ))}
      </ul>
    </>
  );
}
