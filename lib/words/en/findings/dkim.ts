import type { DkimKeyFaultReason, Finding } from '../../../findings/finding.ts';
import type { WordsContext } from '../../explain.ts';
import { capital, count, espOf, espsOf, listOf, quote, type AreaWords } from '../phrases.ts';

/** What the fault of one key means for this campaign. */
const outcome = (finding: Finding, context: WordsContext): string =>
  finding.severity === 'fail'
    ? 'So nobody can check the seal, and the message counts as unsealed.'
    : `Another key of ${espOf(context)} still works; on the day ${espOf(context)} switches to this one, mail fails.`;

const WRONG_TARGETS = {
  'own-domain-appended': 'your DNS host has added your own domain to the end of it',
  url: 'it is a web address instead of a name',
  misspelt: 'it is misspelt',
  'other-esp': 'it belongs to another sending service',
  'bad-guide': 'it comes from a guide that is wrong',
  other: 'it leads somewhere else',
} as const;

const KEY_FAULTS: Record<DkimKeyFaultReason, string> = {
  quotes: 'quotation marks stand inside it',
  backslashes: 'backslashes stand inside it',
  cut: 'it is cut off, as happens at 255 characters',
  'lost-semicolon': 'a semicolon is missing',
  'not-base64': 'it holds characters that no key has',
  'wrong-algorithm': 'it is not of the kind that it says it is',
  'unknown-algorithm': 'it is of a kind that receivers do not know',
  'name-in-value': 'the name of the record has got into it',
  'no-key-tag': 'the key itself is missing',
  torn: 'it is torn over several records',
  pem: 'the lines of a key file stand around it',
  'private-key': 'it is the secret half of the key, which now anybody can use: a new key is needed',
  certificate: 'it is a certificate instead of a key',
  'not-a-key': 'it holds something that is no key',
  'wrapped-key': 'the key is wrapped in a form that receivers do not expect here',
  version: 'its version is not exactly “DKIM1”',
  'text-in-front': 'text stands before it',
  glued: 'two records are glued together',
  'colon-for-equals': 'a colon stands where an equals sign belongs',
  'semicolon-in-key': 'a semicolon has got into the key',
  other: 'it is damaged',
};

const MISNAMED = {
  'no-underscore': 'the underscore is missing',
  'root-instead-of-subdomain': 'it stands at your main domain instead of the subdomain that you send from',
  'subdomain-instead-of-root': 'it stands at a subdomain instead of the domain that you send from',
  'sibling-selector': 'it stands under the name of another key',
  other: 'the name is not quite right',
} as const;

