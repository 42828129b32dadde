import type { SourceFault } from './source.ts';

/** Why an input is no message and how to mend it: one line each, for whoever handed it in. */
const PROBLEMS: Record<SourceFault, string> = {
  empty: 'there is nothing in it; paste the whole source of the message, from its first header line on',
  'too-large': 'it is larger than 64 MB; a test message is far smaller',
  binary:
    'it is not text (Outlook’s .msg files are not either); download the message as .eml, or copy it from "Show original"',
  page: 'it is a web page without the source of a message in it; use "Download original" instead of saving the page',
  delivered: 'it is a report that a message was delivered; paste the source of the test message itself',
  delayed: 'it is a report that a message is delayed and will be tried again; nothing was rejected yet',
  complaint: 'it is a spam complaint of a recipient (feedback report), not a message; take the address off the list',
  summary:
    'it is Gmail’s summary of a message, not the source; click "Download original" or "Copy to clipboard" below it',
  'header-lines':
    'it is only a few lines of a message; open "Show original" in Gmail or "View message source" in Outlook and copy everything',
  'no-message': 'no header of a message is in it; copy the source from "Show original", not the text of the message',
};

export const explainSourceFault = (fault: SourceFault): string => PROBLEMS[fault];
