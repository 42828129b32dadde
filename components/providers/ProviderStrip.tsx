import { PROVIDER_IDS, type ProviderVerdict, type Report } from '../../lib/report/report.ts';
import { Mark, type MarkName, type Tone } from '../ui/Mark.tsx';
import { Hidden } from '../ui/Text.tsx';
import { useWords } from '../words.tsx';
import styles from './ProviderStrip.module.css';

export const PROVIDER_SIGNS = {
  accept: ['pass', 'pass'],
  spam: ['spam', 'warn'],
  reject: ['fail', 'fail'],
  unknown: ['unknown', 'unknown'],
} as const satisfies Record<ProviderVerdict, [MarkName, Tone]>;

/** Five providers in one line, always in this order: what each does by its published rules. */
export function ProviderStrip({ providers }: { providers: Report['providers'] }) {
  const words = useWords().providers;
  return (
    <ul className={styles.strip} aria-label={words.title} title={`${words.title}, ${words.basis}`}>
      {PROVIDER_IDS.map((id) => {
        const [mark, tone] = PROVIDER_SIGNS[providers[id]];
        return (
          <li key={id} data-provider={id} data-provider-verdict={providers[id]}>
            <Mark name={mark} tone={tone} size="s" />
            <span>
              {words.name[id]} <Hidden>{words.does[providers[id]]}</Hidden>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
