/**
 * Replaces the `electron` module in tests (see vitest.config.ts): implements what the shell uses, and records calls. If the shell starts to
 * use a member that is missing here, the test fails.
 */
import { EventEmitter } from 'node:events';

export class FakeWebContents extends EventEmitter {
  readonly mainFrame: { url: string };
  readonly sent: unknown[][] = [];
  destroyed = false;
  openHandler: ((details: { url: string }) => { action: string }) | null = null;

  constructor(url = 'app://tutee/') {
    super();
    this.mainFrame = { url };
  }

  getURL(): string {
    return this.mainFrame.url;
  }

  isDestroyed(): boolean {
    return this.destroyed;
  }

  send(...message: unknown[]): void {
    this.sent.push(message);
    ipcRenderer.emit(String(message[0]), {}, ...message.slice(1));
  }

  setWindowOpenHandler(handler: FakeWebContents['openHandler']): void {
    this.openHandler = handler;
  }
}

export class BrowserWindow extends EventEmitter {
  static readonly opened: BrowserWindow[] = [];
  readonly options: Record<string, unknown>;
  readonly webContents = new FakeWebContents();
  readonly done: string[] = [];
  bounds = { x: 10, y: 20, width: 900, height: 700 };
  minimized = false;
  maximized = false;
  url: string | null = null;

  constructor(options: Record<string, unknown>) {
    super();
    this.options = options;
    BrowserWindow.opened.push(this);
    app.emit('web-contents-created', {}, this.webContents);
  }

  static getFocusedWindow(): BrowserWindow | null {
    return null;
  }

  static getAllWindows(): BrowserWindow[] {
    return [...BrowserWindow.opened];
  }

  async loadURL(url: string): Promise<void> {
    this.url = url;
  }

  getNormalBounds(): BrowserWindow['bounds'] {
    return this.bounds;
  }

  isMinimized(): boolean {
    return this.minimized;
  }

  isMaximized(): boolean {
    return this.maximized;
  }

  maximize(): void {
    this.done.push('maximize');
  }

  restore(): void {
    this.done.push('restore');
  }

  show(): void {
    this.done.push('show');
  }

  focus(): void {
    this.done.push('focus');
  }
}

class FakeApp extends EventEmitter {
  readonly paths = new Map<string, string>();
  firstInstance = true;
  isPackaged = false;
  sandboxed = false;
  exitCode: number | null = null;

  getPath(name: string): string {
    return this.paths.get(name) ?? `/home/user/${name}`;
  }

  setPath(name: string, path: string): void {
    this.paths.set(name, path);
  }

  requestSingleInstanceLock(): boolean {
    return this.firstInstance;
  }

  hasSingleInstanceLock(): boolean {
    return this.firstInstance;
  }

  enableSandbox(): void {
    this.sandboxed = true;
  }

  async whenReady(): Promise<void> {
    this.emit('ready');
  }

  quit(): void {
    let prevented = false;
    this.emit('will-quit', { preventDefault: () => (prevented = true) });
    if (!prevented) this.exit(0);
  }

  exit(code: number): void {
    this.exitCode = code;
    this.emit('exited');
  }
}

type Invoke = (event: unknown, ...input: unknown[]) => unknown;

class FakeIpcMain extends EventEmitter {
  readonly handlers = new Map<string, Invoke>();

  handle(channel: string, handler: Invoke): void {
    this.handlers.set(channel, handler);
  }
}

/** Messages of the preload script arrive in the main process as if from this page. */
class FakeIpcRenderer extends EventEmitter {
  page = new FakeWebContents();

  async invoke(channel: string, ...input: unknown[]): Promise<unknown> {
    return ipcMain.handlers.get(channel)?.(this.event(), ...input);
  }

  send(channel: string, ...input: unknown[]): void {
    ipcMain.emit(channel, this.event(), ...input);
  }

  private event() {
    return { sender: this.page, senderFrame: this.page.mainFrame };
  }
}

type Decide = (...parts: never[]) => unknown;

class FakeSession {
  readonly decisions = new Map<'request' | 'check' | 'device', Decide>();
  readonly protocols = new Map<string, (request: Request) => Promise<Response>>();
  spellChecker = true;
  readonly protocol = {
    handle: (scheme: string, answer: (request: Request) => Promise<Response>) =>
      void this.protocols.set(scheme, answer),
  };

  setPermissionRequestHandler(decide: Decide): void {
    this.decisions.set('request', decide);
  }

  setPermissionCheckHandler(decide: Decide): void {
    this.decisions.set('check', decide);
  }

  setDevicePermissionHandler(decide: Decide): void {
    this.decisions.set('device', decide);
  }

  setSpellCheckerEnabled(enabled: boolean): void {
    this.spellChecker = enabled;
  }
}

