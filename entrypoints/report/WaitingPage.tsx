import { useState } from 'react';
import { WaitingList } from '../../components/report/WaitingList.tsx';
import { useStored } from '../../components/use-stored.ts';
import { sendToWorker } from '../../lib/messaging/client.ts';
import { readAccounts, readWaiting, watchAccounts, watchWaiting } from '../../lib/storage/accounts.ts';

const ACCOUNTS = { read: readAccounts, watch: watchAccounts };
const WAITING = { read: readWaiting, watch: watchWaiting };

/** `#/waiting`: what the connected accounts are about to send. */
export function WaitingPage() {
  const accounts = useStored(ACCOUNTS);
  const waiting = useStored(WAITING);
  const [now] = useState(() => Date.now());
  const [busy, setBusy] = useState(false);
  if (!accounts || !waiting) return null;
  const check = () => {
    setBusy(true);
    void sendToWorker({ kind: 'check-waiting' }).then(() => setBusy(false));
  };
  return (
    <WaitingList
      accounts={accounts}
      waiting={waiting}
      now={now}
      busy={busy}
      onCheck={check}
      settingsHref="/options.html#accounts"
    />
  );
}
