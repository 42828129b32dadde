import { PROVIDER_IDS, type ProviderVerdict, type Report } from '../../lib/report/report.ts';
import { Mark, type MarkName, type Tone } from '../ui/Mark.tsx';
import { useWords } from '../words.tsx';
import styles from './ProviderStrip.module.css';

export const PROVIDER_SIGNS = {
  accept: ['pass', 'pass'],
  spam: ['spam', 'warn'],
  reject: ['fail', 'fail'],
  unknown: ['unknown', 'unknown'],
} as const satisfies Record<ProviderVerdict, [MarkName, Tone]>;

export function ProviderStrip({ providers }: { providers: Report['providers'] }) {
  const words = useWords().providers;
  return (
    <ul className={styles.strip}>
      {PROVIDER_IDS.map((id) => {
        const [mark, tone] = PROVIDER_SIGNS[providers[id]];
        return (
          <li key={id} className={styles.cell} data-provider={id} data-provider-verdict={providers[id]}>
            <Mark name={mark} tone={tone} size="m" />
            <div>
              <b>{words.name[id]}</b> <span>{words.does[providers[id]]}</span>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
