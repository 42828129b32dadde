import { PROVIDER_IDS, type ProviderId } from '../../lib/report/report.ts';
import type { ReportView } from '../report-view.ts';

export const STOPS = ['written', 'sent', 'door', 'sorted', 'read'] as const;
export type Stop = (typeof STOPS)[number];
export type StopState = 'passed' | 'broken' | 'beyond' | 'unknown';

/** How far a campaign gets, and where its way breaks. */
export interface Journey {
  states: Record<Stop, StopState>;
  /** The provider at whose door it is told. */
  provider: ProviderId;
  /** What stops it: refused, put aside as spam, sent under another name; null where nothing does. */
  broken: 'rejected' | 'spam' | 'replaced' | null;
  /** The domain that signs it, null where not known. */
  signedBy: string | null;
}

const upTo = (broken: Stop, at: StopState): Record<Stop, StopState> => {
  const index = STOPS.indexOf(broken);
  const state = (stop: Stop): StopState => {
    const place = STOPS.indexOf(stop);
    return place < index ? 'passed' : place === index ? at : at === 'unknown' ? 'unknown' : 'beyond';
  };
  return {
    written: state('written'),
    sent: state('sent'),
    door: state('door'),
    sorted: state('sorted'),
    read: state('read'),
  };
};

export function toJourney({ report, picture }: Pick<ReportView, 'report' | 'picture'>): Journey {
  const signedBy = picture.signedBy.domain;
  const rejecting = PROVIDER_IDS.find((id) => report.providers[id] === 'reject');
  const junking = PROVIDER_IDS.find((id) => report.providers[id] === 'spam');
  if (picture.shownAs !== null)
    return { states: upTo('sent', 'broken'), provider: 'gmail', broken: 'replaced', signedBy };
  if (rejecting) return { states: upTo('door', 'broken'), provider: rejecting, broken: 'rejected', signedBy };
  if (junking) return { states: upTo('sorted', 'broken'), provider: junking, broken: 'spam', signedBy };
  if (report.providers.gmail === 'unknown')
    return { states: upTo('door', 'unknown'), provider: 'gmail', broken: null, signedBy };
  return {
    states: { written: 'passed', sent: 'passed', door: 'passed', sorted: 'unknown', read: 'unknown' },
    provider: 'gmail',
    broken: null,
    signedBy,
  };
}
