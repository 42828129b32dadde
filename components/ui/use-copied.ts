import { useCallback, useEffect, useRef, useState } from 'react';

const SHOWN_FOR = 2000;

/** Copies text, and says for two seconds that it did, or that the browser refused. */
export function useCopied(): ['idle' | 'copied' | 'refused', (text: string) => void] {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle');
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const copy = useCallback((text: string) => {
    const show = (next: 'copied' | 'refused') => {
      setState(next);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => setState('idle'), SHOWN_FOR);
    };
    navigator.clipboard.writeText(text).then(
      () => show('copied'),
      () => show('refused'),
    );
  }, []);
  return [state, copy];
}
