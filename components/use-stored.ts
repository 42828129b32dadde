import { useEffect, useState } from 'react';

/** Something stored: how to read it, and how to hear that it has changed. */
interface Stored<T> {
  read: () => Promise<T>;
  watch: (changed: () => void) => () => void;
}

/** A stored value, followed; `undefined` until it is read. `source` must be the same object from call to call. */
export function useStored<T>(source: Stored<T>): T | undefined {
  const [value, setValue] = useState<T>();
  useEffect(() => {
    let current = true;
    const show = async () => {
      const read = await source.read();
      if (current) setValue(read);
    };
    void show();
    const stop = source.watch(() => void show());
    return () => {
      current = false;
      stop();
    };
  }, [source]);
  return value;
}
