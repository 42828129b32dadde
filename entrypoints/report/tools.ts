import type { AuditTools } from '../../lib/audit/audit-input.ts';
import { createDnsClient } from '../../lib/dns/client.ts';
import type { Settings } from '../../lib/storage/settings.ts';

/** Of a message with many signatures, each key is a question of its own. */
const BUDGET = 15_000;

const client = createDnsClient();

/** The outside world for a test message: the same resolvers as the worker's, asked from this page. */
export const toolsFor = ({ resolvers }: Settings): AuditTools => ({
  resolvers: resolvers.map(client.resolver),
  timeout: BUDGET,
  now: Date.now,
  randomLabel: () => `presend-${crypto.randomUUID().slice(0, 13)}`,
});
