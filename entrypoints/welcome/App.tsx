import { useEffect, useMemo, useState } from 'react';
import type { EspChoice } from '../../components/popup/SenderForm.tsx';
import { toHash } from '../../components/route.ts';
import { splitAddress } from '../../components/split-name.ts';
import { readDomains, watchHistory } from '../../lib/storage/history.ts';
import { applyTheme } from '../../components/mount.tsx';
import { useStored } from '../../components/use-stored.ts';
import { WelcomeView } from '../../components/welcome/WelcomeView.tsx';
import { hasSiteAccess, onAccessChanged, requestSiteAccess } from '../../lib/browser/permissions.ts';
import { readSettings, watchSettings } from '../../lib/storage/settings.ts';

const DOMAINS = { read: readDomains, watch: watchHistory };
const SETTINGS = { read: readSettings, watch: watchSettings };

export function App() {
  const settings = useStored(SETTINGS);
  const source = useMemo(() => ({ read: () => hasSiteAccess(), watch: onAccessChanged }), []);
  const access = useStored(source) ?? null;
  const [refused, setRefused] = useState(false);
  useEffect(() => {
    if (settings) applyTheme(settings.theme);
  }, [settings]);
  const domains = useStored(DOMAINS) ?? [];
  const check = (from: string, esp: EspChoice) => {
    const { domain } = splitAddress(from);
    const route = { page: 'domain', domain: domain.toLowerCase(), from, esp, account: null, tab: null } as const;
    location.href = `/report.html${toHash(route)}`;
  };
  const allow = () => {
    // First in the click handler: Firefox takes the gesture away at the first `await`.
    void requestSiteAccess().then((granted) => setRefused(!granted));
  };
  return (
    <WelcomeView
      access={access}
      refused={refused}
      resolvers={settings?.resolvers ?? []}
      onAllow={allow}
      optionsHref="/options.html"
      checked={domains.length > 0}
      onCheck={check}
    />
  );
}
