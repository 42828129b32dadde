import { useEffect, useState } from 'react';

interface Stored<T> {
  read: () => Promise<T>;
  watch: (callback: (value: T) => void) => () => void;
}

/** A stored value, followed; `undefined` until it is read. `source` must be the same object from call to call. */
export function useStored<T>(source: Stored<T>): T | undefined {
  const [value, setValue] = useState<T>();
  useEffect(() => {
    let current = true;
    const show = (next: T) => current && setValue(next);
    void source.read().then(show);
    const stop = source.watch(show);
    return () => {
      current = false;
      stop();
    };
  }, [source]);
  return value;
}
