import type { Watch } from '../../watch/watched.ts';

/** The notification of a watch that has changed its state; null where there is nothing to tell. */
export function watchWords(watch: Watch): { title: string; message: string } | null {
  switch (watch.state) {
    case 'live':
      return {
        title: `The records of ${watch.domain} are live`,
        message: 'Every resolver that Presend asks sees them.',
      };
    case 'wrong':
      return { title: `A record of ${watch.domain} is there, but wrong`, message: 'Open Presend to see what differs.' };
    case 'expired':
      return {
        title: `Presend stopped watching ${watch.domain}`,
        message: 'After 72 hours the records were not live everywhere. Open Presend to start again.',
      };
    case 'watching':
      return null;
  }
}
