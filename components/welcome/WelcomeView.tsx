import type { Picture as PictureData } from '../../lib/report/picture.ts';
import { usePageWords } from '../page-words.tsx';
import { Picture } from '../picture/Picture.tsx';
import { SenderForm, type EspChoice } from '../popup/SenderForm.tsx';
import { Body, Head } from '../report/Frame.tsx';
import { Block, Part } from '../report/Part.tsx';
import { toResolverName } from '../resolver-name.ts';
import { Button } from '../ui/Button.tsx';
import { Disclosure } from '../ui/Disclosure.tsx';
import { Mark } from '../ui/Mark.tsx';
import { useWords } from '../words.tsx';
import styles from './WelcomeView.module.css';

/** What the picture looks like when a campaign is in order. */
const EXAMPLE: PictureData = {
  from: 'hello@brand.com',
  shownAs: null,
  organisation: 'brand.com',
  signedBy: { match: true, domain: 'brand.com', note: 'matches' },
  mailedBy: { match: false, domain: 'mcsv.net', note: 'not-needed' },
  conclusion: 'dkim',
};

interface WelcomeViewProps {
  /** Whether the browser lets Presend look at the dashboards; null until it is known. */
  access: boolean | null;
  refused: boolean;
  resolvers: readonly string[];
  /** A domain was checked already. */
  checked: boolean;
  onAllow: () => void;
  onCheck: (from: string, esp: EspChoice) => void;
  optionsHref: string;
}

function Facts({ title, items, mark }: { title: string; items: readonly string[]; mark: 'tick' | 'cross' }) {
  return (
    <section className={styles.fact}>
      <h3>{title}</h3>
      <ul>
        {items.map((item) => (
          <li key={item}>
            <Mark name={mark} size="s" tone={mark === 'tick' ? 'pass' : 'quiet'} />
            <span>{item}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The first page: what Presend does, what it reads, what it sends where, and the one permission that it needs. */
export function WelcomeView({ access, refused, resolvers, checked, onAllow, onCheck, optionsHref }: WelcomeViewProps) {
  const words = usePageWords().welcome;
  const ui = useWords();
  return (
    <main id="content" tabIndex={-1} data-access={access === null ? undefined : access ? 'granted' : 'missing'}>
      <Head verdict={null} mark="brand" title={words.title} why={words.why} />
      <Body>
        <Part id="pin" sign={{ mark: 'pin', tone: 'accent' }} title={`1. ${words.pin}`} lead={words.pinLead} />
        <Part
          id="check"
          sign={checked ? { mark: 'pass', tone: 'pass' } : { mark: 'aim', tone: 'accent' }}
          title={`2. ${checked ? words.checked : words.check}`}
          lead={words.checkLead}
        >
          <Block>
            <SenderForm address="" esp={null} look="bare" problem={null} onSubmit={onCheck} />
          </Block>
        </Part>
        <Part
          id="access"
          sign={access ? { mark: 'pass', tone: 'pass' } : { mark: 'lock', tone: 'accent' }}
          title={`3. ${access ? words.start : words.allowTitle}`}
          lead={access ? words.startLead : words.allowLead}
        >
          {access === false && (
            <Block>
              <div className={styles.actions}>
                <Button kind="main" onClick={onAllow}>
                  {ui.noAccess.allow(null)}
                </Button>
                <output>{refused ? words.refused : ui.noAccess.foot}</output>
              </div>
            </Block>
          )}
        </Part>
        <Part id="how" sign={{ mark: 'from', tone: 'ink' }} title={words.how} lead={words.howLead}>
          <Block>
            <div className={styles.picture}>
              <Picture picture={EXAMPLE} title={ui.picture.title} basis={words.example} look="card" />
            </div>
          </Block>
        </Part>
        <Part id="privacy" sign={{ mark: 'unseen', tone: 'accent' }} title={words.privacy}>
          <Block>
            <Disclosure summary={words.privacyMore}>
              <div className={styles.facts}>
                <Facts title={words.reads} items={words.readsItems} mark="tick" />
                <Facts title={words.readsNot} items={words.readsNotItems} mark="cross" />
                <Facts title={words.sends} items={words.sendsItems(resolvers.map(toResolverName))} mark="tick" />
              </div>
              <p>
                <a href={optionsHref}>{words.toOptions}</a>
              </p>
            </Disclosure>
          </Block>
        </Part>
      </Body>
    </main>
  );
}
