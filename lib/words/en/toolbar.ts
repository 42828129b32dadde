import type { TabState } from '../../messaging/protocol.ts';
import { explainVerdict } from './verdict.ts';

const TITLES: Record<Exclude<TabState['state'], 'ready'>, string> = {
  loading: 'Presend: checking this campaign…',
  'no-sender': 'Presend: no From address found on this page',
  ambiguous: 'Presend: which address will this campaign come from?',
  error: 'Presend made a mistake and stopped',
  'off-site': 'Presend: open a campaign in Klaviyo, HubSpot or Mailchimp',
};

/** Tooltip of the toolbar button. */
export function toolbarWords(shown: TabState | { state: 'off-site' }): string {
  if (shown.state !== 'ready') return TITLES[shown.state];
  return shown.report ? `${explainVerdict(shown.report).title} (${shown.report.domain})` : TITLES.error;
}
