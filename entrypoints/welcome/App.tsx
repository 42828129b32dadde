import { useEffect, useMemo, useState } from 'react';
import { applyTheme } from '../../components/mount.tsx';
import { useStored } from '../../components/use-stored.ts';
import { WelcomeView } from '../../components/welcome/WelcomeView.tsx';
import { hasSiteAccess, onAccessChanged, requestSiteAccess } from '../../lib/browser/permissions.ts';
import { readSettings, watchSettings } from '../../lib/storage/settings.ts';

const SETTINGS = { read: readSettings, watch: watchSettings };

export function App() {
  const settings = useStored(SETTINGS);
  const source = useMemo(() => ({ read: () => hasSiteAccess(), watch: onAccessChanged }), []);
  const access = useStored(source) ?? null;
  const [refused, setRefused] = useState(false);
  useEffect(() => {
    if (settings) applyTheme(settings.theme);
  }, [settings]);
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
      reportHref="/report.html#/domains"
    />
  );
}
