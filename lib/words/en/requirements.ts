/** A rule of the mailbox providers: for a marketer, and by its technical name. */
export interface RequirementWords {
  title: string;
  expert: string;
}

const requirements: Record<string, RequirementWords> = {
  alignment: { title: 'Your name is on the seal or on the return address', expert: 'DMARC alignment' },
  dmarc: { title: 'Your domain says what to do with forgeries', expert: 'DMARC record' },
  dkim: { title: 'The message is sealed', expert: 'DKIM passes' },
  spf: { title: 'The sending server is on a list', expert: 'SPF passes' },
  'spf-or-dkim': { title: 'The message is sealed, or its server is on a list', expert: 'SPF or DKIM passes' },
  'spf-and-dkim': { title: 'The message is sealed, and its server is on a list', expert: 'SPF and DKIM pass' },
  'key-length': { title: 'The key of the seal is long enough', expert: 'RSA of at least 1024 bits' },
  'own-domain': { title: 'The address is at a domain of your own', expert: 'no mailbox provider’s domain in From' },
  from: { title: 'The From address can be judged', expert: 'one author domain, RFC 5322' },
  replies: { title: 'The sender can be answered', expert: 'From or Reply-To accepts mail' },
  'one-click': { title: 'Readers can leave with one click', expert: 'RFC 8058, both headers sealed' },
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
