import * as z from 'zod/mini';
import { ESP_IDS } from '../esp/esp-id.ts';
import { defineStored, recordOf } from './items.ts';

const MOST = 100;
const text = (most: number) => z.string().check(z.maxLength(most));

/** What is known of the sender of one campaign, for its other steps and for a reload. Gone with the browser's end. */
export interface StoredCampaign {
  /** Typed or picked by the user. `seen`: what the page named then. */
  choice: { address: string; esp: (typeof ESP_IDS)[number] | 'none' | null; seen: string } | null;
  /** The sender that a step showed last. */
  known: { address: string; via: string; url: string; step: string | null } | null;
}

const campaign = z.object({
  choice: z.nullable(
    z.object({ address: text(400), esp: z.nullable(z.enum([...ESP_IDS, 'none'])), seen: text(20_000) }),
  ),
  known: z.nullable(z.object({ address: text(400), via: text(200), url: text(4000), step: z.nullable(text(60)) })),
});

const item = defineStored<Record<string, StoredCampaign>>('session:campaigns', {
  schema: recordOf(campaign, MOST),
  fallback: {},
});

/** By the campaign's place: host and id. */
export const readCampaigns = item.read;

export const rememberCampaign = (place: string, known: StoredCampaign): Promise<Record<string, StoredCampaign>> =>
  item.update((all) => {
    // What was used last stands last: beyond the limit the first goes.
    const { [place]: _, ...others } = all;
    return Object.fromEntries([...Object.entries(others).slice(1 - MOST), [place, known]]);
  });
