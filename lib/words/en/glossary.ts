/** A term as the pages use it: for a marketer, and exactly. */
export interface GlossaryEntry {
  /** Anchor of the entry. */
  id: string;
  term: string;
  /** In plain words: what it is, and what it means for a campaign. */
  plain: string;
  exact: string;
  clause: string | null;
}

/** Terms in the order in which they explain each other. */
export const glossary: readonly GlossaryEntry[] = [
  {
    id: 'from',
    term: 'From address',
    plain: 'The sender that readers see. Anybody can write anything there; SPF, DKIM and DMARC prove it.',
    exact: 'RFC5322.From. Its domain is the author domain, the one that DMARC protects.',
    clause: 'RFC 9989 § 4.2',
  },
  {
    id: 'return-path',
    term: 'Return-path',
    plain: 'The address that bounces go to. Readers don’t see it; Gmail shows its domain as “mailed-by”.',
    exact:
      'RFC5321.MailFrom, MAIL FROM or envelope sender, written by the receiver into Return-Path. SPF looks at its domain.',
    clause: 'RFC 5321 § 3.3, § 4.4',
  },
  {
    id: 'dkim',
    term: 'DKIM',
    plain:
      'A signature on the message. It names a domain (“signed-by” in Gmail) and fails when somebody changes the message. The key to check it is in that domain’s DNS.',
    exact:
      'DomainKeys Identified Mail: a signature over header fields and body. d= names the signing domain, s= the selector; the public key is a TXT record at <selector>._domainkey.<d=>.',
    clause: 'RFC 6376',
  },
  {
    id: 'selector',
    term: 'Selector',
    plain:
      'The name of a DKIM key. One domain may have several keys, for several services, and change them one by one.',
    exact: 's= of a DKIM signature: the label before ._domainkey. It cannot be listed in DNS, only asked for.',
    clause: 'RFC 6376 § 3.1',
  },
  {
    id: 'spf',
    term: 'SPF',
    plain: 'A record that says which servers may send mail with your domain as return-path.',
    exact:
      'Sender Policy Framework: one TXT record “v=spf1 …” at the MAIL FROM domain, evaluated for the connecting IP address.',
    clause: 'RFC 7208',
  },
  {
    id: 'lookup',
    term: 'DNS lookup',
    plain: 'A DNS query that a provider makes while it reads your SPF record. Ten are the limit; beyond it SPF fails.',
    exact:
      'A term that causes DNS queries: include, a, mx, ptr, exists, redirect, counted through all included records. A void lookup is one without an answer; more than two are too many.',
    clause: 'RFC 7208 § 4.6.4',
  },
  {
    id: 'alignment',
    term: 'Alignment',
    plain:
      'The domain of the DKIM signature, or of the return-path, matches the From domain. One of the two is enough.',
    exact: 'Relaxed: both domains share an organisational domain. Strict (adkim=s, aspf=s): they are identical.',
    clause: 'RFC 9989 § 4.4',
  },
  {
    id: 'dmarc',
    term: 'DMARC',
    plain:
      'Passes when DKIM or SPF passes for a domain that matches the From. Your DMARC record tells providers what to do with mail that fails, and where to send reports.',
    exact:
      'Domain-based Message Authentication, Reporting and Conformance: a TXT record “v=DMARC1; p=…” at _dmarc.<domain>.',
    clause: 'RFC 9989',
  },
  {
    id: 'policy',
    term: 'Policy',
    plain: 'What your DMARC record tells providers to do with mail that fails: none, quarantine (spam) or reject.',
    exact: 'p= for the domain, sp= for subdomains, np= for subdomains that do not exist; t=y lowers it by one step.',
    clause: 'RFC 9989 § 4.7',
  },
  {
    id: 'organisational-domain',
    term: 'Organisational domain',
    plain:
      'The part of a name that you own as a whole: brand.com of news.brand.com. Names below one such domain count as one sender.',
    exact:
      'Found by walking up the DNS tree from the name, at most eight queries. Older receivers use the public suffix list instead.',
    clause: 'RFC 9989 § 4.10',
  },
  {
    id: 'reports',
    term: 'Report',
    plain: 'A daily summary that receivers send you: who sends mail from your domain, and whether it passes DMARC.',
    exact: 'Aggregate report, requested by rua=. Failure reports (ruf=) on single messages are sent by few.',
    clause: 'RFC 9990, RFC 9991',
  },
  {
    id: 'mx',
    term: 'MX',
    plain: 'Which servers receive mail for your domain. Your campaigns don’t go through them; replies do.',
    exact: 'Mail exchanger records. A null MX (“0 .”) says that the domain takes no mail.',
    clause: 'RFC 5321 § 5.1, RFC 7505',
  },
  {
    id: 'mua',
    term: 'MUA, mail user agent',
    plain: 'Where mail is written and read: the editor of your campaign, the mail program of your reader.',
    exact: 'The program with which a person composes or reads mail.',
    clause: 'RFC 5598 § 4.2.1',
  },
  {
    id: 'mta',
    term: 'MTA, mail transfer agent',
    plain:
      'A mail server, like a post office: it takes a message and passes it to the next one. The provider’s server checks DMARC.',
    exact: 'A server that relays mail by SMTP. Each leaves a Received line, newest on top.',
    clause: 'RFC 5598 § 4.3.2',
  },
  {
    id: 'mda',
    term: 'MDA, mail delivery agent',
    plain: 'Sorts accepted mail: inbox, promotions or spam. It looks at content and reputation, too.',
    exact: 'The part that puts a message into the mailbox.',
    clause: 'RFC 5598 § 4.3.3',
  },
  {
    id: 'dns',
    term: 'DNS',
    plain: 'The public directory of domains. SPF, DKIM and DMARC records are published there, at your DNS host.',
    exact: 'Domain Name System. A zone is the part that one organisation keeps; its name servers (NS) tell where.',
    clause: 'RFC 1034',
  },
  {
    id: 'cname',
    term: 'CNAME',
    plain: 'A record that points to another name. With it the sending service can change its key without asking you.',
    exact: 'An alias. Nothing else may be at the same name.',
    clause: 'RFC 1034 § 3.6.2',
  },
  {
    id: 'txt',
    term: 'TXT',
    plain: 'A record that holds text. SPF and DMARC are published this way.',
    exact: 'One or more strings of at most 255 octets each, joined without anything between them.',
    clause: 'RFC 1035 § 3.3.14, RFC 7208 § 3.3',
  },
  {
    id: 'ttl',
    term: 'TTL',
    plain: 'How long others may keep an old answer before they ask again. A change is seen everywhere only after that.',
    exact:
      'Time to live of a record, in seconds. A “no such name” is kept as well, for as long as the zone’s SOA says.',
    clause: 'RFC 1035 § 3.2.1, RFC 2308 § 5',
  },
  {
    id: 'forwarding',
    term: 'Forwarding',
    plain:
      'Mail passed on to another mailbox. The return-path and the sending server change on the way; the DKIM signature mostly stays valid.',
    exact: 'Breaks SPF, and DKIM where the message is changed. ARC records what an intermediary saw.',
    clause: 'RFC 7960, RFC 8617',
  },
  {
    id: 'one-click',
    term: 'One-click unsubscribe',
    plain:
      'The button next to the sender’s name with which a reader leaves your list. Gmail and Yahoo demand it of campaigns.',
    exact:
      'List-Unsubscribe with one https address and List-Unsubscribe-Post, both covered by a passing DKIM signature.',
    clause: 'RFC 8058',
  },
  {
    id: 'ptr',
    term: 'PTR',
    plain: 'The name plate of a server: its number leads to a name, and the name back to the number.',
    exact: 'Reverse DNS of the sending IP address, confirmed by a forward lookup.',
    clause: 'RFC 1912 § 2.1',
  },
  {
    id: 'bimi',
    term: 'BIMI',
    plain: 'Your logo next to your mail in some mailboxes. It needs DMARC at p=quarantine or p=reject.',
    exact: 'Brand Indicators for Message Identification: default._bimi.<domain>; needs p=quarantine or p=reject.',
    clause: 'draft-brand-indicators-for-message-identification',
  },
  {
    id: 'mta-sts',
    term: 'MTA-STS and TLS-RPT',
    plain: 'Mail to you must arrive encrypted, and senders report when it can’t. Your campaigns are not affected.',
    exact: 'Strict transport security for inbound SMTP, and reports about it.',
    clause: 'RFC 8461, RFC 8460',
  },
];
