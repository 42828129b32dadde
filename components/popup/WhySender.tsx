import type { ExplainedCandidate } from '../../lib/detect/page-reading.ts';
import { toList } from '../time.ts';
import { RawList, textStyles } from '../ui/Text.tsx';
import { useWords } from '../words.tsx';

/** The addresses that the page shows, each with what speaks for and against it as the sender. */
export function WhySender({ candidates }: { candidates: readonly ExplainedCandidate[] }) {
  const { sender: words, language } = useWords();
  if (candidates.length === 0) return null;
  return (
    <section data-part="why-sender">
      <h3>{words.whyTitle}</h3>
      <p className={`${textStyles.quiet} ${textStyles.small}`}>{words.whyLead}</p>
      <RawList
        rows={candidates.map(
          ({ address, reasons }) => [address, toList(reasons.map(words.whyReason), language)] as const,
        )}
      />
    </section>
  );
}
