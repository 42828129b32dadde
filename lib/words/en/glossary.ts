/** A term as the pages use it: for a marketer, and exactly. */
export interface GlossaryEntry {
  /** Anchor of the entry. */
  id: string;
  term: string;
  /** The picture: a letter, its seal, its return address, and the door of the post office. */
  plain: string;
  exact: string;
  clause: string | null;
}

/** Terms in the order in which they explain each other. */
export const glossary: readonly GlossaryEntry[] = [
  {
    id: 'from',
    term: 'From address',
    plain:
      'The sender that readers see on the envelope. Anybody can write anything there; all the rest serves to prove it.',
    exact: 'RFC5322.From. Its domain is the author domain, the one that DMARC protects.',
    clause: 'RFC 9989 § 4.2',
  },
  {
    id: 'return-path',
    term: 'Return-path',
    plain:
      'The return address on the back of the envelope: letters that cannot be delivered go there. Readers do not see it.',
    exact:
      'RFC5321.MailFrom, MAIL FROM or envelope sender, written by the receiver into Return-Path. SPF looks at its domain.',
    clause: 'RFC 5321 § 3.3, § 4.4',
  },
  {
    id: 'dkim',
    term: 'DKIM',
    plain:
      'The seal on the letter. It carries a name, and breaks when somebody changes the letter. The key to check it stands in DNS under that name.',
    exact:
      'DomainKeys Identified Mail: a signature over header fields and body. d= names the signing domain, s= the selector; the public key is a TXT record at <selector>._domainkey.<d=>.',
    clause: 'RFC 6376',
  },
  {
    id: 'selector',
    term: 'Selector',
    plain: 'The number of the key. One domain may have several keys, for several services, and change them one by one.',
    exact: 's= of a DKIM signature: the label before ._domainkey. It cannot be listed in DNS, only asked for.',
    clause: 'RFC 6376 § 3.1',
  },
  {
    id: 'spf',
    term: 'SPF',
    plain: 'The list of allowed senders: which servers may post letters with your return address.',
    exact:
      'Sender Policy Framework: one TXT record “v=spf1 …” at the MAIL FROM domain, evaluated for the connecting IP address.',
    clause: 'RFC 7208',
  },
  {
    id: 'look-up',
    term: 'Look-up',
    plain: 'A question that a receiver has to ask while it reads the list. After ten it gives up on the whole list.',
    exact:
      'A term that causes DNS queries: include, a, mx, ptr, exists, redirect, counted through all included records. A void look-up is one without an answer; more than two are too many.',
    clause: 'RFC 7208 § 4.6.4',
  },
  {
    id: 'alignment',
    term: 'Alignment',
    plain:
      'The names line up: the name on the seal, or that of the return address, is the one that readers see. One of the two is enough.',
    exact: 'Relaxed: both domains share an organisational domain. Strict (adkim=s, aspf=s): they are identical.',
    clause: 'RFC 9989 § 4.4',
  },
  {
    id: 'dmarc',
    term: 'DMARC',
    plain:
      'What your domain asks of receivers when no name lines up: nothing, put it into spam, or refuse it. And where they may report what they saw.',
    exact:
      'Domain-based Message Authentication, Reporting and Conformance: a TXT record “v=DMARC1; p=…” at _dmarc.<domain>.',
    clause: 'RFC 9989',
  },
  {
    id: 'policy',
    term: 'Policy',
    plain: 'The wish itself: none, quarantine (spam) or reject (refuse). It is a wish; the receiver decides.',
    exact: 'p= for the domain, sp= for subdomains, np= for subdomains that do not exist; t=y lowers it by one step.',
    clause: 'RFC 9989 § 4.7',
  },
  {
    id: 'organisational-domain',
    term: 'Organisational domain',
    plain:
      'The part of a name that you own as a whole: brand.com of news.brand.com. Names below one such domain count as one sender.',
    exact:
      'Found by walking up the DNS tree from the name, at most eight questions. Older receivers use the public suffix list instead.',
    clause: 'RFC 9989 § 4.10',
  },
  {
    id: 'reports',
    term: 'Report',
    plain: 'A daily summary that receivers send you: who mailed in your name, and whether the names lined up.',
    exact: 'Aggregate report, requested by rua=. Failure reports (ruf=) on single messages are sent by few.',
    clause: 'RFC 9990, RFC 9991',
  },
  {
    id: 'mx',
    term: 'MX',
    plain:
      'The door for letters to you: which servers take them in. Your campaigns do not go through it; replies to them do.',
    exact: 'Mail exchanger records. A null MX (“0 .”) says that the domain takes no mail.',
    clause: 'RFC 5321 § 5.1, RFC 7505',
  },
  {
    id: 'mua',
    term: 'MUA, mail user agent',
    plain:
      'The desk where a letter is written, and the one where it is read: the editor of your campaign, the mail program of your reader.',
    exact: 'The program with which a person composes or reads mail.',
    clause: 'RFC 5598 § 4.2.1',
  },
  {
    id: 'mta',
    term: 'MTA, mail transfer agent',
    plain:
      'The post office: it takes a letter and carries it to the next one. At the receiver’s door the names are compared.',
    exact: 'A server that relays mail by SMTP. Each leaves a Received line, newest on top.',
    clause: 'RFC 5598 § 4.3.2',
  },
  {
    id: 'mda',
    term: 'MDA, mail delivery agent',
    plain: 'The sorter behind the door: inbox, promotions or spam. It looks at content and reputation, too.',
    exact: 'The part that puts a message into the mailbox.',
    clause: 'RFC 5598 § 4.3.3',
  },
  {
    id: 'dns',
    term: 'DNS',
    plain:
      'The public directory of names. Seal, list and wish all stand there, and whoever keeps your directory enters them.',
    exact: 'Domain Name System. A zone is the part that one organisation keeps; its name servers (NS) tell where.',
    clause: 'RFC 1034',
  },
  {
    id: 'cname',
    term: 'CNAME',
    plain: 'A sign that says “see there”. With it the sending service can change its key without asking you.',
    exact: 'An alias. Nothing else may stand at the same name.',
    clause: 'RFC 1034 § 3.6.2',
  },
  {
    id: 'txt',
    term: 'TXT',
    plain: 'A note in the directory. List and wish are such notes.',
    exact: 'One or more strings of at most 255 octets each, joined without anything between them.',
    clause: 'RFC 1035 § 3.3.14, RFC 7208 § 3.3',
  },
  {
    id: 'ttl',
    term: 'TTL',
    plain: 'How long others may keep an old entry before they look again. A change is seen everywhere only after that.',
    exact:
      'Time to live of a record, in seconds. A “no such name” is kept as well, for as long as the zone’s SOA says.',
    clause: 'RFC 1035 § 3.2.1, RFC 2308 § 5',
  },
  {
    id: 'forwarding',
    term: 'Forwarding',
    plain:
      'A letter sent on to another mailbox. The return address and the sending server change on the way, the seal mostly stays whole.',
    exact: 'Breaks SPF, and DKIM where the message is changed. ARC records what an intermediary saw.',
    clause: 'RFC 7960, RFC 8617',
  },
  {
    id: 'one-click',
    term: 'One-click unsubscribe',
    plain:
      'The button beside the sender’s name with which a reader leaves your list. Gmail and Yahoo demand it of campaigns.',
    exact:
      'List-Unsubscribe with one https address and List-Unsubscribe-Post, both covered by a passing DKIM signature.',
    clause: 'RFC 8058',
  },
  {
    id: 'ptr',
    term: 'PTR',
    plain: 'The name plate of a server: its number leads to a name, and the name back to the number.',
    exact: 'Reverse DNS of the sending IP address, confirmed by a forward look-up.',
    clause: 'RFC 1912 § 2.1',
  },
  {
    id: 'bimi',
    term: 'BIMI',
    plain: 'A logo beside your mail in some mailboxes. A reward for a domain that asks receivers to refuse forgeries.',
    exact: 'Brand Indicators for Message Identification: default._bimi.<domain>; needs p=quarantine or p=reject.',
    clause: 'draft-brand-indicators-for-message-identification',
  },
  {
    id: 'mta-sts',
    term: 'MTA-STS and TLS-RPT',
    plain:
      'Letters to you must come in a closed van, and whoever cannot do that tells you. Your campaigns are not affected.',
    exact: 'Strict transport security for inbound SMTP, and reports about it.',
    clause: 'RFC 8461, RFC 8460',
  },
];
