import { describe, expect, it } from 'vitest';
import { toRoadmap, type RoadmapStepId } from '../../../lib/fixes/dmarc/roadmap.ts';
import { readWords } from '../../../lib/words/files.ts';
import { pageWords } from '../../../lib/words/page-words.ts';
import { auditZone } from '../../helpers/audit-zone.ts';
import { DOMAIN, soundZone, WAYS } from '../../helpers/fault-zones.ts';

async function roadmapFor(record: string | null, reportAddress: string | null = null) {
  const [way] = WAYS;
  if (way === undefined) throw new Error('no way of sending');
  const { [`_dmarc.${DOMAIN}`]: _, ...rest } = soundZone(way);
  const zone = record === null ? rest : { ...rest, [`_dmarc.${DOMAIN}`]: { TXT: [record] } };
  return toRoadmap(await auditZone(zone, { from: DOMAIN }), reportAddress);
}

const next = (steps: Awaited<ReturnType<typeof roadmapFor>>): RoadmapStepId | undefined =>
  steps.find(({ state }) => state === 'next')?.id;
const recordOf = (steps: Awaited<ReturnType<typeof roadmapFor>>, id: RoadmapStepId) =>
  steps.find((step) => step.id === id)?.record;

describe('the way from watching to refusing', () => {
  it('begins with p=none and the address that the user names', async () => {
    const steps = await roadmapFor(null, `dmarc@${DOMAIN}`);
    expect(next(steps)).toBe('watch');
    expect(recordOf(steps, 'watch')).toBe(`v=DMARC1; p=none; rua=mailto:dmarc@${DOMAIN}`);
  });

  it('invents no report address', async () => {
    expect(recordOf(await roadmapFor(null), 'watch')).toBe('v=DMARC1; p=none');
  });

  it('asks for reports before it goes on from p=none', async () => {
    expect(next(await roadmapFor('v=DMARC1; p=none'))).toBe('watch');
    expect(next(await roadmapFor(`v=DMARC1; p=none; rua=mailto:d@${DOMAIN}`))).toBe('read');
  });

  it('keeps the tags that the record has, and drops those that are historic or of the test', async () => {
    const steps = await roadmapFor(`v=DMARC1; p=quarantine; t=y; pct=20; adkim=s; rua=mailto:d@${DOMAIN}`);
    expect(next(steps)).toBe('quarantine');
    expect(recordOf(steps, 'quarantine')).toBe(`v=DMARC1; p=quarantine; adkim=s; rua=mailto:d@${DOMAIN}`);
    expect(recordOf(steps, 'reject')).toBe(`v=DMARC1; p=reject; adkim=s; rua=mailto:d@${DOMAIN}`);
  });

  it('ends at reject', async () => {
    const steps = await roadmapFor('v=DMARC1; p=reject');
    expect(steps.map(({ state }) => state)).toEqual(Array.from({ length: 5 }, () => 'done'));
  });

  it('says what must be true before each step, and what of it is known (M21)', async () => {
    const steps = await roadmapFor(`v=DMARC1; p=none; rua=mailto:d@${DOMAIN}`);
    const conditions = steps.flatMap((step) => step.conditions);
    expect(conditions).toContainEqual({ id: 'campaigns-align', met: true });
    expect(conditions).toContainEqual({ id: 'not-spf-alone', met: true });
    expect(conditions).toContainEqual({ id: 'all-services-align', met: null });
  });

  it('has words for each step and condition', async () => {
    const { roadmap } = pageWords(await readWords('en'));
    for (const { id, conditions } of await roadmapFor(null)) {
      expect(roadmap.steps[id].text).toMatch(/\.$/u);
      for (const condition of conditions) expect(roadmap.conditions[condition.id]).toMatch(/\.$/u);
    }
  });
});
