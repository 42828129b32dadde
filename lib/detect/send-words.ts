import { toLabelText } from './labels/label-text.ts';
import type { SendPatterns } from './send-lexicon.ts';

const LONGEST_NAME = 160;
const MOST_WORDS = 18;

const NUMBER_ENDING = /^(?:st|nd|rd|th|er|re|e|º|ª|º|h|uhr|k)$/u;
const TIME_ZONE = /^(?:[ecmpaw]?[sd]?t|a[ecw][sd]t|nz[sd]t|wes?t|ee?t|cest|cet|eest|msk|ist|jst|kst|sgt|hkt|brt|art)$/u;

/** A campaign's own name in quotation marks, an IANA time zone, "local time": none is read. */
const QUOTED =
  /"[^"]{1,100}"|“[^”]{1,100}”|„[^“”]{1,100}[“”]|«[^»]{1,100}»|「[^」]{1,100}」|(?<!\p{L})\p{L}+\/\p{L}+(?:[_ ]\p{L}+)?|(?:local|recipient'?s?'?|own) time(?: ?zone)?/giu;

/** A title that names the campaign's own send is made no other by such a word: "Share the news: send your campaign". */
const CAMPAIGN_SEND =
  /(?:send|schedule)(?!\p{L}).{0,30}(?:campaign|newsletter|broadcast|recipients|subscribers|contacts|audience|a\/b)/u;

export interface SendWords {
  /**
   * Whether a button of this name sends, schedules or starts a campaign: "Send", "Jetzt senden", "Send to 12,480
   * people", "Schedule for 4 March, 9:00", "Turn on"; not "Send a test", "Review and send" or "Schedule a demo".
   */
  namesSendAction: (name: string) => boolean;
  /** Whether a name or title says that something other than the campaign is sent: a reply, an invitation, a code. */
  namesSomethingElse: (text: string) => boolean;
  /** The bare verb: what a chat, a comment or an inbox calls its button too. */
  isBareSend: (name: string) => boolean;
  /** "Live" in a menu or a switch is a choice that acts at once. */
  namesStart: (name: string) => boolean;
}

export function createSendWords(patterns: SendPatterns): SendWords {
  const one = (source: string): RegExp => new RegExp(source, 'u');
  const all = (source: string): RegExp => new RegExp(source, 'gu');
  const action = all(patterns.action);
  const unspaced = all(patterns.besideUnspaced);
  const start = one(`^(?:${patterns.start})$`);
  const bare = one(`^(?:${patterns.bare})$`);
  const sends = one(patterns.sends);
  const somethingElse = one(patterns.somethingElse);
  const verifies = one(patterns.verifies);
  const verified = one(patterns.verified);
  const beside = new Set(patterns.beside);
  const isBeside = (word: string): boolean => beside.has(word) || NUMBER_ENDING.test(word) || TIME_ZONE.test(word);
  return {
    namesSendAction(name) {
      const label = toLabelText(name.replace(QUOTED, ' '));
      if (label === '' || label.length > LONGEST_NAME || label.search(action) < 0) return false;
      const rest =
        label
          .replace(action, ' ')
          .replace(unspaced, ' ')
          .match(/\p{L}+/gu) ?? [];
      return rest.length <= MOST_WORDS && rest.every(isBeside);
    },
    namesSomethingElse(text) {
      const label = toLabelText(text);
      if (verifies.test(label) && verified.test(label) && !sends.test(label)) return true;
      return somethingElse.test(label) && !CAMPAIGN_SEND.test(label);
    },
    isBareSend: (name) => bare.test(toLabelText(name)),
    namesStart: (name) => start.test(toLabelText(name)),
  };
}
