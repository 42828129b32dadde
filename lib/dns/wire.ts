/** The one seam to dns-packet: DNS messages as octets (RFC 1035 § 4) on one side, plain values on the other. */
// Node's own module there, the package of the same name in a browser: dns-packet wants its input in a Buffer.
import { Buffer } from 'buffer';
import packet, { type Answer, type DecodedPacket } from 'dns-packet';
import type { RecordDataOf, RecordType } from './resolver.ts';

/** A message may not be longer (RFC 8484 § 6). */
export const MOST_OCTETS = 65_535;

export interface WireRecord<T extends RecordType = RecordType> {
  /** Owner: lower case, no final dot. */
  name: string;
  type: T;
  /** Seconds. */
  ttl: number;
  data: RecordDataOf[T];
}

export interface WireMessage {
  /** With the upper bits of EDNS (RFC 6891 § 6.1.3). */
  rcode: number;
  truncated: boolean;
  authenticated: boolean;
  question: { name: string; type: string } | null;
  /** Of class IN and of the types that the port knows. */
  answers: WireRecord[];
  /** Of the authority section: what limits a negative answer (RFC 2308 § 3). */
  soa: WireRecord<'SOA'> | null;
  /** Name servers elsewhere and no SOA: a referral, which answers nothing (RFC 2308 § 2.2). */
  referral: boolean;
  /** Info codes of RFC 8914. */
  extendedErrors: number[];
}

type AnyRecord = { [T in RecordType]: WireRecord<T> }[RecordType];

const HEADER_OCTETS = 12;
/** dns-packet follows compression pointers anew for each record: few records keep a hostile message cheap. */
const MOST_RECORDS = 512;
/** What fits into one UDP packet everywhere; of no account over HTTPS, but resolvers pass it on. */
const UDP_PAYLOAD = 1232;
const EXTENDED_ERROR = 15;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const windows1252 = new TextDecoder('windows-1252');

const toName = (name: string) => (name === '.' ? '' : name.toLowerCase());

/**
 * The character-strings of a TXT record as one text. What is no UTF-8 was typed into an older editor: as Windows-1252
 * its ASCII stays, and its dashes and quotes can be shown for what they are.
 */
function toText(strings: readonly Uint8Array[]): string {
  const octets = Buffer.concat(strings);
  try {
    return utf8.decode(octets);
  } catch {
    return windows1252.decode(octets);
  }
}

/** RFC 2181 § 8: a TTL with the uppermost bit set counts as zero. */
const toTtl = (ttl: number | undefined) => (ttl === undefined || ttl > 0x7fff_ffff ? 0 : ttl);

function toRecord(answer: Answer): AnyRecord | null {
  if (answer.type === 'OPT' || answer.class !== 'IN') return null;
  const { type } = answer;
  const common = { name: toName(answer.name), ttl: toTtl(answer.ttl) };
  if (type === 'A' || type === 'AAAA') return { ...common, type, data: answer.data };
  if (type === 'CNAME' || type === 'NS' || type === 'PTR') return { ...common, type, data: toName(answer.data) };
  // Decoded texts are octets; only those to be encoded may be strings.
  if (type === 'TXT') return { ...common, type, data: toText(answer.data as Buffer[]) };
  if (type === 'MX') {
    const { preference = 0, exchange } = answer.data;
    return { ...common, type, data: { preference, exchange: toName(exchange) } };
  }
  if (type === 'SOA') {
    const { mname, rname, serial = 0, minimum = 0 } = answer.data;
    const data = { primary: toName(mname), admin: toName(rname), serial, minimum: toTtl(minimum) };
    return { ...common, type, data };
  }
  return null;
}

function toExtendedErrors(additionals: readonly Answer[]): number[] {
  const options: { code: number; data?: Buffer | undefined }[] = additionals.flatMap((record) =>
    record.type === 'OPT' ? record.options : [],
  );
  return options.flatMap(({ code, data }) =>
    code === EXTENDED_ERROR && data && data.length >= 2 ? [data.readUInt16BE(0)] : [],
  );
}

function toRcode(octets: Buffer, additionals: readonly Answer[]): number {
  const opt = additionals.find((record) => record.type === 'OPT');
  return ((opt?.extendedRcode ?? 0) << 4) | (octets.readUInt8(3) & 0x0f);
}

/** Throws over whatever is not a whole message. */
function decode(octets: Buffer): DecodedPacket {
  const counts = [4, 6, 8, 10].map((offset) => octets.readUInt16BE(offset));
  if (counts.reduce((sum, count) => sum + count, 0) > MOST_RECORDS) throw new RangeError('too many records');
  const message = packet.decode(octets);
  // dns-packet takes what is left of a text that was cut; a DKIM key that lost its end must not pass as one.
  if (!(packet.decode.bytes <= octets.length)) throw new RangeError('cut');
  return message;
}

/** A question as RFC 8484 § 4.1 wants it: id 0, so that HTTP may cache; AD set asks for AD (RFC 6840 § 5.7). */
export function encodeQuery(name: string, type: RecordType): Uint8Array<ArrayBuffer> {
  const opt = {
    type: 'OPT' as const,
    name: '.',
    udpPayloadSize: UDP_PAYLOAD,
    extendedRcode: 0,
    ednsVersion: 0,
    flags: 0,
    flag_do: false,
    options: [],
  } satisfies Answer;
  const octets = packet.encode({
    type: 'query',
    id: 0,
    flags: packet.RECURSION_DESIRED | packet.AUTHENTIC_DATA,
    questions: [{ type, name }],
    additionals: [opt],
  });
  return new Uint8Array(octets);
}

/** Reads a response. Null for octets that are none, are cut, or hold more than any mail domain publishes. Never throws. */
export function decodeMessage(bytes: Uint8Array): WireMessage | null {
  if (bytes.length < HEADER_OCTETS || bytes.length > MOST_OCTETS) return null;
  const octets = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const message = decode(octets);
    const { questions = [], answers = [], authorities = [], additionals = [] } = message;
    if (!message.flag_qr || questions.length > 1) return null;
    const [question] = questions;
    const authority = authorities.map(toRecord);
    const soa = authority.find((record) => record?.type === 'SOA') ?? null;
    return {
      rcode: toRcode(octets, additionals),
      truncated: message.flag_tc,
      authenticated: message.flag_ad,
      question: question && question.class === 'IN' ? { name: toName(question.name), type: question.type } : null,
      answers: answers.map(toRecord).filter((record) => record !== null),
      soa,
      referral: soa === null && authority.some((record) => record?.type === 'NS'),
      extendedErrors: toExtendedErrors(additionals),
    };
  } catch {
    return null;
  }
}
