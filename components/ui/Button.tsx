import type { AnchorHTMLAttributes, ButtonHTMLAttributes, ReactNode } from 'react';
import styles from './Button.module.css';
import { Mark, type MarkName } from './Mark.tsx';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  kind?: 'main' | 'plain' | 'bare';
  mark?: MarkName | undefined;
  wide?: boolean;
  children: ReactNode;
}

/** A button with words. Its words say what happens. */
export function Button({ kind = 'plain', mark, wide = false, children, ...rest }: ButtonProps) {
  const classes = [styles.button, kind !== 'plain' && styles[kind], wide && styles.wide];
  return (
    <button type="button" className={classes.filter(Boolean).join(' ')} {...rest}>
      {mark && <Mark name={mark} size="s" />}
      <span>{children}</span>
    </button>
  );
}

interface ButtonLinkProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  href: string;
  kind?: 'main' | 'plain' | 'bare';
  mark?: MarkName | undefined;
  children: ReactNode;
}

/** A link that looks like a button: it leads somewhere, so it stays a link for keyboard and screen reader. */
export function ButtonLink({ kind = 'plain', mark, children, ...rest }: ButtonLinkProps) {
  const classes = [styles.button, kind !== 'plain' && styles[kind]];
  return (
    <a
      rel={rest.target === '_blank' ? 'noreferrer' : undefined}
      {...rest}
      className={classes.filter(Boolean).join(' ')}
    >
      {mark && <Mark name={mark} size="s" />}
      <span>{children}</span>
    </a>
  );
}

interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children'> {
  mark: MarkName;
  /** Its name: read aloud, and shown on hover. */
  label: string;
}

export function IconButton({ mark, label, ...rest }: IconButtonProps) {
  return (
    <button type="button" className={styles.icon} aria-label={label} title={label} {...rest}>
      <Mark name={mark} size="s" />
    </button>
  );
}

/** A button in running text. */
export function LinkButton({ children, ...rest }: ButtonHTMLAttributes<HTMLButtonElement>) {
  return (
    <button type="button" className={styles.link} {...rest}>
      {children}
    </button>
  );
}
