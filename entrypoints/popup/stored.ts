/**
 * What is stored, read through its schemas. They are a chunk of their own that the popup loads beside its first
 * picture: the verdict does not wait for them.
 */
interface Stored<T> {
  read: () => Promise<T>;
  watch: (changed: () => void) => () => void;
}

const lazily = <T>(load: () => Promise<Stored<T>>): Stored<T> => ({
  read: async () => (await load()).read(),
  watch(changed) {
    let stop: (() => void) | null = null;
    let isOver = false;
    const start = async () => {
      const { watch } = await load();
      if (!isOver) stop = watch(changed);
    };
    void start();
    return () => {
      isOver = true;
      stop?.();
    };
  },
});

const loadSettings = () => import('../../lib/storage/settings.ts');

export const ACCEPTED = lazily(async () => {
  const { readAccepted, watchAccepted } = await import('../../lib/storage/accepted.ts');
  return { read: readAccepted, watch: watchAccepted };
});

export const SETTINGS = lazily(async () => {
  const { readSettings, watchSettings } = await loadSettings();
  return { read: readSettings, watch: watchSettings };
});

export const WATCHES = lazily(async () => {
  const { readWatches, watchWatches } = await import('../../lib/storage/watches.ts');
  return { read: readWatches, watch: watchWatches };
});

export const storeReportAddress = async (reportAddress: string): Promise<void> => {
  await (await loadSettings()).writeSettings({ reportAddress });
};
