import { Button } from './Button.tsx';
import styles from './FileButton.module.css';

interface FileButtonProps {
  label: string;
  /** What kinds of file are offered: endings and media types, with commas. */
  accept: string;
  onFile: (file: File | undefined) => void;
}

/** The browser's own file field under a button of ours, so that both keyboard and screen reader find a file field. */
export function FileButton({ label, accept, onFile }: FileButtonProps) {
  return (
    <span className={styles.file}>
      <Button mark="file" tabIndex={-1} aria-hidden="true">
        {label}
      </Button>
      <input type="file" accept={accept} aria-label={label} onChange={(event) => onFile(event.target.files?.[0])} />
    </span>
  );
}
