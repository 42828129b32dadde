import type { Notice } from '../esp-api/account.ts';
import type { Words } from './say.ts';

/** When a campaign is sent, in the reader's own zone: `Tue 1 Dec, 14:00`. */
export const toSendTime = (at: number, locale: string): string =>
  new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(at));

/** The notification of a scheduled campaign that would fail: which, when it is sent, why, and what fixes it. */
export function waitingNoticeWords(
  { domain, campaign, others, problem }: Notice,
  words: Words,
): { title: string; message: string } {
  const when = campaign.sendAt === null ? null : toSendTime(campaign.sendAt, words.locale);
  return {
    title: words.say('waiting.notice.title', { name: campaign.name || domain }),
    message: words.say('waiting.notice.message', { when, domain, others, ...problem }),
  };
}
