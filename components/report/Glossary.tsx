import { useEffect } from 'react';
import { usePageWords } from '../page-words.tsx';
import { Body, Head } from './Frame.tsx';
import styles from './Glossary.module.css';
import { JourneyPicture } from './JourneyPicture.tsx';
import { Block, Part } from './Part.tsx';
import type { Journey } from './to-journey.ts';

/** A campaign for which everything is right. */
const WHOLE: Journey = {
  states: { written: 'passed', sent: 'passed', door: 'passed', sorted: 'unknown', read: 'unknown' },
  provider: 'gmail',
  broken: null,
  signedBy: 'brand.com',
};

/** What the words mean: the post office picture first, the exact terms behind it. */
export function Glossary({ term }: { term: string | null }) {
  const { learn: words, glossary } = usePageWords();
  useEffect(() => {
    if (term) document.getElementById(`term-${term}`)?.scrollIntoView({ block: 'center' });
  }, [term]);
  return (
    <main id="content" tabIndex={-1}>
      <Head verdict={null} mark="book" title={words.title} why={words.why} />
      <Body>
        <Part id="journey" sign={{ mark: 'from', tone: 'ink' }} title={words.journey} lead={words.journeyLead}>
          <Block>
            <JourneyPicture journey={WHOLE} from="hello@brand.com" esp={null} />
          </Block>
        </Part>
        <Part id="terms" sign={{ mark: 'book', tone: 'accent' }} title={words.terms}>
          <Block>
            <ul className={styles.terms}>
              {glossary.map(({ id, term: name, plain, exact, clause }) => (
                <li key={id} id={`term-${id}`} className={styles.term} data-here={id === term || undefined}>
                  <h3>{name}</h3>
                  <p>{plain}</p>
                  <p className={styles.exact}>
                    {exact} <span>({clause})</span>
                  </p>
                </li>
              ))}
            </ul>
          </Block>
        </Part>
      </Body>
    </main>
  );
}
