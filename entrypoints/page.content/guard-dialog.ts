import styles from './overlay.css?inline';
import type { OverlayState } from '../../lib/messaging/protocol.ts';
import { createHost, html, setLanguage } from '../../lib/in-page/dom.ts';
import { createLetter, createMark } from '../../lib/in-page/marks.ts';

const STILL_THERE_EVERY = 200;

export type GuardChoice = 'fix' | 'send-anyway' | 'cancel';

/**
 * Asks whether to send: one sentence, one reason, three buttons. A modal `dialog`: it is above every layer of the page,
 * and no focus trap of the page can reach into it. Resolves with `cancel` where it is closed or removed unanswered.
 */
export function askInDialog(
  state: OverlayState,
  signal: AbortSignal,
): Promise<{ choice: GuardChoice; accept: boolean }> {
  const { words, verdict } = state;
  const { host, root } = createHost('presend-guard', styles);
  setLanguage(host, words.language);
  const button = (action: GuardChoice, text: string, look: string) =>
    html('button', { type: 'button', class: look, 'data-action': action }, text);
  const fix = button('fix', words.fix, 'main');
  const box = html('input', { type: 'checkbox' });
  const actions = html(
    'div',
    { class: 'actions' },
    fix,
    button('cancel', words.cancel, ''),
    button('send-anyway', words.sendAnyway, 'apart'),
  );
  const dialog = html(
    'dialog',
    { role: 'dialog', 'aria-modal': 'true', 'aria-labelledby': 'title', 'aria-describedby': 'reason' },
    html(
      'div',
      { class: 'said' },
      createMark(verdict ?? 'unknown', 34),
      html('div', {}, html('h2', { id: 'title' }, words.guardTitle), html('p', { id: 'reason' }, words.guardReason)),
      actions,
      html('label', { class: 'accept' }, box, html('span', {}, words.acceptLabel)),
    ),
    html('div', { class: 'foot' }, createLetter(), html('span', {}, words.guardFoot)),
  );
  root.append(dialog);
  document.documentElement.append(host);

  return new Promise((resolve) => {
    // Only a tick by the user counts: a page cannot accept a warning by script.
    let accept = false;
    let isOpen = true;
    const end = (choice: GuardChoice) => {
      if (!isOpen) return;
      isOpen = false;
      clearInterval(timer);
      // Gives the focus back to where it was in the page.
      dialog.close();
      host.remove();
      resolve({ choice, accept });
    };
    // The page, or its framework, may take the dialog out while it asks: that is an answer too, or no send would ever pass.
    const timer = setInterval(() => {
      if (!dialog.isConnected || !dialog.matches(':modal')) end('cancel');
    }, STILL_THERE_EVERY);
    box.addEventListener('click', ({ isTrusted }) => {
      if (isTrusted) accept = box.checked;
    });
    actions.addEventListener('click', (event) => {
      const pressed = event.target instanceof Element ? event.target.closest('[data-action]') : null;
      const choice = pressed?.getAttribute('data-action') as GuardChoice | undefined;
      // Script of the page opens no tab.
      if (choice && (event.isTrusted || choice !== 'fix')) end(choice);
    });
    dialog.addEventListener('close', () => end('cancel'));
    dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      end('cancel');
    });
    signal.addEventListener('abort', () => end('cancel'), { once: true });
    dialog.showModal();
    fix.focus();
  });
}
