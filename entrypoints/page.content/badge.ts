import styles from './overlay.css?inline';
import type { OverlayState } from '../../lib/messaging/protocol.ts';
import { createHost, html, pageScheme, setLanguage } from '../../lib/in-page/dom.ts';
import { createCross, createMark, type MarkKind } from '../../lib/in-page/marks.ts';

const SAYS_SO_FOR = 4000;
const TALLEST_BAR = 160;

export interface BadgeActions {
  open(): void;
  hide(): void;
}

/** Height of a bar that the page has fixed to its bottom edge where the badge would stand; 0 without one. */
function fixedBarHeight(): number {
  const under = document
    .elementsFromPoint(innerWidth / 2, innerHeight - 12)
    .filter((element) => !element.localName.startsWith('presend-'));
  for (
    let element: Element | null = under[0] ?? null;
    element && element !== document.body;
    element = element.parentElement
  ) {
    const { position } = getComputedStyle(element);
    const height = innerHeight - element.getBoundingClientRect().top;
    if ((position === 'fixed' || position === 'sticky') && height < TALLEST_BAR) return height;
  }
  return 0;
}

/** The badge can be moved along the bottom edge, by mouse or finger. */
function makeDraggable(pill: HTMLElement, isDragged: (value: boolean) => void): void {
  pill.addEventListener('pointerdown', (down) => {
    const start = pill.getBoundingClientRect();
    const from = start.left + start.width / 2;
    const move = (event: PointerEvent) => {
      if (Math.abs(event.clientX - down.clientX) < 5 && !pill.hasPointerCapture(event.pointerId)) return;
      pill.setPointerCapture(event.pointerId);
      isDragged(true);
      const at = Math.min(Math.max(from + event.clientX - down.clientX, 40), innerWidth - 40);
      pill.style.setProperty('--along', `${(at / innerWidth) * 100}%`);
    };
    const end = () => {
      pill.removeEventListener('pointermove', move);
      // The click that ends a drag comes after this.
      setTimeout(() => isDragged(false), 0);
    };
    pill.addEventListener('pointermove', move);
    pill.addEventListener('pointerup', end, { once: true });
    pill.addEventListener('pointercancel', end, { once: true });
  });
}

/** The badge's accessible name begins with the words that are seen (WCAG 2.5.3). */
const nameOf = ({ badge, badgeTitle }: OverlayState['words']): string =>
  badgeTitle === '' || badgeTitle.startsWith(badge) ? badgeTitle || badge : `${badge}. ${badgeTitle}`;

const STEP = 24;

/** The arrow keys move the badge along the bottom edge, as the mouse does. */
function makeMovable(pill: HTMLElement): void {
  pill.addEventListener('keydown', (event) => {
    const by = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const { left, width } = pill.getBoundingClientRect();
    const at = Math.min(Math.max(left + width / 2 + by, 40), innerWidth - 40);
    pill.style.setProperty('--along', `${(at / innerWidth) * 100}%`);
  });
}

/** The small badge in the page: the verdict, the domain that it is about, and a way to be rid of it. */
export function createBadge(actions: BadgeActions) {
  const { host, root } = createHost('presend-badge', styles);
  const mark = html('span', { class: 'mark' });
  const text = html('strong');
  const domain = html('span');
  const open = html('button', { class: 'open', type: 'button' }, mark, text);
  const hide = html('button', { class: 'hide', type: 'button' }, createCross());
  const pill = html('div', { class: 'pill', role: 'status' }, open, html('div', { class: 'more' }, domain, hide));
  root.append(pill);

  makeMovable(pill);
  let dragged = false;
  makeDraggable(pill, (value) => {
    dragged = value;
  });
  // Script of the page opens no tab and hides nothing.
  open.addEventListener('click', ({ isTrusted }) => {
    if (isTrusted && !dragged) actions.open();
  });
  hide.addEventListener('click', ({ isTrusted }) => {
    if (isTrusted) actions.hide();
  });

  let shrink: ReturnType<typeof setTimeout> | undefined;
  const setAttribute = (name: string, value: string | null) => {
    if (value === null) host.removeAttribute(name);
    else host.setAttribute(name, value);
  };

  return {
    host,
    show(state: OverlayState): void {
      const kind: MarkKind = state.phase === 'ready' ? (state.verdict ?? 'unknown') : state.phase;
      setLanguage(host, state.words.language);
      setAttribute('data-state', state.phase);
      setAttribute('data-verdict', state.verdict);
      setAttribute('data-domain', state.domain);
      if (state.verdict) pill.dataset.verdict = state.verdict;
      else delete pill.dataset.verdict;
      mark.replaceChildren(createMark(kind, 20));
      text.textContent = state.words.badge;
      open.title = state.words.badgeTitle;
      open.setAttribute('aria-label', nameOf(state.words));
      domain.textContent = state.domain ?? '';
      domain.hidden = state.domain === null;
      hide.title = state.words.hide;
      hide.setAttribute('aria-label', state.words.hide);
      clearTimeout(shrink);
      pill.classList.remove('small');
      if (kind === 'pass') shrink = setTimeout(() => pill.classList.add('small'), SAYS_SO_FOR);
      if (!host.isConnected) document.documentElement.append(host);
      host.style.setProperty('color-scheme', pageScheme(), 'important');
      pill.style.setProperty('--lift', `${fixedBarHeight()}px`);
    },
    remove(): void {
      clearTimeout(shrink);
      host.remove();
    },
  };
}
