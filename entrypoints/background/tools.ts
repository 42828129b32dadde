import type { AuditTools } from '../../lib/audit/audit-input.ts';
import type { Resolver } from '../../lib/dns/resolver.ts';
import type { Settings } from '../../lib/storage/settings.ts';
import { cachedResolver } from './resolvers.ts';

const AUDIT_BUDGET = 8000;
const LONGEST_POLICY = 64 * 1024;

export const resolversOf = (settings: Settings): Resolver[] => settings.resolvers.map(cachedResolver);

/** RFC 8461 § 3.3: redirects are not followed; 64 KB are enough for any policy. */
async function fetchPolicy(url: string, signal: AbortSignal): Promise<string | null> {
  try {
    const response = await fetch(url, { signal, redirect: 'error', credentials: 'omit', cache: 'no-store' });
    if (!response.ok) return null;
    const text = await response.text();
    return text.length > LONGEST_POLICY ? null : text;
  } catch {
    return null;
  }
}

/** One for the worker's life: what is asked about it is then asked once. Made late, because a build runs this too. */
let label: string | undefined;
const randomLabel = () => (label ??= `presend-${crypto.randomUUID().slice(0, 13)}`);

/** The outside world of an audit, as the user set it up. */
export const toolsFor = (settings: Settings, fresh: boolean): AuditTools => ({
  resolvers: resolversOf(settings),
  timeout: AUDIT_BUDGET,
  fresh,
  now: Date.now,
  randomLabel,
  fetchPolicy: settings.mtaStsPolicy ? fetchPolicy : undefined,
});
