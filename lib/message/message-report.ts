import type { AuditInput, AuditTools, Observation } from '../audit/audit-input.ts';
import { findEspZone } from '../audit/esp-zone.ts';
import { toVerdict } from '../audit/verdict.ts';
import { createAuditDns } from '../dns/audit-dns.ts';
import { parseSender } from '../domain/address.ts';
import { attributeMessage } from '../esp/attribute.ts';
import type { EspId } from '../esp/esp-id.ts';
import { findEspById } from '../esp/registry.ts';
import { byUrgency } from '../findings/catalogue.ts';
import type { Finding } from '../findings/finding.ts';
import { toFixes } from '../fixes/to-fixes.ts';
import type { Ask } from '../mailauth/ask.ts';
import { organisationalDomain } from '../public-suffix/organisational-domain.ts';
import { auditReport } from '../report/audit-report.ts';
import { moveCauses } from '../report/move-causes.ts';
import type { Report, ReportFinding, SpfLeg } from '../report/report.ts';
import { readReport, type Bounce } from './bounce/bounce.ts';
import { checkContent, readContent, type ContentFault } from './content/content.ts';
import { firstValue } from './headers/header-fields.ts';
import { chooseReading, judgeMessage, readOutline, type JudgedMessage, type Outline } from './judge-message.ts';
import { toMessageFindings, type ComposedMessage } from './message-findings.ts';
import { findDifferences, toObservation } from './prediction.ts';
import { viewProviders } from './provider-view.ts';
import { readSource, readSummary, toOctets, type SourceFault, type SummaryResult } from './source/source.ts';
import { trimParts } from './source/trim-parts.ts';
import { toMessageReport, toSeenAlignment } from './to-message-report.ts';

/** What was composed, as far as somebody says; the message tells the rest. */
export interface MessageInput extends Partial<Omit<AuditInput, 'observed'>> {
  from?: string;
  esp?: EspId | 'none' | null;
}

/** Why there is no message to judge. */
export type Unjudged =
  /** `summary`: the results in Gmail's summary, where that was handed in. */
  | { fault: SourceFault; summary: readonly SummaryResult[] }
  /** A server's reply or a delivery report instead of the message: whose rule it is, and what answers it. */
  | { fault: 'bounce'; bounce: Bounce };

export type MessageOutcome =
  | {
      ok: true;
      report: Report;
      /** To be remembered for the report's domain and ESP; null where the message shows nothing to remember. */
      observation: Observation | null;
    }
  | ({ ok: false } & Unjudged);

interface Attributed {
  esp: EspId;
  /** More than a selector says so, which anybody may choose. */
  isCertain: boolean;
}

/** The ESP that the message came through, by what its sender wrote and by who handed it to the receiver. */
function attribute({ reception, fields, signatures }: Outline): Attributed | null {
  const { boundary, mailFrom } = reception;
  const attribution = attributeMessage({
    dkim: signatures.map(({ domain, selector }) => ({ domain, selector })),
    returnPath: mailFrom?.domain || null,
    receivedHosts: [boundary?.reverse, boundary?.helo].filter((host) => typeof host === 'string'),
    headers: fields.map(({ name }) => name),
  });
  return attribution && { esp: attribution.esp, isCertain: attribution.marks.some(({ kind }) => kind !== 'selector') };
}

/** HubSpot's selectors carry the portal id. */
const findPortal = ({ signatures }: Outline): string | null =>
  signatures.map(({ selector }) => /^hs[12]-(\d{1,12})$/.exec(selector)?.[1]).find(Boolean) ?? null;

const nameOf = (esp: EspId): string => findEspById(esp)?.sending.name ?? esp;

/** The From is not the composed one: the ESP put an address of its own in its place. */
interface Replacement {
  shown: string;
  /** The composed address, where the replacement still holds it. */
  composed: string | null;
}

function findReplacement({ from }: Outline, esp: EspId | null): Replacement | null {
  const model = esp && findEspById(esp)?.sending.unauthenticated;
  const read = from.ok && model ? model.readShownFrom?.(from.address) : null;
  if (!from.ok || !read) return null;
  const composed = read.domain === null ? null : parseSender(`${read.localPart}@${read.domain}`);
  const address = composed?.ok ? composed.value.address : null;
  return { shown: from.address, composed: address && `${address.localPart}@${address.domain}` };
}

