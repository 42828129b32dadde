import type { PageReading } from '../../lib/detect/page-reading.ts';
import { addressOf } from '../../lib/detect/frames.ts';
import { type FieldNode, readPageSteps, toGaveUp } from '../../lib/detect/read-page.ts';
import type { Root } from '../../lib/detect/roots.ts';
import { inSlices } from '../../lib/detect/slices.ts';
import { campaignOf } from '../../lib/esp/dashboards.ts';
import type { PageMessage, StoredPick } from '../../lib/messaging/protocol.ts';

/** A page that has just been opened may still be filling itself: until then "no field" is "loading". In ms. */
const SETTLES_AFTER = 2500;
/** A form that outlives a navigation untouched for this long, in ms, belongs to the new address after all. */
const OLD_FORM_STAYS = 5000;
/** A scan that threw is tried again after this time, in ms, and twice as long each time after that. */
const RETRY_AFTER = 1000;
const MOST_RETRY_AFTER = 60_000;

export interface Detector {
  /**
   * Reads these trees of the page, in slices, and tells the worker where the reading changed. `hasChanged` says
   * whether the page changed meanwhile: then it is read again. Resolves with the ms that it took of the main thread.
   */
  scan(roots: readonly Root[] | null, hasChanged: () => boolean): Promise<number>;
  /** The address is about to change, or has. */
  navigate(url: string): void;
  /** The user typed into the page: its form is the one of this address. */
  touch(): void;
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

/** How often a page that changes under the reading is read again before what was read is told. */
const MOST_RESTARTS = 2;

const isWorthTelling = ({ sender, sending, replyTo }: PageReading): boolean =>
  sending !== null || replyTo !== null || !(sender.kind === 'notFound' && /^(?:no-field|loading)$/.test(sender.reason));

const toLoading = (reading: PageReading): PageReading => ({
  ...reading,
  sender: { kind: 'notFound', reason: 'loading' },
  candidates: [],
});

/** What was read at the address before, node by node: whether a form is old is seen by its nodes, not by time. */
type OldForm = ReadonlyMap<Node, string>;

export function createDetector(view: Window, send: (message: PageMessage) => void): Detector {
  const isTop = view === view.top;
  let picks: readonly StoredPick[] = [];
  let url = addressOf(view);
  let campaign = campaignOf(url);
  let since = performance.now();
  let told = '';
  let last: PageReading | null = null;
  let fields: readonly FieldNode[] = [];
  let oldForm: OldForm | null = null;
  let failures = 0;
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

  /** Every field is one of those from before the navigation, with the text of then. */
  const isOldForm = (reading: PageReading): boolean => {
    if (!oldForm || reading.sender.kind === 'notFound') return false;
    const isOld = fields.length > 0 && fields.every(({ node, text }) => oldForm?.get(node) === text);
    if (isOld && age() < OLD_FORM_STAYS) return true;
    oldForm = null;
    return false;
  };

  const isUnsettled = ({ composing, sender }: PageReading): boolean =>
    composing && sender.kind === 'notFound' && sender.reason === 'no-field' && age() < SETTLES_AFTER;

  const read = async (roots: readonly Root[] | null, hasChanged: () => boolean): Promise<number> => {
    let spent = 0;
    for (let restarts = 0; ; restarts += 1) {
      const at = url;
      let found: readonly FieldNode[] = [];
      const isOver = (): boolean => url !== at || (restarts < MOST_RESTARTS && hasChanged());
      const steps = readPageSteps(view.document, url, picks, roots, (seen) => {
        found = seen;
      });
      const sliced = await inSlices(steps, isOver);
      spent += sliced.spent;
      const { result } = sliced;
      if (result && url === at) {
        fields = found;
        tell(isUnsettled(result) || isOldForm(result) ? toLoading(result) : result);
        return spent;
      }
      if (url !== at || restarts >= MOST_RESTARTS || !hasChanged()) return spent;
    }
  };

  return {
    async scan(roots, hasChanged) {
      try {
        const spent = await read(roots, hasChanged);
        failures = 0;
        return spent;
      } catch {
        // A page can make anything throw. It is said that nothing was read, and tried again.
        failures += 1;
        const gaveUp = toGaveUp(url);
        if (gaveUp) tell(gaveUp);
        return 0;
      }
    },
    navigate(next) {
      if (next === url) return;
      url = next;
      const nextCampaign = campaignOf(next);
      if (nextCampaign === campaign) return;
      campaign = nextCampaign;
      since = performance.now();
      oldForm = new Map(fields.map(({ node, text }) => [node, text]));
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
    touch() {
      oldForm = null;
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
      if (failures > 0) return Math.min(MOST_RETRY_AFTER, RETRY_AFTER * 2 ** (failures - 1));
      const isOpen = last?.sender.kind === 'notFound' && last.sender.reason === 'loading';
      if (!isOpen) return null;
      const settles = SETTLES_AFTER - age();
      return Math.max(50, (settles > 0 || !oldForm ? settles : OLD_FORM_STAYS - age()) + 20);
    },
  };
}
