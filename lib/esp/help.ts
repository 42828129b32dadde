import type { EspId } from './esp-id.ts';

/** Where in one ESP its values stand, and its help pages. One object per folder, in its `help.ts`. */
export interface EspHelp {
  id: EspId;
  checkedOn: string;
  /** Menu path to the page that shows the records, as the ESP writes it: `Settings > Domains`. */
  recordsPath: string;
  /** Address of that page, where it can be built from what is known. */
  recordsUrl(context: { account: string | null; host: string | null }): string | null;
  /** What to press there once the records are live; null where nothing. */
  confirmButton: string | null;
  /**
   * It has a Domain Connect template: at DNS hosts that speak it, the ESP may offer to enter its records itself. Presend
   * cannot: a template names the ESP's key (`syncPubKeyDomain`), so that a link of anybody else's is refused.
   */
  domainConnect: boolean;
  articles: readonly {
    topic: 'set-up' | 'troubleshooting' | 'free-mail' | 'spf' | 'dmarc' | 'return-path';
    url: string;
  }[];
}
