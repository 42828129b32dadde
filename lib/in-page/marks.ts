import type { OverlayPhase } from '../messaging/protocol.ts';
import type { Verdict } from '../report/report.ts';
import { svg } from './dom.ts';

export type MarkKind = Verdict | Exclude<OverlayPhase, 'ready'>;

/** One line of a mark: its path, its colour, how thick it is. */
const line = (d: string, colour = 'var(--unknown)', width = 1.8): SVGElement =>
  svg('path', {
    d,
    fill: 'none',
    stroke: colour,
    'stroke-width': width,
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
  });

const stroke = (d: string): SVGElement => line(d, 'var(--on-state)', 2.2);
const filled = (d: string, fill: string): SVGElement => svg('path', { d, fill });

const RING = 'M12 2.5a9.5 9.5 0 0 1 0 19a9.5 9.5 0 0 1 0-19';

function dotted(): SVGElement {
  const ring = line(RING, 'var(--unknown)', 2);
  ring.setAttribute('stroke-dasharray', '2.6 2.6');
  ring.setAttribute('stroke-linecap', 'butt');
  return ring;
}

function turning(): SVGElement {
  const arc = line('M12 2.5a9.5 9.5 0 0 1 9.5 9.5', 'var(--unknown)', 2.4);
  arc.classList.add('turn');
  return arc;
}

const envelope = (): Node[] => [dotted(), line('M7.5 9h9v6.5h-9zM7.5 9.4l4.5 3.4 4.5-3.4')];

/** Every verdict has a shape as well as a colour: disc, triangle, octagon, dotted ring. */
const PARTS: Record<MarkKind, () => Node[]> = {
  pass: () => [filled('M12 1a11 11 0 0 1 0 22a11 11 0 0 1 0-22', 'var(--pass)'), stroke('M7 12.4l3.4 3.4L17 9')],
  warn: () => [
    filled('M12 2.6 22.4 21H1.6z', 'var(--warn)'),
    line('M12 2.6 22.4 21H1.6z', 'var(--warn)', 2),
    stroke('M12 9.4v5.2M12 18v.1'),
  ],
  fail: () => [
    filled('M7.5 1h9L23 7.5v9L16.5 23h-9L1 16.5v-9z', 'var(--fail)'),
    stroke('M8.4 8.4l7.2 7.2M15.6 8.4l-7.2 7.2'),
  ],
  unknown: () => [dotted(), line('M9.4 9.6a2.7 2.7 0 1 1 3.9 2.5c-.9.4-1.3 1-1.3 1.9M12 17v.1')],
  loading: () => [line(RING, 'var(--line)', 2.4), turning()],
  'no-sender': envelope,
  ambiguous: envelope,
  error: envelope,
};

export const createMark = (kind: MarkKind, size = 24): SVGElement =>
  svg(
    'svg',
    { class: 'mark', viewBox: '0 0 24 24', width: size, height: size, 'aria-hidden': 'true' },
    ...PARTS[kind](),
  );

export const createCross = (): SVGElement =>
  svg(
    'svg',
    { viewBox: '0 0 16 16', width: 16, height: 16, 'aria-hidden': 'true' },
    svg('path', { d: 'M4 4l8 8M12 4l-8 8', stroke: 'currentColor', 'stroke-width': 1.6, 'stroke-linecap': 'round' }),
  );

export const createLetter = (): SVGElement =>
  svg(
    'svg',
    { viewBox: '0 0 20 16', width: 18, height: 14, 'aria-hidden': 'true' },
    svg('rect', { x: 0.5, y: 0.5, width: 19, height: 15, rx: 3, fill: 'var(--accent)' }),
    line('M4 6.2l4.4 4L16 4.4', 'var(--on-accent)', 2),
  );
