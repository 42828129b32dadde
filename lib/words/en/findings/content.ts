import { capital, count, listOf, quote, type AreaWords } from '../phrases.ts';

export const contentWords: AreaWords<'content'> = {
  'content.link-text-differs': {
    title: () => 'A link says one address and leads to another',
    action: () => 'Let text and link agree',
    why: ({ params }) =>
      `The text names ${quote(params.text)}, the link leads to ${quote(params.address)}. That is how phishing looks.`,
    expert: ({ params }) => `${capital(count(params.count, 'link'))} whose text names another domain than the href.`,
    clause: null,
  },
  'content.link-shortener': {
    title: () => 'A shortener hides where a link leads',
    action: () => 'Link to the page itself',
    why: ({ params }) =>
      `${quote(params.address)} hides the destination. Spammers share that address, and filters judge you by them.`,
    expert: ({ params }) => `${capital(count(params.count, 'link'))} through a public shortener.`,
    clause: null,
  },
  'content.link-http': {
    title: () => 'A link leads to an unencrypted page',
    action: () => 'Use https in links',
    why: () => 'Browsers warn readers about such pages.',
    expert: ({ params }) => `${capital(count(params.count, 'link'))} with http:, first ${quote(params.address)}.`,
    clause: null,
  },
  'content.image-only': {
    title: () => 'The message is pictures and next to no text',
    action: () => 'Say the main thing in text',
    why: () => 'With pictures blocked, readers see nothing, and filters find nothing to judge but the sender.',
    expert: ({ params }) =>
      `${capital(count(params.images, 'image'))}, ${count(params.characters, 'character')} of visible text.`,
    clause: null,
  },
  'content.alt-missing': {
    title: () => 'Some pictures have no description',
    action: () => 'Describe the pictures',
    why: () => 'Readers who block pictures, or cannot see them, get nothing in their place.',
    expert: ({ params }) => `${params.count} of ${count(params.images, 'image')} without alt.`,
    clause: null,
  },
  'content.hidden-text': {
    title: () => 'The message holds text that nobody can see',
    action: () => 'Remove the hidden text',
    why: () => 'Spammers hide words to mislead filters, so filters count it against the sender.',
    expert: ({ params }) => `${quote(params.text)} hidden by ${params.how}.`,
    clause: null,
  },
  'content.no-plain-part': {
    title: () => 'The message has no plain text version',
    action: () => 'Switch the plain text version on',
    why: () => 'Simple readers and some filters look at it.',
    expert: () => 'text/html without a text/plain alternative.',
    clause: 'RFC 2046 § 5.1.4',
  },
  'content.form': {
    title: () => 'The message holds a form',
    action: () => 'Link to a page with the form',
    why: () => 'Most mailboxes remove forms or warn about them.',
    expert: ({ params }) => `${capital(count(params.count, 'form element'))}.`,
    clause: null,
  },
  'content.script': {
    title: () => 'The message holds a script',
    action: () => 'Remove the script',
    why: () => 'Every mailbox removes it, and filters take it for an attack.',
    expert: ({ params }) => `${capital(count(params.count, 'script or event handler', 'scripts or event handlers'))}.`,
    clause: null,
  },
  'content.clipped': {
    title: () => 'Gmail will cut this message short',
    action: () => 'Shorten the message below 102 kB',
    why: () => 'Gmail shows about 102 kB and hides the rest, often with the unsubscribe link in it.',
    expert: ({ params }) => `HTML part of ${params.octets} octets.`,
    clause: null,
  },
  'content.no-unsubscribe-link': {
    title: () => 'We found no unsubscribe link in the text',
    action: () => 'Check that readers can leave',
    why: () =>
      'Gmail, Yahoo and Apple ask for a link that readers can see. We may not know its words in this language.',
    expert: () => 'No link whose text or address has a usual form of unsubscribing.',
    clause: null,
  },
  'content.no-postal-address': {
    title: () => 'We found no postal address in the text',
    action: () => 'Check whether you need one',
    why: () => 'Some countries demand one in advertising. We may not know its form in this language.',
    expert: () => 'No line of a usual postal form.',
    clause: null,
  },
  'content.attachment': {
    title: () => 'The message has an attachment',
    action: () => 'Link to the file instead',
    why: () => 'Filters distrust attachments in campaigns.',
    expert: ({ params }) => `Attached: ${listOf(params.kinds)}.`,
    clause: null,
  },
};
