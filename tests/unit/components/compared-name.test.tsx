import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { ComparedName } from '../../../components/picture/Picture.tsx';

const textOf = (domain: string, organisation: string | null) =>
  renderToStaticMarkup(<ComparedName domain={domain} organisation={organisation} />).replace(/<[^>]+>/g, '');

describe('a name as the eye compares it', () => {
  it('is written as its owner writes it', () => {
    expect(textOf('news.xn--bcher-kva.example', 'xn--bcher-kva.example')).toBe('news.bücher.example');
  });

  it('stays as it is where its label is forged', () => {
    expect(textOf('xn--a.example', null)).toBe('xn--a.example');
  });

  it('is rendered as text, whatever stands in it', () => {
    expect(textOf('<b>brand</b>.example', null)).toBe('&lt;b&gt;brand&lt;/b&gt;.example');
  });
});
