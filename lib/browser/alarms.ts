import { browser } from 'wxt/browser';

/** Alarms outlive the worker and the browser. Chrome fires none sooner than 30 s from now. */
export async function setAlarm(name: string, at: number): Promise<void> {
  await browser.alarms.create(name, { when: Math.max(at, Date.now() + 1000) });
}

export async function clearAlarm(name: string): Promise<void> {
  await browser.alarms.clear(name);
}
