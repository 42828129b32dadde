import { FIELD_LABELS, type FieldLabels } from './labels.ts';
import { NAMES } from './names.ts';
import { DECOYS, PLACES, STRUCTURES, VALUES } from './parts.ts';
import { createRandom, type Random } from './random.ts';

/** What a page was made of, so that a weak factor shows. */
export interface Factors {
  language: string;
  value: string;
  structure: string;
  place: string;
  /** Names of decoys. */
  decoys: readonly string[];
  sender: 'there' | 'empty' | 'merge tag' | 'no field';
  time: 'at once' | 'late';
  before: 'nothing' | 'old form stays, then changes' | 'old form stays, then is replaced' | 'same sender in a new form';
}

/** One made-up page: what is drawn, and what must be read. */
export interface MadePage {
  factors: Factors;
  html: string;
  /** Drawn at the address of another campaign first; null where the tab is fresh. */
  htmlBefore: string | null;
  /** The sender, or null where nothing may be claimed. */
  expected: string | null;
}

const keysOf = (record: object): readonly string[] => Object.keys(record);

/** Combinations that no dashboard has: a label `for` nothing, an address in brackets under "From address". */
const TIED = new Set(['input', 'select', 'button that opens a list', 'chosen chip']);

function fieldOf(random: Random, labels: FieldLabels, factors: Factors, name: string, address: string): string {
  const value = VALUES[factors.value];
  const structure = STRUCTURES[factors.structure];
  if (!value || !structure) return '';
  const label = value.withName || random.integer(3) === 0 ? labels.from : random.pick(labels.addresses);
  const shown = { label, name, address, id: 'sender-field' };
  if (factors.sender === 'there') return structure(label, value.html(shown), shown.id);
  if (factors.sender === 'merge tag')
    return structure(label, `<input id="${shown.id}" value="{{ owner.email }}">`, shown.id);
  const empty = TIED.has(factors.value) ? `<input id="${shown.id}" value="">` : '<p><i>—</i></p>';
  return factors.sender === 'empty' ? structure(label, empty, shown.id) : '';
}

function htmlOf(random: Random, labels: FieldLabels, factors: Factors, name: string, address: string): string {
  const subject = `<div class="f"><label for="subj">${labels.subject}</label><input id="subj" value="Letter ${random.integer(900)}"></div>`;
  const decoys = factors.decoys.map((decoy) => DECOYS[decoy]?.(labels) ?? '');
  const above = decoys.slice(0, 1);
  const below = decoys.slice(1);
  const field = fieldOf(random, labels, factors, name, address);
  return `${above.join('')}${PLACES[factors.place]?.(`<div class="form">${field}${subject}</div>`) ?? ''}${below.join('')}`;
}

function factorsOf(random: Random): Factors {
  const value = random.pick(keysOf(VALUES));
  const structures = keysOf(STRUCTURES).filter((name) => name !== 'label for' || TIED.has(value));
  return {
    language: random.pick(keysOf(FIELD_LABELS)),
    value,
    structure: random.pick(structures),
    place: random.pick(keysOf(PLACES)),
    decoys: random.some(keysOf(DECOYS), random.integer(4)),
    sender: random.pick(['there', 'there', 'there', 'there', 'there', 'empty', 'merge tag', 'no field'] as const),
    time: random.pick(['at once', 'late'] as const),
    before: random.pick([
      'nothing',
      'nothing',
      'old form stays, then changes',
      'old form stays, then is replaced',
      'same sender in a new form',
    ] as const),
  };
}

/** So many pages, the same for the same seed. */
export function makePages(seed: number, count: number): MadePage[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, index) => {
    const factors = factorsOf(random);
    const labels = FIELD_LABELS[factors.language] as FieldLabels;
    const name = random.pick(NAMES);
    const address = `hello@brand-${index}.test`;
    const old = factors.before === 'same sender in a new form' ? address : 'old@first-campaign.test';
    const there = { ...factors, sender: 'there' as const };
    return {
      factors,
      html: htmlOf(random, labels, factors, name, address),
      htmlBefore: factors.before === 'nothing' ? null : htmlOf(random, labels, there, name, old),
      expected: factors.sender === 'there' ? address : null,
    };
  });
}
