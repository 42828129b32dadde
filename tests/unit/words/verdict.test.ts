import { describe, expect, it } from 'vitest';
import type { AuditInput } from '../../../lib/audit/audit-input.ts';
import { explainAlignment, explainBadge, explainGuard, explainVerdict } from '../../../lib/words/verdict.ts';
import { readWords } from '../../../lib/words/files.ts';
import { auditZone } from '../../helpers/audit-zone.ts';
import type { Zone, ZoneEntry } from '../../helpers/dns-zone.ts';
import { DOMAIN, soundZone, WAYS, type Way } from '../../helpers/fault-zones.ts';

const words = await readWords('en');

function way(id: Way['id']): Way {
  const found = WAYS.find((each) => each.id === id);
  if (found === undefined) throw new Error(`no way ${id}`);
  return found;
}

const MAILCHIMP = way('mailchimp');
const HUBSPOT = way('hubspot');
const KLAVIYO = way('klaviyo');
const PLAIN = way('none');

const dmarc = (text: string | null): Zone => (text === null ? {} : { [`_dmarc.${DOMAIN}`]: { TXT: [text] } });

function withoutKeys(sender: Way, more: Zone = {}): Zone {
  const zone: Record<string, ZoneEntry> = { ...soundZone(sender), ...more };
  for (const { selector } of sender.keys) delete zone[`${selector}._domainkey.${DOMAIN}`];
  return zone;
}

const audit = (zone: Zone, input: Partial<AuditInput> = {}) => auditZone(zone, { from: `hello@${DOMAIN}`, ...input });

describe('the verdict’s sentence', () => {
  it('names those who reject where the domain asks them to', async () => {
    const report = await audit(withoutKeys(KLAVIYO, dmarc('v=DMARC1; p=reject')), KLAVIYO.input);
    const { title, why } = explainVerdict(report, words);
    expect(title).toBe('Gmail, Yahoo and Outlook will reject this campaign.');
    expect(why).toContain(
      'Nothing on it matches your From domain, and your DMARC policy p=reject tells providers to reject it.',
    );
    expect(explainBadge(report, words)).toBe('Will be rejected');
  });

  it('names what most will do where they differ, and then the others', async () => {
    const report = await audit(withoutKeys(KLAVIYO), KLAVIYO.input);
    const { title, why } = explainVerdict(report, words);
    expect(title).toBe('Gmail and Yahoo will put this campaign in spam.');
    expect(why).toContain('Outlook will reject it.');
    expect(explainBadge(report, words)).toBe('Will go to spam');
  });

  it('says instead that the From will be replaced, where that is certain (A7)', async () => {
    const report = await audit(withoutKeys(HUBSPOT), HUBSPOT.input);
    const { title, why } = explainVerdict(report, words);
    expect(title).toBe('HubSpot will replace your From address.');
    expect(why).toContain(`hello=${DOMAIN}@`);
    expect(explainBadge(report, words)).toBe('From will be replaced');
  });

  it('says what is missing where DKIM matches and there is no DMARC record', async () => {
    const zone = { ...soundZone(MAILCHIMP) };
    delete (zone as Record<string, ZoneEntry>)[`_dmarc.${DOMAIN}`];
    const { title, why } = explainVerdict(await audit(zone), words);
    expect(title).toMatch(/ will put this campaign in spam\.$/u);
    expect(why).toContain('require a DMARC record');
    expect(why).not.toContain('Nothing on it matches');
  });

  it('accepts, and says once that accepted is not the inbox', async () => {
    const report = await audit(soundZone(MAILCHIMP));
    expect(explainVerdict(report, words)).toEqual({
      title: 'Gmail, Yahoo and Outlook will accept this campaign.',
      why: 'It’s authenticated as yours. Whether it reaches the inbox also depends on content and reputation.',
    });
    expect(explainAlignment(report, words)).toBe('The DKIM signature matches your From domain. One match is enough.');
  });

  it('warns of what will break', async () => {
    const zone = { ...soundZone(MAILCHIMP) };
    delete (zone as Record<string, ZoneEntry>)[`k3._domainkey.${DOMAIN}`];
    const report = await audit(zone);
    expect(explainVerdict(report, words).title).toBe('This campaign will be accepted. A later one may not.');
    expect(explainBadge(report, words)).toBe('Accepted, 1 warning');
  });

  it('warns of what is not right today without threatening', async () => {
    const report = await audit(soundZone(MAILCHIMP), { replyTo: 'care@nobody-here.test' });
    expect(report.verdict).toBe('warn');
    expect(explainVerdict(report, words).title).toBe('This campaign will be accepted, with a warning.');
  });

  it('never blames the campaign for DNS trouble, nor holds it up (D2)', async () => {
    const zone = { ...soundZone(MAILCHIMP), [`_dmarc.${DOMAIN}`]: { rcode: 'SERVFAIL' } };
    const report = await audit(zone);
    const { title, why } = explainVerdict(report, words);
    expect(title).toBe('We couldn’t check this campaign.');
    expect(why).toContain('Nothing is wrong that we know of; sending isn’t blocked.');
    expect(explainBadge(report, words)).toBe('Couldn’t check');
  });

  it('speaks of a domain where no service was named', async () => {
    const sound = await audit(soundZone(PLAIN), PLAIN.input);
    expect(explainVerdict(sound, words).title).toBe('The DNS records of this domain are correct.');
    const broken = await audit(withoutKeys(PLAIN), PLAIN.input);
    expect(explainVerdict(broken, words).title).toBe('Gmail and Yahoo will put this domain’s mail in spam.');
  });

  it.each(WAYS)('fits in one line with $id, whatever is wrong', async (sender) => {
    const reports = await Promise.all(
      [
        soundZone(sender),
        withoutKeys(sender),
        withoutKeys(sender, dmarc('v=DMARC1; p=reject')),
        withoutKeys(sender, dmarc('v=DMARC1; p=quarantine')),
      ].map((zone) => audit(zone, sender.input)),
    );
    for (const report of reports) {
      const { title, why } = explainVerdict(report, words);
      expect(title.length, title).toBeLessThanOrEqual(60);
      expect(title).toMatch(/^\p{Lu}.*\.$/u);
      expect(why).toMatch(/^\p{Lu}.*\.$/u);
      expect(`${title}${why}`).not.toMatch(/undefined|null|  /u);
    }
  });
});

