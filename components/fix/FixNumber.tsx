import styles from './Fix.module.css';

export const fixStyles = styles;

/** The number of a fix in its order; the first is filled. */
export const FixNumber = ({ number }: { number: number }) => (
  <span className={number === 1 ? styles.number : `${styles.number} ${styles.later}`} aria-hidden="true">
    {number}
  </span>
);
