import styles from './overlay.css?inline';
import type { OverlayState } from '../../lib/messaging/protocol.ts';
import { createHost, html, setLanguage } from '../../lib/in-page/dom.ts';
import { createCross, createMark } from '../../lib/in-page/marks.ts';

/** The note on a warning: it takes no focus, holds nothing up and stays until it is closed. */
export function createNote(actions: { open(): void }) {
  const { host, root } = createHost('presend-note', styles);
  return {
    host,
    show({ words }: OverlayState): void {
      setLanguage(host, words.language);
      const close = html('button', { class: 'close', type: 'button', 'aria-label': words.close }, createCross());
      const link = html('button', { class: 'link', type: 'button' }, words.fix);
      close.addEventListener('click', () => host.remove());
      link.addEventListener('click', ({ isTrusted }) => {
        if (!isTrusted) return;
        host.remove();
        actions.open();
      });
      const said = html('div', {}, html('h2', {}, words.guardTitle), html('p', {}, words.note), link);
      root.querySelector('.card')?.remove();
      root.append(html('div', { class: 'card', role: 'status' }, createMark('warn'), said, close));
      document.documentElement.append(host);
    },
    remove: () => host.remove(),
  };
}
