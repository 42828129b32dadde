import type { DmarcFaultReason } from '../../../findings/finding.ts';
import { capital, count, listOf, quote, type AreaWords } from '../phrases.ts';

const FAULTS: Record<DmarcFaultReason, string> = {
  'blanks-for-semicolons': 'blanks stand where semicolons belong',
  'commas-for-semicolons': 'commas stand where semicolons belong',
  quotes: 'quotation marks belong to its value',
  'curly-quotes': 'typographic quotation marks belong to its value',
  backslashes: 'backslashes stand before the semicolons',
  'translated-policy': 'its policy word is not one of none, quarantine and reject',
  'bad-policy': 'its policy is not one of none, quarantine and reject',
  'no-policy': 'it names no policy',
  'colon-for-equals': 'a colon stands where an equals sign belongs',
  'tag-twice': 'one tag stands twice',
  'tag-case': 'a tag is written in capitals, which makes it an unknown one',
  version: 'its version is not exactly “DMARC1”',
  'version-not-first': '“v=DMARC1” is not its first tag',
  'leading-blank': 'a blank stands before “v=DMARC1”',
  'text-in-front': 'text stands before “v=DMARC1”',
  'name-in-value': 'the name of the record has got into its value',
  'not-a-tag': 'a part of it is no tag',
  'semicolons-for-commas': 'semicolons stand between its report addresses, where commas belong',
  'wrong-separator': 'a sign that is no semicolon stands between its tags',
  'not-ascii': 'it holds a character that does not belong there',
  'bad-value': 'a tag has a value that does not exist',
  'unknown-tag': 'it holds a tag that nobody knows',
  glued: 'two tags are glued together',
  other: 'it does not follow the grammar',
};

const REPORT_FAULTS = {
  empty: 'it is empty',
  'not-a-uri': 'it does not begin with “mailto:”',
  'no-local-part': 'it has nothing before the @',
  scheme: 'it is no mail address',
} as const;

const RESULTS = { pass: 'pass', fail: 'fail', none: 'no policy' } as const;

