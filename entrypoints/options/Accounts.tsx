import { useEffect, useState } from 'react';
import { AccountsPart } from '../../components/options/AccountsPart.tsx';
import { useStored } from '../../components/use-stored.ts';
import { hasNotifications, requestNotifications, requestOrigin } from '../../lib/browser/permissions.ts';
import { ESP_APIS } from '../../lib/esp/apis.ts';
import type { PageEspId } from '../../lib/esp/esp-id.ts';
import { sendToWorker } from '../../lib/messaging/client.ts';
import type { Connection } from '../../lib/messaging/protocol.ts';
import { readAccounts, watchAccounts } from '../../lib/storage/accounts.ts';

const ACCOUNTS = { read: readAccounts, watch: watchAccounts };
const APIS = Object.values(ESP_APIS);

/** The browser asks for the key's own host and no other. */
async function connect(esp: PageEspId, key: string): Promise<Connection> {
  const origin = ESP_APIS[esp].originOf(key);
  if (origin === null) return 'no-key';
  // First in the click handler: Firefox takes the gesture away at the first `await`.
  if (!(await requestOrigin(origin).catch(() => false))) return 'no-access';
  const answer = await sendToWorker<Connection>({ kind: 'connect', esp, key });
  return answer.ok ? answer.value : 'unreachable';
}

/** Settings > Connected accounts. */
export function Accounts() {
  const accounts = useStored(ACCOUNTS) ?? [];
  const [now] = useState(() => Date.now());
  const [canNotify, setCanNotify] = useState(true);
  useEffect(() => void hasNotifications().then(setCanNotify), []);
  return (
    <AccountsPart
      apis={APIS}
      accounts={accounts}
      now={now}
      onConnect={connect}
      onErase={(esp) => void sendToWorker({ kind: 'disconnect', esp })}
      onNotify={canNotify ? null : () => void requestNotifications().then(setCanNotify)}
      waitingHref="/report.html#/waiting"
    />
  );
}
