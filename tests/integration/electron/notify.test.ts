import { beforeEach, describe, expect, it } from 'vitest';
import { notify } from '#main/shells/electron/notify.ts';
import { BrowserWindow, Notification, resetElectron } from '../../support/electron-double.ts';

beforeEach(() => resetElectron());

describe('a notification', () => {
  const notice = (title: string) => ({ key: 'chat', title, body: 'The answer is there' });

  it('of the same chat replaces the earlier one; a click brings the window to the front', () => {
    const window = new BrowserWindow({});
    const opened: string[] = [];
    expect(notify(notice('One'), () => opened.push('one'))).toBe(true);
    expect(notify(notice('Two'), () => opened.push('two'))).toBe(true);
    expect(Notification.shown.map(({ words, closed }) => [words.title, closed])).toEqual([
      ['One', true],
      ['Two', false],
    ]);
    Notification.shown[1]?.emit('click');
    expect(opened).toEqual(['two']);
    expect(window.done.slice(-2)).toEqual(['show', 'focus']);
  });

  it('is not shown where the system has none', () => {
    Notification.supported = false;
    expect(notify(notice('One'), () => undefined)).toBe(false);
    expect(Notification.shown).toEqual([]);
  });
});