interface Subject {
  input: AuditInput;
  composed: ComposedMessage;
  esp: EspId | null;
  /** The ESP is sure enough to hold the message against what it would do. */
  isComparable: boolean;
  /** It shows what the audit is about: this From, through this ESP. */
  isOwn: boolean;
}

function toSubject(input: MessageInput, outline: Outline): Subject {
  const attributed = attribute(outline);
  const found = attributed?.esp ?? null;
  const said = input.esp ?? null;
  const esp = said === 'none' ? null : (said ?? found);
  const { from: arrived, fields } = outline;
  const replacement = findReplacement(outline, found);
  const from = input.from ?? replacement?.composed ?? (arrived.ok ? arrived.address : arrived.input);
  const replyTo = input.replyTo ?? firstValue(fields, 'reply-to');
  const parsed = input.from === undefined ? null : parseSender(input.from);
  const wanted = parsed?.ok
    ? {
        address: parsed.value.address && `${parsed.value.address.localPart}@${parsed.value.domain}`,
        domain: parsed.value.domain,
      }
    : null;
  const isElsewhere = said !== null && said !== 'none' && found !== said;
  const isOther =
    wanted === null ? (replacement?.composed ?? null) !== null : arrived.ok && wanted.domain !== arrived.domain;
  return {
    input: { ...input, from, replyTo, esp: said ?? found, account: input.account ?? findPortal(outline) },
    composed: {
      from: wanted,
      esp: isElsewhere ? { said: nameOf(said), found: found && nameOf(found) } : null,
      shown: replacement?.shown ?? null,
    },
    esp,
    isComparable: said !== null || (attributed?.isCertain ?? false),
    isOwn: !isElsewhere && arrived.ok && !isOther,
  };
}

async function readFaults(message: JudgedMessage): Promise<ContentFault[] | null> {
  const content = await readContent(toOctets(message.source.fields, trimParts(message.source.body)));
  if (content === null) return null;
  return checkContent(content, message.from.ok ? message.from.domain : null, message.damage === null);
}

/** Findings of the audit that the message has overtaken. */
function isOvertaken(finding: Finding, message: JudgedMessage, { composed }: Subject): boolean {
  if (finding.code === 'from.unusable') return true;
  if (finding.code === 'from.rewritten' && composed.shown !== null) return true;
  return message.dmarc === 'pass' && (finding.code === 'align.none' || finding.code === 'align.strict');
}

/** Keys and senders' lists of a domain alone are all that an audit without an ESP has; the message shows which of them counted. */
function weigh<F extends Finding>(finding: F, message: JudgedMessage, subject: Subject): F {
  const isLeg = finding.code.startsWith('spf.') || finding.code.startsWith('dkim.');
  if (subject.esp !== null || !subject.isOwn || message.dmarc !== 'pass' || !isLeg) return finding;
  if (finding.severity !== 'fail') return finding;
  const isElsewhere = message.reception.mailFrom?.domain !== finding.subject;
  return { ...finding, severity: finding.code === 'spf.missing' && isElsewhere ? 'info' : 'warn' };
}

async function withFixes(
  findings: readonly Finding[],
  audited: Report,
  subject: Subject,
  ask: Ask,
): Promise<ReportFinding[]> {
  const today = { verdict: audited.verdict, dmarc: audited.dmarc.result, providers: audited.providers, failures: [] };
  const { domain } = audited;
  const registrableDomain = organisationalDomain(domain);
  const esp = subject.esp && findEspById(subject.esp);
  const fixes = await toFixes(findings, {
    ...audited,
    registrableDomain,
    mode: subject.input.esp === null ? 'unsaid' : subject.esp === null ? 'plain' : 'campaign',
    esp,
    // A From that cannot be read has no domain.
    espZone: domain === '' ? null : await findEspZone({ domain, registrableDomain, esp: esp?.sending ?? null, ask }),
    account: subject.input.account ?? null,
    reportAddress: subject.input.reportAddress ?? null,
    mxHosts: audited.mx.hosts,
    drop: [],
    ask,
    // Of a message nothing is proposed that would change an SPF record.
    evaluateSpf: () => Promise.resolve({ report: audited.spf, findings: [] }),
    today,
    tryOut: () => Promise.resolve(today),
  });
  return findings.map((finding, index) => ({ ...finding, fix: fixes[index] ?? null, causedBy: null }));
}