describe('the title', () => {
  const DEEDS = ['accept', 'spam', 'reject'] as const;

  it('keeps to one line for every combination of what the providers do', async () => {
    const campaign = await audit(withoutKeys(KLAVIYO), KLAVIYO.input);
    const domain = await audit(withoutKeys(PLAIN), PLAIN.input);
    for (const report of [campaign, domain]) {
      for (let mix = 0; mix < 3 ** 5; mix += 1) {
        const deed = (place: number) => DEEDS[Math.floor(mix / 3 ** place) % 3] ?? 'accept';
        const providers = { gmail: deed(0), yahoo: deed(1), microsoft: deed(2), apple: deed(3), laposte: deed(4) };
        const { title } = explainVerdict({ ...report, providers }, words);
        expect(title).toMatch(/^\p{Lu}.{10,58}\.$/u);
      }
    }
  });
});

describe('the guard', () => {
  it('says how many records fix it', async () => {
    const report = await audit(withoutKeys(MAILCHIMP, dmarc('v=DMARC1; p=reject')));
    expect(explainGuard(report, words).why).toContain('2 DNS records fix it.');
  });

  it('promises no record where none helps', async () => {
    const report = await audit(soundZone(MAILCHIMP), { from: 'joe@gmail.com' });
    expect(explainGuard(report, words).why).not.toContain('fixes it');
  });
});

describe('the conclusion of the picture', () => {
  it('demands one of the two', async () => {
    expect(explainAlignment(await audit(withoutKeys(MAILCHIMP)), words)).toBe(
      'One of the two must match your From domain.',
    );
  });

  it('tells an exact match that is demanded from no match (A1)', async () => {
    const zone: Record<string, ZoneEntry> = { ...withoutKeys(KLAVIYO, dmarc('v=DMARC1; p=none; adkim=s')) };
    for (const { selector, target } of KLAVIYO.keys)
      zone[`${selector}._domainkey.send.${DOMAIN}`] = { CNAME: target ?? '' };
    zone[`send.${DOMAIN}`] = { CNAME: '99881.klaviyodns.com' };
    expect(explainAlignment(await audit(zone, KLAVIYO.input), words)).toBe(
      'The domains are yours, but your DMARC record demands an exact match.',
    );
  });

  it('says that nothing could be looked up', async () => {
    const fault = { rcode: 'SERVFAIL' };
    const zone: Record<string, ZoneEntry> = { ...soundZone(KLAVIYO) };
    for (const { selector } of KLAVIYO.keys) zone[`${selector}._domainkey.${DOMAIN}`] = fault;
    expect(explainAlignment(await audit(zone, KLAVIYO.input), words)).toBe(
      'We don’t know yet whether one of the two matches your From domain.',
    );
  });

  it('says nothing of a campaign where there is none', async () => {
    expect(explainAlignment(await audit(soundZone(PLAIN), PLAIN.input), words)).toBe(
      'What matches depends on the service that sends.',
    );
  });
});
