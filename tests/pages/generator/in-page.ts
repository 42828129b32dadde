import { createDetector } from '../../../entrypoints/page.content/detector.ts';
import { createRootFinder } from '../../../lib/detect/roots.ts';
import type { PageMessage } from '../../../lib/messaging/protocol.ts';
import type { MadePage } from './generate.ts';

/** What was claimed once a page was there, and whether the old form's sender was claimed at the new address. */
export interface Claim {
  claimed: string | null;
  stale: boolean;
}

const OLD_PATH = ['/campaign/01OLD/wizard', '/email/1/edit/1/settings', '/campaigns/edit?id=1'];
const NEW_PATH = ['/campaign/01NEW/wizard', '/email/1/edit/2/settings', '/campaigns/edit?id=2'];

const draw = (html: string): void => {
  document.body.innerHTML = html;
};

async function claimOf(page: MadePage, site: number): Promise<Claim> {
  let last: PageMessage | null = null;
  const go = (paths: readonly string[]): void => history.replaceState(null, '', paths[site]);
  const claimed = (): string | null =>
    last?.kind === 'page-reading' && last.reading.sender.kind === 'found' ? last.reading.sender.address : null;
  go(page.htmlBefore === null ? NEW_PATH : OLD_PATH);
  draw('');
  const detector = createDetector(window, (message) => {
    last = message;
  });
  const scan = () => detector.scan(createRootFinder(document, Date.now).find(), () => false);
  let stale = false;
  if (page.htmlBefore !== null) {
    draw(page.htmlBefore);
    await scan();
    const before = claimed();
    go(NEW_PATH);
    detector.navigate(location.href);
    await scan();
    stale = before !== null && claimed() !== null;
    if (page.factors.before === 'old form stays, then changes' && document.body.firstElementChild) {
      document.body.firstElementChild.after('');
    }
  }
  if (page.factors.time === 'late') {
    draw('<div aria-busy="true">&nbsp;</div>');
    await scan();
  }
  draw(page.html);
  await scan();
  return { claimed: claimed(), stale };
}

Object.assign(globalThis, {
  presendClaims: async (pages: MadePage[], site: number) => {
    const claims: Claim[] = [];
    for (const page of pages) claims.push(await claimOf(page, site));
    return claims;
  },
});