/** The return-path as it was, wherever the audit of a domain alone would look. */
function toSpfLeg({ reception, spf }: JudgedMessage, audited: Report): SpfLeg {
  const domain = reception.mailFrom?.domain;
  return domain ? { domain, aligned: spf.aligned, basis: 'observed' } : audited.legs.spf;
}

interface Parts {
  predicted: Report;
  audited: Report;
  message: JudgedMessage;
  content: ContentFault[] | null;
  subject: Subject;
  ask: Ask;
}

async function assemble({ predicted, audited, message, content, subject, ask }: Parts): Promise<Report> {
  const sender = subject.esp && findEspById(subject.esp);
  const differences =
    sender && subject.isOwn && subject.isComparable ? findDifferences(predicted, message, sender.sending) : [];
  const said = toMessageFindings(message, subject.composed, differences, content ?? []);
  const kept = audited.findings
    .map((finding, was) => ({ finding: weigh(finding, message, subject), was }))
    .filter(({ finding }) => !isOvertaken(finding, message, subject));
  const known = new Set(kept.map(({ finding: { code, subject: about } }) => `${code} ${about}`));
  const isUnreachable = audited.findings.some(({ code }) => code === 'dns.unreachable');
  const news = said.filter(
    ({ code, subject: about }) => !known.has(`${code} ${about}`) && !(code === 'dns.servfail' && isUnreachable),
  );
  const added = (await withFixes(news, audited, subject, ask)).map((finding) => ({ finding, was: null }));
  const findings = moveCauses([...kept, ...added].toSorted((one, other) => byUrgency(one.finding, other.finding)));
  // What DNS left open of a leg no longer matters once the message has shown that it holds.
  const isOpen = message.dmarc === 'unknown' || (audited.verdict === 'unknown' && message.dmarc !== 'pass');
  return {
    ...audited,
    ...(subject.isOwn ? viewProviders(audited, message, content, subject.input.audience ?? null) : {}),
    dmarc: { ...audited.dmarc, result: subject.isOwn ? message.dmarc : audited.dmarc.result },
    alignment: subject.isOwn ? toSeenAlignment(message) : audited.alignment,
    legs: { ...audited.legs, spf: subject.isOwn ? toSpfLeg(message, audited) : audited.legs.spf },
    verdict: toVerdict(findings, isOpen),
    findings,
    message: toMessageReport(message, sender ? predicted : null, differences),
  };
}

/**
 * A test message, as its source was pasted, dropped or downloaded: what really happened to it, against what was
 * predicted for its From and ESP. Asks DNS only; never throws. Input that is no message gives the reason as a code.
 */
export async function messageReport(
  source: Uint8Array,
  input: MessageInput,
  tools: AuditTools,
): Promise<MessageOutcome> {
  const read = readSource(source);
  const about = readReport(source, read);
  if (about?.kind === 'bounce') return { ok: false, fault: 'bounce', bounce: about.bounce };
  if (about) return { ok: false, fault: about.kind, summary: [] };
  if (!read.ok) return { ok: false, fault: read.fault, summary: read.fault === 'summary' ? readSummary(source) : [] };
  const dns = createAuditDns(tools);
  const judging = { ask: dns.ask, now: tools.now() };
  const reading = await chooseReading(read.source, judging);
  const subject = toSubject(input, readOutline(reading));
  const [judged, predicted] = await Promise.all([
    judgeMessage(reading, judging),
    auditReport(subject.input, tools, dns),
  ]);
  // The audit found that the resolver cannot be believed: what the message was judged by may have been its "no".
  const isDistrusted = predicted.findings.some(({ code }) => code === 'dns.rewritten' || code === 'dns.unreachable');
  const message = isDistrusted ? await judgeMessage(reading, judging) : judged;
  const content = await readFaults(message);
  const observation = subject.isOwn ? toObservation(message) : null;
  const audited = observation ? await auditReport({ ...subject.input, observed: observation }, tools, dns) : predicted;
  const report = await assemble({ predicted, audited, message, content, subject, ask: dns.ask });
  dns.close();
  return { ok: true, observation, report: { ...report, queries: dns.measure() } };
}
