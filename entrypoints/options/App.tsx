import { useEffect, useState } from 'react';
import { applyTheme } from '../../components/mount.tsx';
import { OptionsView, type Imported } from '../../components/options/OptionsView.tsx';
import { Top } from '../../components/report/Frame.tsx';
import { useStored } from '../../components/use-stored.ts';
import { requestAllSites, requestOrigin } from '../../lib/browser/permissions.ts';
import { createDohResolver } from '../../lib/dns/doh.ts';
import { isFailure } from '../../lib/dns/resolver.ts';
import { sendToWorker } from '../../lib/messaging/client.ts';
import { eraseAll, exportAll, importAll } from '../../lib/storage/data.ts';
import { readAccepted, watchAccepted } from '../../lib/storage/accepted.ts';
import { readPicks, watchPicks } from '../../lib/storage/picks.ts';
import {
  isResolverAddress,
  readSettings,
  watchSettings,
  writeSettings,
  type Settings,
} from '../../lib/storage/settings.ts';
import { Accounts } from './Accounts.tsx';

const SETTINGS = { read: readSettings, watch: watchSettings };
const ACCEPTED = { read: readAccepted, watch: watchAccepted };
const PICKS = { read: readPicks, watch: watchPicks };

const change = (changes: Partial<Settings>): void => void writeSettings(changes);

function setPolicies(on: boolean): void {
  if (!on) {
    change({ mtaStsPolicy: false });
    return;
  }
  // First in the click handler: Firefox takes the gesture away at the first `await`.
  void requestAllSites().then((granted) => granted && change({ mtaStsPolicy: true }));
}

/**
 * A resolver that sends no `Access-Control-Allow-Origin` needs the permission; one that sends it does without, so that
 * only its answer decides. What is asked tells nothing of the user.
 */
async function tryResolver(address: string): Promise<boolean> {
  await requestOrigin(address).catch(() => false);
  return !isFailure(await createDohResolver(address).ask({ name: 'example.com', type: 'NS' }));
}

/** Everything that is stored in this browser, as one file. */
async function exportData(): Promise<void> {
  const address = URL.createObjectURL(new Blob([await exportAll(Date.now())], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = 'presend-data.json';
  link.click();
  URL.revokeObjectURL(address);
}

async function importData(file: File): Promise<Imported> {
  const outcome = await importAll(await file.text());
  if (!outcome.ok) return outcome;
  return { ok: true, count: Object.values(outcome.value).reduce((sum, count) => sum + count, 0) };
}

export function App() {
  const settings = useStored(SETTINGS);
  const accepted = useStored(ACCEPTED) ?? [];
  const picks = useStored(PICKS) ?? [];
  const [erased, setErased] = useState(false);
  const [imported, setImported] = useState<Imported | null>(null);
  useEffect(() => {
    if (settings) applyTheme(settings.theme);
  }, [settings]);
  if (!settings) return null;
  return (
    <>
      <Top route={null} domain={null} base="/report.html" optionsHref="/options.html" />
      <OptionsView
        settings={settings}
        accepted={accepted}
        picks={picks}
        accounts={<Accounts />}
        isResolver={isResolverAddress}
        onTry={tryResolver}
        onChange={change}
        onPolicies={setPolicies}
        onUnaccept={(domain, code) => void sendToWorker({ kind: 'unaccept-finding', domain, code })}
        onForget={(esp) => void sendToWorker({ kind: 'forget-pick', esp })}
        onExport={() => void exportData()}
        onImport={(file) => void importData(file).then(setImported)}
        imported={imported}
        onErase={() => void eraseAll().then(() => setErased(true))}
        erased={erased}
      />
    </>
  );
}