export const app = new FakeApp();
export const ipcMain = new FakeIpcMain();
export const ipcRenderer = new FakeIpcRenderer();
export const session = { defaultSession: new FakeSession() };
export const exposed = new Map<string, unknown>();
export const contextBridge = {
  exposeInMainWorld: (name: string, value: unknown) => void exposed.set(name, value),
};
export const schemes: unknown[] = [];
export const protocol = { registerSchemesAsPrivileged: (list: unknown[]) => void schemes.push(...list) };
export const openedOutside: string[] = [];
export const shell = {
  openExternal: async (url: string) => void openedOutside.push(url),
  openPath: async () => '',
};
export const errorBoxes: string[] = [];
export interface Question {
  readonly message: string;
  readonly detail: string;
  readonly buttons: readonly string[];
  readonly defaultId: number;
  readonly cancelId: number;
}
/** What was asked, and the button that the user presses next; a promise stands for a user who takes time. */
export const asking = { answer: 0 as number | Promise<number>, asked: [] as Question[] };
/** The user's answer to the next save dialog; an empty path stands for cancelling. */
export const saving = { answer: '', asked: [] as { defaultPath: string }[] };
export const dialog = {
  showMessageBox: async (...asked: unknown[]) => {
    asking.asked.push(asked.at(-1) as Question);
    return { response: await asking.answer };
  },
  showErrorBox: (_title: string, message: string) => void errorBoxes.push(message),
  showSaveDialog: async (...asked: unknown[]) => {
    saving.asked.push(asked.at(-1) as { defaultPath: string });
    return { canceled: saving.answer === '', filePath: saving.answer };
  },
};
/** Those that were shown. */
export class Notification extends EventEmitter {
  static supported = true;
  static readonly shown: Notification[] = [];
  readonly words: { readonly title: string; readonly body: string };
  closed = false;

  constructor(words: { readonly title: string; readonly body: string }) {
    super();
    this.words = words;
  }

  static isSupported(): boolean {
    return Notification.supported;
  }

  show(): void {
    Notification.shown.push(this);
  }

  close(): void {
    this.closed = true;
    this.emit('close');
  }
}
export const nativeTheme = { shouldUseDarkColors: true };
export const screen = { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] };
/** The menu that was set last. */
export const menus: unknown[] = [];
export const Menu = {
  buildFromTemplate: (template: unknown[]) => template,
  setApplicationMenu: (menu: unknown) => void menus.push(menu),
};

/** Processes that the shell started, as emitters of their messages. */
export class FakeUtilityProcess extends EventEmitter {
  readonly entry: string;
  readonly pid = 4_711;
  readonly sent: unknown[] = [];
  killed = false;

  constructor(entry: string) {
    super();
    this.entry = entry;
  }

  postMessage(message: unknown): void {
    this.sent.push(message);
  }

  kill(): boolean {
    this.killed = true;
    return true;
  }
}

export const utilityProcess = {
  started: [] as FakeUtilityProcess[],
  fork: (entry: string): FakeUtilityProcess => {
    const child = new FakeUtilityProcess(entry);
    utilityProcess.started.push(child);
    return child;
  },
};

/** A keychain that reverses texts; `locked` and `backend` simulate states of the system. */
export const safeStorage = {
  locked: false,
  shouldReEncrypt: false,
  plainText: false,
  backend: 'gnome_libsecret',
  getSelectedStorageBackend: () => safeStorage.backend,
  setUsePlainTextEncryption: (use: boolean) => void (safeStorage.plainText = use),
  isAsyncEncryptionAvailable: async () => !safeStorage.locked,
  encryptStringAsync: async (text: string) => Buffer.from(Buffer.from(`${text}|sealed`).toReversed()),
  decryptStringAsync: async (sealed: Buffer) => {
    if (safeStorage.locked) throw new Error('The keychain is locked.');
    const text = Buffer.from(sealed.toReversed()).toString();
    if (!text.endsWith('|sealed')) throw new Error('Not sealed here.');
    return { result: text.slice(0, -'|sealed'.length), shouldReEncrypt: safeStorage.shouldReEncrypt };
  },
};

/** Clears everything recorded; call it before each test. */
export function resetElectron(): void {
  Notification.shown.length = 0;
  Notification.supported = true;
  for (const emitter of [app, ipcMain, ipcRenderer]) emitter.removeAllListeners();
  for (const list of [
    utilityProcess.started,
    BrowserWindow.opened,
    schemes,
    openedOutside,
    errorBoxes,
    menus,
  ])
    list.length = 0;
  for (const map of [app.paths, ipcMain.handlers, exposed]) map.clear();
  Object.assign(asking, { answer: 0, asked: [] });
  Object.assign(saving, { answer: '', asked: [] });
  Object.assign(app, { firstInstance: true, isPackaged: false, sandboxed: false, exitCode: null });
  Object.assign(safeStorage, {
    locked: false,
    shouldReEncrypt: false,
    plainText: false,
    backend: 'gnome_libsecret',
  });
  session.defaultSession = new FakeSession();
  ipcRenderer.page = new FakeWebContents();
}
