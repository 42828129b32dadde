import { toAlignment } from '../audit/alignment.ts';
import type { Alignment, MessageHop, MessageReport, MessageSignature, ReceiverWord, Report } from '../report/report.ts';
import { decodeWords } from './headers/encoded-words.ts';
import { firstValue } from './headers/header-fields.ts';
import { findLanding } from './authentication/landing.ts';
import type { FinalSignature, JudgedMessage } from './judge-message.ts';
import type { Difference } from './prediction.ts';
import { dkimResultOf, resultOf, type Hop, type MailFrom, type Reception } from './authentication/receiver.ts';

const MOST_HOPS = 50;
const LONGEST_SUBJECT = 500;

const toIso = (time: number | null): string | null => (time === null ? null : new Date(time).toISOString());

function toHops(hops: readonly Hop[]): MessageHop[] {
  return hops.slice(0, MOST_HOPS).map((hop, index) => {
    const before = hops[index + 1]?.at ?? null;
    return {
      from: hop.reverse ?? hop.helo,
      by: hop.by,
      ip: hop.ip,
      at: toIso(hop.at),
      delay: hop.at === null || before === null ? null : Math.round((hop.at - before) / 1000),
      tls: hop.tls,
      trusted: hop.trusted,
    };
  });
}

const toSignature = ({ tags, result, reason, aligned, bits, unsignedBytes }: FinalSignature): MessageSignature => ({
  domain: tags.domain,
  selector: tags.selector,
  result,
  reason,
  aligned,
  algorithm: tags.algorithm,
  bits,
  unsignedBytes,
});

const toReturnPath = (mailFrom: MailFrom | null): string | null => {
  if (mailFrom === null) return null;
  return mailFrom.domain === '' ? '<>' : (mailFrom.address ?? mailFrom.domain);
};

function toReceiverWord(reception: Reception): ReceiverWord | null {
  const { authservId } = reception;
  const [spf, dmarc] = [resultOf(reception, 'spf'), resultOf(reception, 'dmarc')];
  const word = { authservId, spf, dkim: dkimResultOf(reception), dmarc };
  return Object.values(word).every((each) => each === null) ? null : word;
}

/** Whether SPF passes and aligns, and whether any one signature does, as this message showed it. */
export function toSeenAlignment({ spf, signatures }: JudgedMessage): Alignment {
  const isOpen = spf.result === 'unknown' || spf.result === 'temperror';
  const spfAligned = spf.aligned === false ? false : isOpen ? null : spf.result === 'pass' ? spf.aligned : false;
  const results = signatures.map(({ result, aligned }) => {
    if (result === 'fail' || aligned === false) return false;
    return result === 'unknown' ? null : aligned;
  });
  const dkimAligned = results.includes(true) ? true : results.includes(null) ? null : false;
  return toAlignment(spfAligned, dkimAligned, 'neither');
}

/** The message as the report shows it; `predicted` is what the audit expected before it looked. */
export function toMessageReport(
  message: JudgedMessage,
  predicted: Pick<Report, 'esp' | 'legs'> | null,
  differences: readonly Difference[],
): MessageReport {
  const { from, reception, spf } = message;
  const subject = firstValue(message.source.fields, 'subject');
  return {
    from: from.ok ? from.address : from.input || null,
    returnPath: toReturnPath(reception.mailFrom),
    receivedVia: reception.via,
    receivedAt: toIso(reception.at),
    ip: reception.ip,
    helo: reception.helo,
    spf,
    dkim: message.signatures.map(toSignature),
    dmarc: { result: message.dmarc },
    alignment: toSeenAlignment(message),
    arc: { result: message.arc },
    oneClick: { result: message.oneClick.result },
    receiver: toReceiverWord(reception),
    predicted: predicted && { esp: predicted.esp, spf: predicted.legs.spf, dkim: predicted.legs.dkim },
    differences: [...differences],
    hops: toHops(reception.hops),
    ...(subject === null ? {} : { subject: decodeWords(subject).slice(0, LONGEST_SUBJECT) }),
    landed: findLanding(message.source.fields, reception),
    repairs: message.source.repairs,
  };
}
