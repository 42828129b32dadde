/** A rule of the mailbox providers: for a marketer, and by its technical name. */
export interface RequirementWords {
  title: string;
  expert: string;
}

const requirements: Record<string, RequirementWords> = {
  alignment: { title: 'DKIM signature or return-path matches the From domain', expert: 'DMARC alignment' },
  dmarc: { title: 'The From domain has a DMARC record', expert: 'DMARC record' },
  dkim: { title: 'The message is signed (DKIM)', expert: 'DKIM passes' },
  spf: { title: 'The SPF record allows the server', expert: 'SPF passes' },
  'spf-or-dkim': { title: 'DKIM or SPF passes', expert: 'one is enough' },
  'spf-and-dkim': { title: 'DKIM and SPF both pass', expert: 'both are needed' },
  'key-length': { title: 'The DKIM key is long enough', expert: 'RSA of at least 1024 bits' },
  'own-domain': { title: 'The address is at a domain of your own', expert: 'no mailbox provider’s domain in From' },
  from: { title: 'The From address can be judged', expert: 'one author domain, RFC 5322' },
  replies: { title: 'The sender can be answered', expert: 'From or Reply-To accepts mail' },
  'one-click': { title: 'Readers can leave with one click', expert: 'RFC 8058, both headers signed' },
  'unsubscribe-link': { title: 'Readers see a link to leave', expert: 'unsubscribe link in the text' },
  tls: { title: 'The connection is encrypted', expert: 'TLS' },
  ptr: { title: 'The server has a name of its own', expert: 'PTR, forward and reverse' },
  'spam-rate': { title: 'Few readers complain', expert: 'spam rate below 0.3 %' },
  format: { title: 'The message follows the standard', expert: 'RFC 5321 and RFC 5322' },
  consent: { title: 'Readers have asked for this mail', expert: 'explicit opt-in' },
  bounces: { title: 'Addresses that no longer exist are dropped', expert: 'acting on SMTP errors' },
};

export const hasRequirementWords = (requirement: string): boolean => Object.hasOwn(requirements, requirement);

/** The words of one row of the providers' table; a key without words stands for itself. */
export function explainRequirement(requirement: string): RequirementWords {
  const words = hasRequirementWords(requirement) ? requirements[requirement] : undefined;
  return words ?? { title: requirement, expert: '' };
}
