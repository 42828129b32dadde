import type { EspId } from '../esp/esp-id.ts';
import type { DnsHost } from './dns-hosts.ts';

/**
 * Services with a Domain Connect template that only they can apply: it names a key of theirs (`syncPubKeyDomain`), so
 * that a link of anybody else's is refused. Read in the public collection of templates in August 2026.
 * Mailjet's asks for no signature, but its values are known to Mailjet alone.
 */
const TEMPLATES: ReadonlySet<EspId> = new Set<EspId>([
  'hubspot',
  'mailchimp',
  'brevo',
  'constantcontact',
  'mailerlite',
  'sendgrid',
  'mailjet',
]);

/** Whether the service itself may offer to enter its records at this host. Presend never can: it holds no such key. */
export const mayEnterItself = (esp: EspId, host: DnsHost): boolean => host.domainConnect && TEMPLATES.has(esp);
