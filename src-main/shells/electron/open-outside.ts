import { BrowserWindow, dialog, shell, type MessageBoxOptions } from 'electron';

/** In characters. A longer URL would not fit into the dialog, and nobody could check it. */
const longestAddress = 2_000;

/** One dialog at a time, or a page could open many. */
let asking = false;

/** Opens an http, https or mailto link in the system's program for it, after asking. Other schemes, which start programs, are ignored. */
export async function openOutside(text: string): Promise<void> {
  const url = URL.parse(text);
  if (asking || url === null) return;
  const asked = questionFor(url);
  if (asked === null) return;
  asking = true;
  try {
    if (url.href.length > longestAddress) await show(tooLong);
    // Fails without a browser; there is nothing to do about it here.
    else if ((await show(asked)).response === 0) await shell.openExternal(url.href).catch(() => undefined);
  } finally {
    asking = false;
  }
}

function questionFor(url: URL): MessageBoxOptions | null {
  if (url.protocol === 'mailto:') return question('Write a message in your mail program?', 'Write', url);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  return question(`Open a page of ${url.host} in your browser?`, 'Open', url);
}

/** Escape and Enter cancel. */
function question(message: string, action: string, url: URL): MessageBoxOptions {
  const detail = `This link leaves Tutee. Its whole address:\n\n${url.href}`;
  return {
    type: 'question',
    message,
    detail,
    buttons: [action, 'Cancel'],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  };
}

const tooLong: MessageBoxOptions = {
  type: 'info',
  message: 'This link is too long to be opened.',
  detail: 'Its address has more characters than anyone could check. Copy it from the answer if you trust it.',
  buttons: ['Close'],
  noLink: true,
};

function show(options: MessageBoxOptions) {
  const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
  return window === undefined ? dialog.showMessageBox(options) : dialog.showMessageBox(window, options);
}
