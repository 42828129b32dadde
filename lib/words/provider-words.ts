import type { ProviderId, ProviderVerdict } from '../report/report.ts';
import type { Words } from './say.ts';

export const providerName = (id: ProviderId, words: Words): string => words.say(`provider.${id}`);

/** One word for what a provider will do, as shown below its name. */
export const providerOutcome = (verdict: ProviderVerdict, words: Words): string =>
  words.say(`outcome.provider.${verdict}`);

/** A rule of the mailbox providers; a key without words is shown as it is. */
export const explainRequirement = (requirement: string, words: Words): string =>
  words.sayAny(`requirement.${requirement}`, {}) || requirement;