export const dkimWords: AreaWords<'dkim'> = {
  'dkim.not-set-up': {
    title: ({ params }, context) =>
      params.esp === null
        ? 'None of these keys exists at your domain'
        : `${capital(espOf(context))} cannot seal in your name yet`,
    action: ({ params }, context) =>
      params.esp === null ? 'Publish the key of this selector' : `Let ${espOf(context)} seal in your name`,
    why: ({ params, severity }, context) => {
      if (params.esp === null)
        return 'A receiver finds no key under this name, so it cannot check a seal made with it.';
      return severity === 'fail'
        ? `A seal proves who a message is from. ${espsOf(context)} keys are not in your DNS, so it seals with its own name, and nothing proves that the mail is yours.`
        : `${capital(espsOf(context))} keys are not in your DNS, so it seals with its own name. Only the return address still carries yours.`;
    },
    expert: ({ params }) =>
      `No key at ${listOf(params.selectors.map((selector) => `${selector}._domainkey.${params.domain}`))}. d= will not be ${params.domain}.`,
    clause: 'RFC 6376 § 3.6.2.1',
  },
  'dkim.partly-set-up': {
    title: ({ params }, context) =>
      `${capital(count(params.missing.length, 'key'))} of ${espOf(context)} ${params.missing.length === 1 ? 'is' : 'are'} missing`,
    action: ({ params }, context) =>
      params.missing.length === 1
        ? `Add the missing key of ${espOf(context)}`
        : `Add the missing keys of ${espOf(context)}`,
    why: (_finding, context) =>
      `${capital(espOf(context))} changes from one key to another without notice. On the day it uses the missing one, nobody can check the seal and mail fails.`,
    expert: ({ params }) =>
      `Present: ${listOf(params.present)}. Missing: ${listOf(params.missing)} at _domainkey.${params.domain}. The service rotates between them.`,
    clause: 'RFC 6376 § 3.1',
  },
  'dkim.dangling': {
    title: () => 'The key’s record leads to nothing',
    action: (_finding, context) => `Renew the record from ${espOf(context)}`,
    why: (finding, context) =>
      `The record is there, but where it leads, no key stands: it was withdrawn, or belongs to a closed account. ${outcome(finding, context)}`,
    expert: ({ subject, params }) => `${subject} is a CNAME to ${params.target}, which has no TXT record.`,
    clause: 'RFC 6376 § 3.6.2.2',
  },
  'dkim.wrong-target': {
    title: (_finding, context) =>
      context.espName === null
        ? 'The key’s record leads to the wrong place'
        : `The record does not lead to ${context.espName}`,
    action: () => 'Correct where the record leads',
    why: (finding, context) =>
      `It leads to ${finding.params.target}: ${WRONG_TARGETS[finding.params.reason]}. ${outcome(finding, context)}`,
    expert: ({ subject, params }) =>
      `${subject} CNAME ${params.target} (${params.reason}${params.otherEsp === null ? '' : `: ${params.otherEsp}`}); expected ${params.expected ?? 'a target of this service'}.`,
    clause: 'RFC 6376 § 3.6.2',
  },
  'dkim.target-as-text': {
    title: () => 'The key’s record is of the wrong type',
    action: () => 'Publish it as CNAME instead of TXT',
    why: (finding, context) =>
      `The address of the key was entered as a text. Receivers read the text as the key itself. ${outcome(finding, context)}`,
    expert: ({ subject, params }) => `${subject} TXT ${quote(params.text)}: a CNAME target, not a key record (no p=).`,
    clause: 'RFC 6376 § 3.6.1',
  },
  'dkim.proxied': {
    title: () => 'The DNS host hides the key behind its proxy',
    action: () => 'Switch this record to “DNS only”',
    why: (finding, context) =>
      `The DNS host answers with web addresses of its own instead of the record. ${outcome(finding, context)}`,
    expert: ({ subject, params }) =>
      `${subject} answers A/AAAA (${listOf(params.addresses)}) and neither CNAME nor TXT: an HTTP proxy stands in front of the record.`,
    clause: 'RFC 6376 § 3.6.2.1',
  },
  'dkim.doubled-name': {
    title: () => 'The record’s name holds your domain twice',
    action: () => 'Enter the name without the domain',
    why: (finding, context) =>
      `The DNS host adds your domain by itself, and it was typed as well. Receivers look under the right name and find nothing. ${outcome(finding, context)}`,
    expert: ({ params }) => `Found at ${params.foundAt} ${params.type}; expected at ${params.expectedAt}.`,
    clause: 'RFC 6376 § 3.6.2.1',
  },
  'dkim.misnamed': {
    title: () => 'The key stands under the wrong name',
    action: () => 'Move the record to the right name',
    why: (finding, context) =>
      `The record is there, but ${MISNAMED[finding.params.reason]}. Receivers look under the exact name. ${outcome(finding, context)}`,
    expert: ({ params }) =>
      `Found at ${params.foundAt} ${params.type}; expected at ${params.expectedAt} (${params.reason}).`,
    clause: 'RFC 6376 § 3.6.2.1',
  },
  'dkim.revoked': {
    title: () => 'This key has been withdrawn',
    action: (_finding, context) => `Get a new key from ${espOf(context)}`,
    why: (finding, context) => `Its record says that the key is no longer valid. ${outcome(finding, context)}`,
    expert: ({ subject }) => `${subject}: “p=” is empty, which means revoked.`,
    clause: 'RFC 6376 § 3.6.1',
  },
  'dkim.invalid': {
    title: () => 'Receivers cannot read this key',
    action: ({ params }) =>
      params.repaired === null ? 'Enter the key again, whole' : 'Replace the key by the mended one',
    why: (finding, context) =>
      `The key is there, but ${KEY_FAULTS[finding.params.reason]}. ${outcome(finding, context)}`,
    expert: ({ subject, params }) => `${subject} TXT ${quote(params.record)}: no usable public key (${params.reason}).`,
    clause: 'RFC 6376 § 3.6.1',
  },
  'dkim.weak-key': {
    title: () => 'This key is too short to be believed',
    action: (_finding, context) => `Get a 2048-bit key from ${espOf(context)}`,
    why: (finding, context) =>
      `Keys of that length can be broken, and receivers no longer trust them. ${outcome(finding, context)}`,
    expert: ({ subject, params }) =>
      `${subject}: RSA key of ${params.bits} bits; verifiers must not consider keys below 1024.`,
    clause: 'RFC 8301 § 3.2',
  },
  'dkim.short-key': {
    title: () => 'This key is accepted, but short',
    action: (_finding, context) => `Ask ${espOf(context)} for a 2048-bit key`,
    why: () => 'Receivers accept it today. The standard and the large mailbox providers recommend twice the length.',
    expert: ({ subject, params }) => `${subject}: RSA ${params.bits} bits; signers should use at least 2048.`,
    clause: 'RFC 8301 § 3.2',
  },
  'dkim.ed25519-only': {
    title: () => 'Many receivers cannot check this kind of key',
    action: () => 'Add an RSA key beside it',
    why: () =>
      'The key is of a modern kind that large mailbox providers do not check yet. To them the message is unsealed.',
    expert: ({ params }) => `Only Ed25519 keys (${listOf(params.selectors)}); RFC 8463 support is not universal.`,
    clause: 'RFC 8463 § 5',
  },
  'dkim.testing': {
    title: () => 'This key is marked as a test',
    action: () => 'Remove the test mark',
    why: () => 'The record asks receivers to treat sealed mail as if it were unsealed. Some do.',
    expert: ({ subject, params }) => `${subject}: “t=y” in ${quote(params.record)}.`,
    clause: 'RFC 6376 § 3.6.1',
  },
  'dkim.not-for-email': {
    title: () => 'This key is not meant for mail',
    action: () => 'Remove the restriction from the key',
    why: (finding, context) =>
      `${
        finding.params.reason === 'service'
          ? 'Its record limits the key to services other than mail.'
          : 'Its record allows only a method that receivers no longer accept.'
      } ${outcome(finding, context)}`,
    expert: ({ params }) =>
      params.reason === 'service'
        ? `“s=” holds neither “email” nor “*” in ${quote(params.record)}.`
        : `“h=” does not allow sha256 in ${quote(params.record)}; rsa-sha1 fails at verifiers.`,
    clause: 'RFC 6376 § 3.6.1, RFC 8301 § 3.1',
  },
  'dkim.multiple-records': {
    title: () => 'Two keys stand under one name',
    action: () => 'Leave one key at this name',
    why: () => 'A receiver takes either of them, or none. It works at one provider and fails at the next.',
    expert: ({ subject, params }) =>
      `${params.records.length} TXT records at ${subject}; with more than one, each verifier decides for itself.`,
    clause: 'RFC 6376 § 3.6.2.2',
  },
  'dkim.syntax': {
    title: () => 'This key’s record is untidy',
    action: () => 'Nothing has to be done',
    why: () => 'Receivers read it all the same. A strict one may not.',
    expert: ({ subject, params }) => `${subject}: ${params.reason} in ${quote(params.record)}.`,
    clause: 'RFC 6376 § 3.6.1',
  },
  'dkim.wildcard': {
    title: () => 'Your DNS answers for every key name',
    action: () => 'Remove the record for “any name”',
    why: () =>
      'It answers even for a key that nobody made. So we cannot tell whether the keys that seal this campaign are really there.',
    expert: ({ params }) => `${params.name}: a random selector is answered too, so a wildcard covers _domainkey.`,
    clause: 'RFC 4592 § 2.1',
  },
  'dkim.flattened': {
    title: () => 'Your DNS host copies the key instead of linking to it',
    action: () => 'Switch flattening off for this record',
    why: (_finding, context) =>
      `It works today. When ${espOf(context)} changes the key, the copy stays the old one and seals can no longer be checked.`,
    expert: ({ subject, params }) =>
      `${subject} answers TXT without a CNAME${params.expected === null ? '' : ` to ${params.expected}`}: flattened or copied by the DNS host.`,
    clause: null,
  },
  'dkim.no-known-selector': {
    title: () => 'We do not know which key will seal this mail',
    action: () => 'Say which selector to look up',
    why: ({ params }, context) =>
      params.found !== undefined
        ? `There is a key at ${params.found}. Whether ${espOf(context)} seals with it cannot be seen from outside; a test message shows it.`
        : params.esp === null
          ? 'Key names cannot be listed, only asked for one by one. So nothing can be said about the seal; a test message shows the name.'
          : `${capital(espOf(context))} gives every account key names of its own. A test message, or its domain settings, shows yours.`,
    expert: () => 'Selectors are not enumerable in DNS. Not finding one at a guessed name proves nothing.',
    clause: 'RFC 6376 § 3.1',
  },
};
