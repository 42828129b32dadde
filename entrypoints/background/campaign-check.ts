import type { PageReading, SenderFinding } from '../../lib/detect/page-reading.ts';
import { parseSender } from '../../lib/domain/address.ts';
import { createApiClient } from '../../lib/esp-api/client.ts';
import { withSender } from '../../lib/esp-api/read-account.ts';
import { ESP_APIS } from '../../lib/esp/apis.ts';
import type { PageEspId } from '../../lib/esp/esp-id.ts';
import { hasOrigin } from '../../lib/browser/permissions.ts';
import { findAccount } from '../../lib/storage/accounts.ts';
import { readKey } from '../../lib/storage/keys.ts';
import { API_TOOLS } from './connected.ts';
import { placeOf } from './tab-machine.ts';

/**
 * The open campaign as the ESP's API has it, held against what the page shows. It enters the tab's memory as a frame of
 * its own: where both name one sender it is that; where they differ, both are shown, and neither alone is judged.
 */

/** No browser numbers a frame like this. */
export const API_FRAME = 1_000_000_000;
/** A campaign is asked for again after this long, in ms: what was just saved must not be held against old data. */
const FRESH = 20_000;

interface Known {
  at: number;
  froms: Promise<string[]>;
}
const known = new Map<string, Known>();

/** Every From of the campaign; none where the API does not know it. */
async function readFroms(esp: PageEspId, address: string): Promise<string[]> {
  const account = await findAccount(esp);
  if (!account || account.nextAt === null || !(await hasOrigin(account.origin))) return [];
  const api = ESP_APIS[esp];
  const key = await readKey(esp);
  const client = key === null ? null : createApiClient(api, key, API_TOOLS);
  if (!client) return [];
  const found = await api.readCampaign(client, address);
  if (found.kind !== 'ok' || found.value === null) return [];
  const isOpen = found.value.froms.includes(null);
  const sender = isOpen ? await api.readSender?.(client) : undefined;
  const { froms } = withSender(found.value, sender?.kind === 'ok' ? sender.value : null);
  return froms.filter((from) => from !== null);
}

function fromsAt(esp: PageEspId, address: string): Promise<string[]> {
  const place = placeOf(address);
  const recent = known.get(place);
  if (recent && Math.abs(Date.now() - recent.at) < FRESH) return recent.froms;
  const froms = readFroms(esp, address).catch(() => []);
  known.clear();
  known.set(place, { at: Date.now(), froms });
  return froms;
}

const addressesOf = (sender: SenderFinding): string[] => {
  if (sender.kind === 'found') return [sender.address];
  return sender.kind === 'ambiguous' ? sender.candidates.map(({ address }) => address) : [];
};

function toKey(text: string): string {
  const sender = parseSender(text);
  return sender.ok
    ? `${sender.value.address?.localPart ?? ''}@${sender.value.domain}`.toLowerCase()
    : text.toLowerCase();
}

/** What page and API say together: one sender where they agree, every one of them where they do not. */
function toSender(froms: readonly string[], page: SenderFinding): SenderFinding | null {
  const all = new Map([...froms, ...addressesOf(page)].map((address) => [toKey(address), address]));
  const candidates = [...all.values()].map((address) => ({ address, via: '', confidence: 1 }));
  const [first, ...others] = candidates;
  if (!first) return null;
  return others.length === 0 ? { kind: 'found', ...first } : { kind: 'ambiguous', candidates };
}

/** The API's part of what a tab shows; null where its ESP is not connected, or does not know the campaign. */
export async function readByApi(address: string, page: PageReading): Promise<PageReading | null> {
  const { esp } = page;
  // Without an account nothing is read and nothing is remembered.
  if (!page.composing || !(await findAccount(esp))) return null;
  const froms = await fromsAt(esp, address);
  const sender = froms.length === 0 ? null : toSender(froms, page.sender);
  if (sender === null) return null;
  return {
    esp,
    composing: true,
    sender,
    replyTo: null,
    fromName: null,
    subject: null,
    candidates: [],
    audience: null,
    account: null,
    sending: null,
  };
}
