import type { PageReading } from '../../lib/detect/page-reading.ts';
import { addressOf } from '../../lib/detect/frames.ts';
import { readPage } from '../../lib/detect/read-page.ts';
import { campaignOf } from '../../lib/esp/dashboards.ts';
import type { PageMessage, StoredPick } from '../../lib/messaging/protocol.ts';

/** A page that has just been opened may still be filling itself: until then "no field" is "loading". */
const SETTLES_AFTER = 2500;
/** After a navigation the old page may stand a moment longer: its sender is not taken for the new campaign's. */
const OLD_PAGE_STANDS = 1500;

export interface Detector {
  /** Reads these trees of the page and tells the worker where the reading changed. */
  scan(roots: readonly (Document | ShadowRoot)[] | null): void;
  /** The address is about to change, or has. */
  navigate(url: string): void;
  teach(picks: StoredPick[]): void;
  /** Tells again even what has been told. */
  forget(): void;
  /** Whether a field of this frame is being written in; false once it is left. */
  typing(isTyping: boolean): void;
  /** Somebody looks at the tab again, or the network is back. */
  look(): void;
  /** The frame goes away. */
  leave(): void;
  /** When to look again although nothing changes, in milliseconds; null: not at all. */
  pendingFor(): number | null;
}

const isWorthTelling = ({ sender, sending, replyTo }: PageReading): boolean =>
  sending !== null || replyTo !== null || !(sender.kind === 'notFound' && /^(?:no-field|loading)$/.test(sender.reason));

export function createDetector(view: Window, send: (message: PageMessage) => void): Detector {
  const isTop = view === view.top;
  let picks: readonly StoredPick[] = [];
  let url = addressOf(view);
  let campaign = campaignOf(url);
  let since = performance.now();
  let told = '';
  let last: PageReading | null = null;
  let stale: string | null = null;
  let typing = false;

  const age = (): number => performance.now() - since;

  const tell = (reading: PageReading): void => {
    const text = JSON.stringify([url, reading, typing]);
    if (text === told) return;
    const hadNothing = told === '';
    told = text;
    last = reading;
    if (isTop || isWorthTelling(reading)) send({ kind: 'page-reading', url, reading, typing });
    else if (!hadNothing) {
      told = '';
      send({ kind: 'page-gone' });
    }
  };

  const isStale = ({ sender }: PageReading): boolean => {
    const isSame = sender.kind === 'found' && sender.address === stale && age() < OLD_PAGE_STANDS;
    if (!isSame) stale = null;
    return isSame;
  };

  const toLoading = (reading: PageReading): PageReading => ({
    ...reading,
    sender: { kind: 'notFound', reason: 'loading' },
  });

  const scan = (roots: readonly (Document | ShadowRoot)[] | null): void => {
    const reading = readPage(view.document, url, picks, roots);
    if (!reading) return;
    const isUnsettled =
      reading.composing &&
      reading.sender.kind === 'notFound' &&
      reading.sender.reason === 'no-field' &&
      age() < SETTLES_AFTER;
    tell(isUnsettled || isStale(reading) ? toLoading(reading) : reading);
  };

  return {
    scan,
    navigate(next) {
      if (next === url) return;
      url = next;
      const nextCampaign = campaignOf(next);
      if (nextCampaign === campaign) return;
      campaign = nextCampaign;
      since = performance.now();
      stale = last?.sender.kind === 'found' ? last.sender.address : null;
      if (!last) return;
      const gone = {
        ...last,
        composing: nextCampaign !== null,
        replyTo: null,
        fromName: null,
        subject: null,
        audience: null,
        sending: null,
      };
      tell(toLoading(gone));
    },
    teach(next) {
      picks = next;
    },
    forget() {
      told = '';
    },
    typing(isTyping) {
      typing = isTyping;
    },
    look() {
      if (isTop) send({ kind: 'look' });
    },
    leave() {
      if (!isTop && told !== '') send({ kind: 'page-gone' });
      told = '';
    },
    pendingFor() {
      const isOpen = last?.sender.kind === 'notFound' && last.sender.reason === 'loading';
      if (!isOpen) return null;
      return Math.max(50, (stale ? OLD_PAGE_STANDS : SETTLES_AFTER) - age() + 20);
    },
  };
}
