const LOOKS_EVERY = 250;

/** Calls back each time the tab goes to another address without a new document. No event of the page's own counts. */
export function onAddressChange(callback: (to: string, from: string) => void, signal: AbortSignal): void {
  let known = location.href;
  const look = (): void => {
    const from = known;
    known = location.href;
    if (known !== from) callback(known, from);
  };
  const navigation = (globalThis as { navigation?: EventTarget }).navigation;
  if (navigation) {
    navigation.addEventListener('currententrychange', look, { signal });
    return;
  }
  // Firefox ESR has no Navigation API.
  const timer = setInterval(look, LOOKS_EVERY);
  signal.addEventListener('abort', () => clearInterval(timer));
}
