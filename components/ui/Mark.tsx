import type { ReactNode } from 'react';
import styles from './Mark.module.css';

export type Tone = 'pass' | 'warn' | 'fail' | 'unknown' | 'accent' | 'quiet' | 'ink';

const stroke = (width: number) =>
  ({
    fill: 'none',
    stroke: 'currentColor',
    strokeWidth: width,
    strokeLinecap: 'round',
    strokeLinejoin: 'round',
  }) as const;

/** On a filled shape: the glyph is cut out in the colour that lies on the verdict's. */
const cut = (width: number) =>
  ({
    className: styles.on,
    fill: 'none',
    strokeWidth: width,
    strokeLinecap: 'round',
    strokeLinejoin: 'round',
  }) as const;

const hole = (width: number) => ({ ...cut(width), className: styles.hole });
const ring = (
  <circle cx="12" cy="12" r="10.5" fill="none" stroke="currentColor" strokeWidth="2" strokeDasharray="3.3 2.2" />
);

/** Our own drawings. Every verdict has its shape: disc, triangle, octagon, dotted ring. The box is 24 for nodes, 16 for glyphs. */
const DRAWINGS = {
  pass: [
    24,
    <>
      <circle cx="12" cy="12" r="11" fill="currentColor" />
      <path d="M7 12.3l3.4 3.5L17.2 8.3" {...cut(2.4)} />
    </>,
  ],
  warn: [
    24,
    <>
      <path
        d="M12 3.2L21.6 20.4H2.4z"
        fill="currentColor"
        stroke="currentColor"
        strokeWidth="3.2"
        strokeLinejoin="round"
      />
      <path d="M12 9v5.2M12 17.7v.1" {...cut(2.5)} />
    </>,
  ],
  fail: [
    24,
    <>
      <path
        d="M7.7 1.6h8.6l6.1 6.1v8.6l-6.1 6.1H7.7l-6.1-6.1V7.7z"
        fill="currentColor"
        stroke="currentColor"
        strokeWidth="1"
        strokeLinejoin="round"
      />
      <path d="M8.1 8.1l7.8 7.8M15.9 8.1l-7.8 7.8" {...cut(2.4)} />
    </>,
  ],
  unknown: [
    24,
    <>
      {ring}
      <path d="M9.4 9.7a2.7 2.7 0 1 1 4.1 2.3c-.9.6-1.5 1.1-1.5 2.1M12 17.1v.1" {...stroke(2)} />
    </>,
  ],
  spam: [
    24,
    <>
      <rect x="1.5" y="1.5" width="21" height="21" rx="4.5" fill="currentColor" />
      <path d="M12 5.6v7M9 9.8l3 3 3-3M6 14v2.8c0 .8.7 1.5 1.5 1.5h9c.8 0 1.5-.7 1.5-1.5V14" {...cut(2.1)} />
    </>,
  ],
  info: [
    24,
    <>
      <circle cx="12" cy="12" r="10.5" {...stroke(2)} />
      <path d="M12 11.2v5.6M12 7.2v.1" {...stroke(2.2)} />
    </>,
  ],
  from: [
    24,
    <>
      <circle cx="12" cy="12" r="11" fill="currentColor" />
      <path d="M6.5 8.3h11v7.6h-11zM6.8 8.6l5.2 4.1 5.2-4.1" {...hole(1.6)} />
    </>,
  ],
  apart: [
    24,
    <>
      <circle cx="12" cy="12" r="10.5" {...stroke(2)} />
      <path d="M7.6 9.9h8.8M7.6 14.1h8.8M14.5 6.7L9.5 17.3" {...stroke(2)} />
    </>,
  ],
  blank: [
    24,
    <>
      {ring}
      <path d="M6.9 8.6h10.2v7H6.9zM7.2 8.9l4.8 3.8 4.8-3.8" {...stroke(1.6)} />
    </>,
  ],
  busy: [
    24,
    <>
      <circle cx="12" cy="12" r="10" fill="none" stroke="currentColor" strokeWidth="2.4" opacity="0.28" />
      <path d="M12 2a10 10 0 0 1 10 10" {...stroke(2.4)} />
    </>,
  ],
  seal: [
    24,
    <>
      <circle cx="12" cy="12" r="11" fill="currentColor" />
      <path d="M12 6.6l1.6 3.4 3.7.5-2.7 2.6.7 3.7-3.3-1.8-3.3 1.8.7-3.7-2.7-2.6 3.7-.5z" {...hole(1.5)} />
    </>,
  ],
  sorting: [
    24,
    <>
      {ring}
      <path d="M12 6.8V12M12 12l-4.3 4.4M12 12l4.3 4.4" {...stroke(1.8)} />
    </>,
  ],
  reader: [
    24,
    <>
      {ring}
      <circle cx="12" cy="9.4" r="2.5" {...stroke(1.7)} />
      <path d="M7.4 16.9c.5-2.4 2.3-3.7 4.6-3.7s4.1 1.3 4.6 3.7" {...stroke(1.7)} />
    </>,
  ],
  server: [
    24,
    <>
      <circle cx="12" cy="12" r="11" fill="currentColor" />
      <path d="M7 7.5h10v3.7H7zM7 12.8h10v3.7H7zM9.2 9.3v.1M9.2 14.6v.1" {...hole(1.6)} />
    </>,
  ],
  brand: [
    16,
    <>
      <rect x="1" y="2.5" width="14" height="11" rx="2.4" fill="currentColor" />
      <path d="M3.4 5.6l3.4 3.6 5.9-4.5" {...hole(1.7)} />
    </>,
  ],
  copy: [
    16,
    <>
      <rect x="5.5" y="5.5" width="8.5" height="8.5" rx="1.6" {...stroke(1.5)} />
      <path d="M10.5 3.3A1.3 1.3 0 0 0 9.2 2H3.3A1.3 1.3 0 0 0 2 3.3v5.9a1.3 1.3 0 0 0 1.3 1.3" {...stroke(1.5)} />
    </>,
  ],
  chevron: [16, <path key="d" d="M6 3.5L10.5 8 6 12.5" {...stroke(1.6)} />],
  letter: [
    16,
    <>
      <rect x="1.5" y="3" width="13" height="10" rx="1.6" {...stroke(1.5)} />
      <path d="M2.2 4.4L8 9l5.8-4.6" {...stroke(1.5)} />
    </>,
  ],
  watch: [
    16,
    <>
      <circle cx="8" cy="8" r="6.2" {...stroke(1.5)} />
      <path d="M8 4.6V8l2.3 1.6" {...stroke(1.5)} />
    </>,
  ],
  again: [16, <path key="d" d="M13.5 8a5.5 5.5 0 1 1-1.7-4M13.6 1.7v2.9h-2.9" {...stroke(1.5)} />],
  aim: [
    16,
    <>
      <circle cx="8" cy="8" r="4.5" {...stroke(1.5)} />
      <path d="M8 .9v3.8M8 11.3v3.8M.9 8h3.8M11.3 8h3.8" {...stroke(1.5)} />
    </>,
  ],
  tick: [16, <path key="d" d="M2.6 8.5l3.5 3.6 7.3-8.1" {...stroke(2.2)} />],
  cross: [16, <path key="d" d="M3.2 3.2l9.6 9.6M12.8 3.2l-9.6 9.6" {...stroke(2.2)} />],
  unseen: [
    16,
    <>
      <path d="M1.2 8S3.7 3.5 8 3.5 14.8 8 14.8 8 12.3 12.5 8 12.5 1.2 8 1.2 8z" {...stroke(1.5)} />
      <path d="M2.6 13.4L13.4 2.6" {...stroke(1.5)} />
    </>,
  ],
  ring: [16, <circle key="d" cx="8" cy="8" r="5.6" {...stroke(1.7)} />],
  half: [
    16,
    <>
      <circle cx="8" cy="8" r="5.6" {...stroke(1.7)} />
      <path d="M8 2.4v11.2A5.6 5.6 0 0 0 8 2.4z" fill="currentColor" />
    </>,
  ],
  edit: [
    16,
    <path
      key="d"
      d="M2.5 13.5l.8-3.3 7.4-7.4a1.4 1.4 0 0 1 2 0l.5.5a1.4 1.4 0 0 1 0 2l-7.4 7.4zM9.6 4l2.4 2.4"
      {...stroke(1.4)}
    />,
  ],
  pin: [16, <path key="d" d="M2 3h12v10H2zM9.6 3v10M11.4 6h1M11.4 8.5h1" {...stroke(1.4)} />],
  dash: [16, <path key="d" d="M4.5 8h7" {...stroke(1.6)} />],
  differs: [16, <path key="d" d="M2.5 6h11M2.5 10h11M10.5 2.6l-5 10.8" {...stroke(1.7)} />],
  tool: [
    16,
    <path
      key="d"
      d="M14.2 4.7a4 4 0 0 1-5.3 4.6l-5 5a1.6 1.6 0 0 1-2.2-2.2l5-5a4 4 0 0 1 4.6-5.3L9.2 3.9l.6 2.3 2.3.6z"
      {...stroke(1.4)}
    />,
  ],
  list: [16, <path key="d" d="M5.5 4h8M5.5 8h8M5.5 12h8M2.5 4v.05M2.5 8v.05M2.5 12v.05" {...stroke(1.6)} />],
  print: [
    16,
    <path
      key="d"
      d="M4.5 5.5v-4h7v4M4.5 11.5H3A1.5 1.5 0 0 1 1.5 10V7A1.5 1.5 0 0 1 3 5.5h10A1.5 1.5 0 0 1 14.5 7v3a1.5 1.5 0 0 1-1.5 1.5h-1.5M4.5 9.5h7v5h-7z"
      {...stroke(1.4)}
    />,
  ],
  open: [16, <path key="d" d="M9.5 2.5h4v4M13.3 2.7L7.5 8.5M11.5 9.5v4h-9v-9h4" {...stroke(1.5)} />],
  file: [16, <path key="d" d="M3.5 1.5h6l3 3v10h-9zM9.5 1.5v3h3M6 8h4M6 11h4" {...stroke(1.4)} />],
  lock: [16, <path key="d" d="M3.5 7h9v7h-9zM5.3 7V5a2.7 2.7 0 0 1 5.4 0v2M8 10v1.4" {...stroke(1.5)} />],
  book: [
    16,
    <path
      key="d"
      d="M8 3.6C6.4 2.4 4.3 2.2 2 2.5v10c2.3-.3 4.4-.1 6 1.1 1.6-1.2 3.7-1.4 6-1.1v-10c-2.3-.3-4.4-.1-6 1.1zM8 3.6v10"
      {...stroke(1.4)}
    />,
  ],
} as const satisfies Record<string, readonly [24 | 16, ReactNode]>;

export type MarkName = keyof typeof DRAWINGS;

interface MarkProps {
  name: MarkName;
  /** s 16, m 20, n 24 (the node of the line), l 28, xl 36 design pixels. */
  size?: 's' | 'm' | 'n' | 'l' | 'xl';
  tone?: Tone | undefined;
  /** What it says, where no words beside it do. */
  label?: string | undefined;
  className?: string | undefined;
}

/** A drawn sign. Without a label it is decoration for screen readers: the words beside it must say the same. */
export function Mark({ name, size = 'n', tone, label, className }: MarkProps) {
  const [box, drawing] = DRAWINGS[name];
  const classes = [
    styles.mark,
    size !== 'n' && styles[size],
    tone && styles[tone],
    name === 'busy' && styles.spin,
    className,
  ];
  const naming = label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true };
  return (
    <svg viewBox={`0 0 ${box} ${box}`} className={classes.filter(Boolean).join(' ')} focusable="false" {...naming}>
      {drawing}
    </svg>
  );
}
