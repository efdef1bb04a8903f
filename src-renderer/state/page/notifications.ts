/** Notifications of the system: of the browser, or of Electron by the main process. Only while the window is not looked at. */
import { client } from '../../client/client.ts';
import { t } from '../../language/translate.ts';

export interface Notice {
  readonly conversationId: string;
  readonly title: string;
  readonly body: string;
}

/** Whether the user can see what happens in this window. */
export function isLookedAt(): boolean {
  // There is none where the stores are tested.
  if (typeof document === 'undefined') return true;
  return document.visibilityState === 'visible' && document.hasFocus();
}

/** Calls the listener when the user looks at the window again. */
export function onLookedAt(listener: () => void): void {
  globalThis.addEventListener('focus', listener);
}

/** Asks the browser, once, whether notifications may be shown. Electron needs no permission. */
export async function allowNotifications(shell: 'electron' | 'web'): Promise<boolean> {
  if (shell === 'electron') return true;
  if (!('Notification' in globalThis)) return false;
  return (await Notification.requestPermission()) === 'granted';
}

/** Why the browser shows none although they are on; null: it shows them. */
export function notificationObstacle(shell: 'electron' | 'web'): string | null {
  if (shell === 'electron') return null;
  if (!('Notification' in globalThis)) return t('This browser has no notifications.');
  if (Notification.permission === 'granted') return null;
  return Notification.permission === 'denied'
    ? t('The browser refuses them. Allow notifications for this page in its settings.')
    : t('The browser has not been asked yet. Turn them off and on again.');
}

/** @param onOpen called when the user clicks it in a browser; of Electron, `notification-opened` tells. */
export async function notify(notice: Notice, onOpen: () => void): Promise<void> {
  const result = await client.call('app.notify', notice);
  if (!result.ok || result.value.shown) return;
  if (!('Notification' in globalThis) || Notification.permission !== 'granted') return;
  const { conversationId, title, body } = notice;
  // Several windows show one together, by its tag.
  const notification = new Notification(title, { body, tag: `tutee ${conversationId}` });
  notification.addEventListener('click', () => {
    globalThis.focus();
    onOpen();
    notification.close();
  });
}
