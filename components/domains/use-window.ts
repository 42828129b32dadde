import { useCallback, useEffect, useState, type RefObject } from 'react';

/** Below this many lines all are drawn: find-in-page and print then work by themselves. */
const DRAWN_WHOLE = 200;
const BEYOND = 12;

export interface DrawnWindow {
  /** First line that is drawn, and the one after the last. */
  from: number;
  to: number;
  /** Of one line, in CSS pixels. */
  height: number;
  /** Scrolls the page until this line is in sight. */
  reveal: (index: number) => void;
}

/**
 * Which lines of a long list in the page are drawn. All lines are of one height, which is that of the first
 * `[data-line]` in `list`; a measured height follows font size and width.
 */
export function useDrawnWindow(list: RefObject<HTMLElement | null>, count: number): DrawnWindow {
  const [height, setHeight] = useState(48);
  const [range, setRange] = useState({ from: 0, to: DRAWN_WHOLE });
  const isWhole = count <= DRAWN_WHOLE;
  const measure = useCallback(() => {
    const box = list.current;
    if (!box) return;
    const line = box.querySelector<HTMLElement>('[data-line]')?.getBoundingClientRect().height ?? 0;
    const each = line > 0 ? line : height;
    if (Math.abs(each - height) > 0.5) setHeight(each);
    const above = -box.getBoundingClientRect().top;
    const from = Math.max(0, Math.min(Math.floor(above / each) - BEYOND, count - 1));
    const to = Math.min(count, Math.ceil((above + window.innerHeight) / each) + BEYOND);
    setRange((last) => (last.from === from && last.to === to ? last : { from, to: Math.max(to, from) }));
  }, [list, count, height]);
  useEffect(() => {
    // What is drawn follows from how it was laid out, which is known after it was drawn.
    const frame = requestAnimationFrame(measure);
    return () => cancelAnimationFrame(frame);
  }, [measure]);
  useEffect(() => {
    if (isWhole) return undefined;
    window.addEventListener('scroll', measure, { passive: true });
    window.addEventListener('resize', measure);
    return () => {
      window.removeEventListener('scroll', measure);
      window.removeEventListener('resize', measure);
    };
  }, [isWhole, measure]);
  const reveal = useCallback(
    (index: number) => {
      const box = list.current;
      if (!box) return;
      const top = box.getBoundingClientRect().top + index * height;
      const room = height * 2;
      if (top < room) window.scrollBy(0, top - room);
      else if (top + height > window.innerHeight - room) window.scrollBy(0, top + height - window.innerHeight + room);
    },
    [list, height],
  );
  return { ...(isWhole ? { from: 0, to: count } : range), height, reveal };
}
