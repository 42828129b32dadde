import type { OverlayState } from '../../lib/messaging/protocol.ts';
import { createHost, html } from '../../lib/in-page/dom.ts';
import { createLetter, createMark } from '../../lib/in-page/marks.ts';

export type GuardChoice = 'fix' | 'send-anyway' | 'cancel';

/**
 * One sentence, one reason, three ways on. A modal dialog of the browser's own: it stands above every layer of the
 * page, and no focus trap of the page can reach into it.
 */
export function askInDialog(state: OverlayState): Promise<{ choice: GuardChoice; accept: boolean }> {
  const { words, verdict } = state;
  const { host, root } = createHost('presend-guard');
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
    const end = (choice: GuardChoice) => {
      // Gives the focus back to where it was in the page.
      dialog.close();
      host.remove();
      resolve({ choice, accept: box.checked });
    };
    actions.addEventListener('click', (event) => {
      const pressed = event.target instanceof Element ? event.target.closest('[data-action]') : null;
      if (pressed) end(pressed.getAttribute('data-action') as GuardChoice);
    });
    dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      end('cancel');
    });
    dialog.showModal();
    fix.focus();
  });
}
