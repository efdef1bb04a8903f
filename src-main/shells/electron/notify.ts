import { BrowserWindow, Notification } from 'electron';
import type { Notify } from '../app.ts';
import { bringToFront } from './window.ts';

/** Those that are shown, by key. They are held, because a notification that nothing holds is collected and no longer answers to clicks. */
const shown = new Map<string, Notification>();

/** Shows a notification of the system in place of an earlier one with its key. */
export const notify: Notify = ({ key, title, body }, onOpen) => {
  if (!Notification.isSupported()) return false;
  shown.get(key)?.close();
  const notification = new Notification({ title, body });
  const drop = () => {
    if (shown.get(key) === notification) shown.delete(key);
  };
  notification.on('click', () => {
    const [window] = BrowserWindow.getAllWindows();
    if (window !== undefined) bringToFront(window);
    onOpen();
    drop();
  });
  notification.on('close', drop);
  shown.set(key, notification);
  notification.show();
  return true;
};
