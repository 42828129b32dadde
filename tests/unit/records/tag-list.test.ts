import { expect, test } from 'vitest';
import { formatTagList, namesTwice, parseTagList, valueOf } from '../../../lib/records/tag-list.ts';

test('blanks round = and ; are allowed, empty pieces are nothing', () => {
  const list = parseTagList(' v = DMARC1 ;\tp\t=\r\n none ;; ');
  expect(list.tags.map(({ name, value }) => [name, value])).toEqual([
    ['v', 'DMARC1'],
    ['p', 'none'],
  ]);
  expect(list.stray).toEqual([]);
});

test('names and values keep their case, a value keeps its equals signs', () => {
  const list = parseTagList('P=MIIB+/==; p=Reject');
  expect(valueOf(list, 'P')).toBe('MIIB+/==');
  expect(valueOf(list, 'p')).toBe('Reject');
});

test('what is no tag is kept with its place', () => {
  expect(parseTagList('v=DMARC1; fo:0; =x').stray).toEqual([
    { text: 'fo:0', at: 10 },
    { text: '=x', at: 16 },
  ]);
});

test('K8 of a name that stands twice the last counts, and it is said', () => {
  const list = parseTagList('k=rsa; p=one; k=rsa; p=two');
  expect(valueOf(list, 'p')).toBe('two');
  expect(namesTwice(list)).toEqual(['k', 'p']);
});

test('is written with one blank behind each semicolon', () => {
  expect(formatTagList(parseTagList('v=DMARC1;p=none ;sp=none;').tags)).toBe('v=DMARC1; p=none; sp=none');
});
