import type { DnsRequest } from '../../lib/words/dns-request.ts';
import { Button, ButtonLink } from '../ui/Button.tsx';
import { useCopied } from '../ui/use-copied.ts';
import { useWords } from '../words.tsx';
import styles from './RequestPanel.module.css';

/** Mail programs cut longer addresses; the text can always be copied. */
const LONGEST_MAILTO = 1900;

const toMailto = ({ subject, text }: DnsRequest) =>
  `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(text)}`;

export function RequestPanel({ request }: { request: DnsRequest }) {
  const words = useWords().request;
  const [state, copy] = useCopied();
  const mailto = toMailto(request);
  return (
    <div className={styles.panel}>
      <p>{words.lead}</p>
      {/* A scrolling region must be reachable by keyboard (WCAG 2.1.1). */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre className={styles.text} tabIndex={0} aria-label={words.preview}>
        {request.text}
      </pre>
      <div className={styles.row}>
        <Button kind="main" mark="copy" onClick={() => copy(request.text)}>
          {words.copy}
        </Button>
        {mailto.length <= LONGEST_MAILTO && (
          <ButtonLink href={mailto} mark="letter">
            {words.mail}
          </ButtonLink>
        )}
        <ButtonLink
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(request.text)}`}
          download={request.fileName}
          mark="file"
        >
          {words.file}
        </ButtonLink>
      </div>
      <output>
        {state === 'copied' && words.copied}
        {state === 'refused' && words.refused}
      </output>
    </div>
  );
}
