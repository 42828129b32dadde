import { browser } from 'wxt/browser';
import { hasNotifications, onAccessChanged } from './permissions.ts';

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

/** Calls back with the id of a notification that was pressed, from the moment on that notifications are allowed. */
export function onNotificationPressed(callback: (id: string) => void): void {
  const pressed = (id: string) => {
    callback(id);
    void browser.notifications.clear(id);
  };
  // Absent until the permission is given.
  const listen = () => {
    const { notifications } = browser as Partial<typeof browser>;
    if (notifications && !notifications.onClicked.hasListener(pressed)) notifications.onClicked.addListener(pressed);
  };
  listen();
  onAccessChanged(listen);
}
