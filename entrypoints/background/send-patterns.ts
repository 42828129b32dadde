import { browser } from 'wxt/browser';
import { withDateNames } from '../../lib/detect/date-names.ts';
import type { SendPatterns } from '../../lib/detect/send-lexicon.ts';

async function fetchPatterns(): Promise<SendPatterns> {
  // The path is not among those that WXT knows: the build puts the file there.
  const path: Parameters<typeof browser.runtime.getURL>[0] = '/words/send-buttons.json' as never;
  const response = await fetch(browser.runtime.getURL(path));
  return withDateNames((await response.json()) as SendPatterns);
}

let loaded: Promise<SendPatterns> | null = null;

/**
 * The words of send buttons in all languages. The worker sends them with the first verdict of a tab: the guard acts on
 * nothing before it, and no frame has to load them. Rejects where a file of the extension itself cannot be read.
 */
export const loadSendPatterns = (): Promise<SendPatterns> => (loaded ??= fetchPatterns());
