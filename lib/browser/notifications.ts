import { browser } from 'wxt/browser';
import { hasNotifications } from './permissions.ts';

/** Shows a notification where the user has allowed them; silence otherwise. */
export async function notify(id: string, title: string, message: string): Promise<void> {
  if (!(await hasNotifications())) return;
  await browser.notifications.create(id, {
    type: 'basic',
    iconUrl: browser.runtime.getURL('/icon/128.png'),
    title,
    message,
  });
}
