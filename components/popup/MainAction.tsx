import { isFromEsp } from '../../lib/fixes/placeholders.ts';
import { usePublished } from '../fix/FixParts.tsx';
import { Button, ButtonLink } from '../ui/Button.tsx';
import { useWords } from '../words.tsx';
import type { ReadyProps } from './Ready.tsx';

/** The one main action of what is shown: fetch the values, publish and check, look again, confirm. */
export function MainAction({
  view,
  watch,
  busy,
  onWatch,
  onCheckAgain,
  messageHref,
}: Pick<ReadyProps, 'view' | 'watch' | 'busy' | 'onWatch' | 'onCheckAgain' | 'messageHref'>) {
  const words = useWords();
  const { esp, first, report } = view;
  const records = first?.fix?.records ?? [];
  const open = records.filter(({ value }) => isFromEsp(value)).length;
  const isWatched = watch !== null && watch.state !== 'live' && watch.state !== 'expired';
  const published = usePublished(records);
  const valuesHref = esp && (esp.recordsUrl ?? esp.helpUrl);
  if (open > 0 && esp && valuesHref && !isWatched)
    return (
      <ButtonLink kind="main" mark="open" href={valuesHref} target="_blank" data-primary>
        {words.values.get(open, esp.name)}
      </ButtonLink>
    );
  if (records.length > 0 && !isWatched) {
    return (
      <Button kind="main" onClick={onWatch} data-primary>
        {published}
      </Button>
    );
  }
  if (report.verdict === 'pass' && report.esp && report.legs.spf.basis !== 'observed')
    return (
      <ButtonLink kind="main" mark="letter" href={messageHref} target="_blank" data-primary>
        {words.popup.confirm}
      </ButtonLink>
    );
  return (
    <Button
      kind="main"
      mark={busy ? 'busy' : 'again'}
      aria-disabled={busy}
      onClick={busy ? undefined : onCheckAgain}
      data-primary
    >
      {busy ? words.popup.checking : isWatched ? words.watch.now : words.popup.again}
    </Button>
  );
}