export const dmarcWords: AreaWords<'dmarc'> = {
  'dmarc.missing': {
    title: () => 'Your domain asks nothing of receivers',
    action: () => 'Publish what receivers should do',
    why: () =>
      'Gmail, Yahoo, Microsoft and Apple demand that whoever sends campaigns says what should happen to forgeries. Your domain does not say, so they refuse or junk its campaigns.',
    expert: ({ params }) =>
      `The tree walk from ${params.domain} finds no DMARC record (organisational domain ${params.orgDomain}). “v=DMARC1; p=none” satisfies the requirement.`,
    clause: 'RFC 9989 § 4.10',
  },
  'dmarc.multiple-records': {
    title: () => 'Your domain asks receivers two things at once',
    action: () => 'Leave one DMARC record',
    why: ({ params }) =>
      params.applies
        ? `${capital(count(params.records.length, 'record'))} contradict each other, so receivers ignore them all and take the one of the domain above.`
        : `${capital(count(params.records.length, 'record'))} contradict each other, so receivers ignore them all. That is as if there were none.`,
    expert: ({ subject, params }) =>
      `${params.records.length} records with v=DMARC1 at ${subject}: all are discarded and the tree walk goes on.`,
    clause: 'RFC 9989 § 4.10',
  },
  'dmarc.syntax': {
    title: ({ params }) =>
      params.void
        ? 'Receivers cannot read what your domain asks'
        : 'The DMARC record of your domain has a mistake in it',
    action: () => 'Replace it by the mended record',
    why: ({ params }) =>
      params.void
        ? `In the record, ${FAULTS[params.reason]}. Receivers pass over it, as if there were none.`
        : `In the record, ${FAULTS[params.reason]}. Receivers read the rest of it, and not all of them read the same.`,
    expert: ({ params }) =>
      `${quote(params.record)}: ${params.reason}${params.tag === null ? '' : ` at “${params.tag}”`}; ${params.void ? 'no DMARC record' : 'the faulty part is ignored'}.`,
    clause: 'RFC 9989 § 4.7',
  },
  'dmarc.policy-none': {
    title: () => 'Others can still send in your name',
    action: () => 'Go further when your mail lines up',
    why: () =>
      'Your domain watches for forgeries but does not ask receivers to refuse them. All five providers are content with that. It is a step on the way.',
    expert: ({ params }) =>
      `${quote(params.record)}: p=none. It satisfies Gmail, Yahoo and Microsoft; BIMI needs more.`,
    clause: 'RFC 9989 § 4.7',
  },
  'dmarc.testing': {
    title: () => 'What your domain asks is marked as a test',
    action: () => 'Remove “t=y” when the test is over',
    why: ({ params }) => `It says ${params.policy}, and the test mark lowers that to ${params.effective}.`,
    expert: ({ params }) =>
      `t=y in ${quote(params.record)}: the policy is applied one step lower (${params.policy} as ${params.effective}).`,
    clause: 'RFC 9989 § 4.7',
  },
  'dmarc.subdomain-weaker': {
    title: () => 'Your subdomains are less protected',
    action: () => 'Raise the policy of the subdomains',
    why: () => 'A forger who makes up a subdomain of yours meets a milder request than one who uses your domain.',
    expert: ({ params }) => `${params.tag}=${params.value} is weaker than p in ${quote(params.record)}.`,
    clause: 'RFC 9989 § 4.7',
  },
  'dmarc.no-reports': {
    title: () => 'Nobody receives reports about your domain',
    action: () => 'Have reports sent to you',
    why: () =>
      'Receivers can send a daily summary of who mails in your name. Without it you would not notice a forger, nor a service of your own that fails.',
    expert: ({ params }) => `No rua in ${quote(params.record)}: no aggregate reports are sent.`,
    clause: 'RFC 9989 § 4.7',
  },
  'dmarc.bad-report-address': {
    title: () => 'Reports about your domain cannot be sent',
    action: () => 'Correct the report address',
    why: ({ params }) =>
      `The address for reports cannot be used: ${REPORT_FAULTS[params.reason]}. What your domain asks of receivers still counts.`,
    expert: ({ params }) =>
      `${params.tag}=${quote(params.address)} is no usable URI (${params.reason}); it is ignored.`,
    clause: 'RFC 9989 § 4.6',
  },
  'dmarc.reports-not-authorised': {
    title: () => 'Reports go to a domain that has not agreed',
    action: ({ params }) => `Let ${params.host} agree to the reports`,
    why: ({ params }) =>
      `Reports are to go to ${params.host}, another organisation. Receivers send them only when that domain says in DNS that it wants them, and it does not.`,
    expert: ({ params }) => `No TXT “v=DMARC1” at ${params.at}: reports to ${params.address} are not sent.`,
    clause: 'RFC 9990 § 4',
  },
  'dmarc.historic-tag': {
    title: () => 'The record holds words that are retired',
    action: () => 'Drop them at the next change',
    why: ({ params }) =>
      `${listOf(params.tags.map((tag) => `“${tag}”`))} ${params.tags.length === 1 ? 'was' : 'were'} retired in May 2026. Some older receivers still obey, so it can mean different things at different providers.`,
    expert: ({ params }) =>
      `${listOf(params.tags)} in ${quote(params.record)}: historic since RFC 9989, still applied by receivers that follow RFC 7489 (pct below 100 lowers the policy there).`,
    clause: 'RFC 9989 § 4.7',
  },
  'dmarc.wrong-place': {
    title: () => 'Your DMARC record stands where nobody looks',
    action: () => 'Move it to the name “_dmarc”',
    why: ({ params }) =>
      `It stands at ${params.foundAt}. Receivers look for it under the name _dmarc, so to them there is none.`,
    expert: ({ params }) => `${quote(params.record)} at ${params.foundAt}: DMARC is queried at _dmarc.<domain> only.`,
    clause: 'RFC 9989 § 4.5',
  },
  'dmarc.doubled-name': {
    title: () => 'The DMARC record’s name holds your domain twice',
    action: () => 'Enter the name without the domain',
    why: () =>
      'The DNS host adds your domain by itself, and it was typed as well. Receivers look under the right name and find nothing.',
    expert: ({ params }) => `${quote(params.record)} stands at ${params.foundAt}.`,
    clause: 'RFC 9989 § 4.5',
  },
  'dmarc.dangling': {
    title: () => 'The DMARC record leads to nothing',
    action: () => 'Replace the alias by a record',
    why: ({ params }) =>
      `The name _dmarc points to ${params.target}, where no record stands. To receivers that is as if there were none.`,
    expert: ({ subject, params }) =>
      `${subject} is a CNAME to ${params.target}, which does not answer with a TXT record.`,
    clause: 'RFC 9989 § 4.10',
  },
  'dmarc.too-deep': {
    title: () => 'The From address lies too deep in your domain',
    action: () => 'Give this name its own record',
    why: () =>
      'Receivers climb only a few steps in search of your request. From this long a name they may not reach it.',
    expert: ({ params }) =>
      `${params.labels} labels: the tree walk of at most 8 queries skips names in between, so such a domain needs its own DMARC record.`,
    clause: 'RFC 9989 § 5.1.8',
  },
  'dmarc.walk-differs': {
    title: () => 'Old and new receivers will judge this differently',
    action: () => 'Make both methods agree',
    why: () =>
      'There are two ways to find out which names belong to one organisation. For this campaign they lead to different ends, so some providers will accept what others refuse.',
    expert: ({ params }) =>
      `Tree walk (RFC 9989): ${RESULTS[params.treeWalk]}, organisational domain ${params.treeWalkOrg}. Public suffix list (RFC 7489): ${RESULTS[params.publicSuffix]}, ${params.publicSuffixOrg}.`,
    clause: 'RFC 9989 § 4.10.2',
  },
  'dmarc.rests-on-spf': {
    title: () => 'Only the return address carries your name',
    action: (_finding, context) =>
      context.espName === null ? 'Seal your mail as well' : `Let ${context.espName} seal in your name`,
    why: () =>
      'When a reader’s mail is forwarded, the return address changes and your name is lost. Your domain asks receivers to turn such mail away.',
    expert: ({ params }) =>
      `p=${params.policy} with SPF as the only aligned leg: forwarding breaks SPF. Domains with p=reject must not rely solely on SPF.`,
    clause: 'RFC 9989 § 7.4',
  },
};
