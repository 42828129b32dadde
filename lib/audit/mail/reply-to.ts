import { parseAddress } from '../../domain/address.ts';
import type { AuditContext } from '../context.ts';
import { toDraft, type CheckFacts } from '../draft.ts';
import { toExistence } from './existence.ts';
import { findForeignDomain } from './free-mail.ts';
import { findInbound } from './mx.ts';

export interface ReplyTo {
  address: string;
  domain: string;
}

/** The Reply-To as composed; null where there is none, or none that can be judged. */
export function toReplyTo(text: string | null | undefined): ReplyTo | null {
  const parsed = parseAddress(text ?? '');
  if (!parsed.ok) return null;
  return { address: `${parsed.value.localPart}@${parsed.value.domain}`, domain: parsed.value.domain };
}

/** Whether an answer to the campaign arrives at the Reply-To: `reply-to.*`. */
export async function checkReplyTo(context: AuditContext, replyTo: ReplyTo | null): Promise<CheckFacts> {
  if (replyTo === null || replyTo.domain === context.domain) return { findings: [], open: [] };
  const { address, domain } = replyTo;
  const foreign = findForeignDomain(domain);
  if (foreign?.reason === 'mailbox') {
    const { provider } = foreign;
    return { findings: [toDraft('reply-to.free-mail', address, { address, provider }, [])], open: [] };
  }
  const inbound = await findInbound(domain, context.ask);
  if (toExistence(inbound.answers) === 'missing') {
    return { findings: [toDraft('reply-to.no-domain', address, { address }, inbound.answers)], open: [] };
  }
  if (inbound.state !== 'null-mx' && inbound.state !== 'no-mx-no-address') return { findings: [], open: [] };
  const finding = toDraft('reply-to.no-replies', address, { address, reason: inbound.state }, inbound.answers);
  return { findings: [finding], open: [] };
}
