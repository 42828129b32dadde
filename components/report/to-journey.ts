import { PROVIDER_IDS, type ProviderId, type Report } from '../../lib/report/report.ts';
import { paramsOf, toLineup } from '../alignment/to-lineup.ts';

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
  /** The name that it is sealed with, null where not known. */
  seal: string | null;
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

export function toJourney(report: Report, serviceDomain: string | null): Journey {
  const seal = toLineup(report, serviceDomain).seal.domain;
  const rejecting = PROVIDER_IDS.find((id) => report.providers[id] === 'reject');
  const junking = PROVIDER_IDS.find((id) => report.providers[id] === 'spam');
  if (paramsOf(report, 'from.rewritten')?.certain)
    return { states: upTo('sent', 'broken'), provider: 'gmail', broken: 'replaced', seal };
  if (rejecting) return { states: upTo('door', 'broken'), provider: rejecting, broken: 'rejected', seal };
  if (junking) return { states: upTo('sorted', 'broken'), provider: junking, broken: 'spam', seal };
  if (report.providers.gmail === 'unknown')
    return { states: upTo('door', 'unknown'), provider: 'gmail', broken: null, seal };
  return {
    states: { written: 'passed', sent: 'passed', door: 'passed', sorted: 'unknown', read: 'unknown' },
    provider: 'gmail',
    broken: null,
    seal,
  };
}
