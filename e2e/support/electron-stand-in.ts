import { EventEmitter } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import type Electron from 'electron';

/*
 * Stands in for the module `electron` where its binary can't be had: main, preload and the window's code run for real
 * against it, and what they ask of Electron is recorded. Types are Electron's own, so that a setting that is
 * misspelt fails to compile on both sides. It proves what is asked for, not what Chromium does with it.
 */

export interface FrameStandIn {
  url: string;
  parent: FrameStandIn | null;
}

export class WebContentsStandIn extends EventEmitter {
  readonly sent: { channel: string; data: unknown }[] = [];
  mainFrame: FrameStandIn = { url: 'app://tessera/', parent: null };
  windowOpenHandler: ((details: { url: string }) => { action: 'allow' | 'deny' }) | null = null;
  setWindowOpenHandler(handler: (details: { url: string }) => { action: 'allow' | 'deny' }): void {
    this.windowOpenHandler = handler;
  }
  send(channel: string, data: unknown): void {
    this.sent.push({ channel, data });
  }
  isDestroyed(): boolean {
    return false;
  }
  isLoading(): boolean {
    return false;
  }
}

/** Everything that was asked of Electron since `reset`. */
export const record = {
  windows: [] as BrowserWindow[],
  schemes: [] as Electron.CustomScheme[],
  handlers: new Map<string, (event: unknown, ...args: unknown[]) => unknown>(),
  protocols: new Map<string, (request: Request) => Response | Promise<Response>>(),
  exposed: new Map<string, unknown>(),
  invoked: [] as { channel: string; args: unknown[] }[],
  errorBoxes: [] as string[],
  locale: 'en-US',
  messageBoxes: [] as Electron.MessageBoxOptions[],
  /** Which button of a message box the person presses; null for Escape. */
  pressed: async (): Promise<number | null> => null,
  notifications: [] as Notification[],
  paths: new Map<string, string>(),
  exitCode: null as number | null,
  /** How the app is to come up again after its end. */
  relaunched: [] as (Electron.RelaunchOptions | undefined)[],
  isSandboxed: false,
  hasQuit: false,
  hasLock: true,
  isPackaged: false,
  /** Of the command line. */
  switches: new Set<string>(),
  permissionRequest: null as Parameters<Electron.Session['setPermissionRequestHandler']>[0],
  permissionCheck: null as Parameters<Electron.Session['setPermissionCheckHandler']>[0],
  devicePermission: null as Parameters<Electron.Session['setDevicePermissionHandler']>[0],
  menu: [] as Electron.MenuItemConstructorOptions[],
  children: [] as UtilityProcessStandIn[],
  /** Linux: what Electron says of the keychain. */
  backend: 'gnome_libsecret' as ReturnType<Electron.SafeStorage['getSelectedStorageBackend']>,
  sealed: [] as string[],
  hasPlainText: false,
};

class AppStandIn extends EventEmitter {
  readonly commandLine = { hasSwitch: (name: string): boolean => record.switches.has(name) };
  get isPackaged(): boolean {
    return record.isPackaged;
  }
  enableSandbox(): void {
    record.isSandboxed = true;
  }
  setPath(name: string, path: string): void {
    record.paths.set(name, path);
  }
  requestSingleInstanceLock(): boolean {
    return record.hasLock;
  }
  whenReady(): Promise<void> {
    return Promise.resolve();
  }
  getLocale(): string {
    return record.locale;
  }
  getVersion(): string {
    return '0.0.0-stand-in';
  }
  quit(): void {
    record.hasQuit = true;
    this.emit('before-quit', { preventDefault: () => undefined });
  }
  relaunch(options?: Electron.RelaunchOptions): void {
    record.relaunched.push(options);
  }
  exit(code = 0): void {
    record.exitCode = code;
    this.emit('exited');
  }
}

export const app = new AppStandIn();

export class BrowserWindow extends EventEmitter {
  readonly webContents = new WebContentsStandIn();
  readonly options: Electron.BrowserWindowConstructorOptions;
  loaded: string | null = null;
  isShown = false;
  isFocused = false;
  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super();
    this.options = options;
    record.windows.push(this);
    app.emit('web-contents-created', {}, this.webContents);
  }
  static getAllWindows(): BrowserWindow[] {
    return record.windows;
  }
  loadURL(url: string): Promise<void> {
    this.loaded = url;
    return Promise.resolve();
  }
  show(): void {
    this.isShown = true;
  }
  focus(): void {
    this.isFocused = true;
  }
  isMinimized(): boolean {
    return true;
  }
  restore(): void {
    this.isShown = true;
  }
}

export const protocol = {
  registerSchemesAsPrivileged: (schemes: Electron.CustomScheme[]): void => void record.schemes.push(...schemes),
  handle: (scheme: string, handler: (request: Request) => Response | Promise<Response>): void => void record.protocols.set(scheme, handler),
};

export const session = {
  defaultSession: {
    protocol,
    setPermissionRequestHandler: (handler: typeof record.permissionRequest): void => void (record.permissionRequest = handler),
    setPermissionCheckHandler: (handler: typeof record.permissionCheck): void => void (record.permissionCheck = handler),
    setDevicePermissionHandler: (handler: typeof record.devicePermission): void => void (record.devicePermission = handler),
    setDisplayMediaRequestHandler: (): void => undefined,
  },
};

export const ipcMain = {
  handle: (channel: string, handler: (event: unknown, ...args: unknown[]) => unknown): void => void record.handlers.set(channel, handler),
  removeHandler: (channel: string): void => void record.handlers.delete(channel),
};

class IpcRendererStandIn extends EventEmitter {
  invoke(channel: string, ...args: unknown[]): Promise<unknown> {
    record.invoked.push({ channel, args });
    return Promise.resolve({ ok: true, value: {} });
  }
}
export const ipcRenderer = new IpcRendererStandIn();

export const contextBridge = {
  exposeInMainWorld: (name: string, api: unknown): void => void record.exposed.set(name, api),
};

export class Notification extends EventEmitter {
  readonly options: Electron.NotificationConstructorOptions;
  constructor(options: Electron.NotificationConstructorOptions) {
    super();
    this.options = options;
  }
  static isSupported(): boolean {
    return true;
  }
  show(): void {
    record.notifications.push(this);
  }
}

export const dialog = {
  showMessageBox: async (...args: [Electron.MessageBoxOptions] | [BrowserWindow, Electron.MessageBoxOptions]): Promise<Electron.MessageBoxReturnValue> => {
    const options = args.length === 1 ? args[0] : args[1];
    record.messageBoxes.push(options);
    // As the system does it: who answers nothing has pressed what cancels.
    return { response: (await record.pressed()) ?? options.cancelId ?? 0, checkboxChecked: false };
  },
  showErrorBox: (_title: string, text: string): void => void record.errorBoxes.push(text),
};

export const Menu = {
  buildFromTemplate: (template: Electron.MenuItemConstructorOptions[]): Electron.MenuItemConstructorOptions[] => template,
  setApplicationMenu: (menu: Electron.MenuItemConstructorOptions[]): void => void (record.menu = menu),
};

/** What `process.parentPort` is in a child. */
class ParentPortStandIn extends EventEmitter {
  constructor(private readonly port: MessagePort) {
    super();
  }
  /** As Electron's: what came before somebody listened waits. */
  override on(event: 'message', listener: (event: { data: unknown }) => void): this {
    this.port.on('message', (data: unknown) => listener({ data }));
    return super.on(event, listener);
  }
  postMessage(message: unknown): void {
    this.port.postMessage(message);
  }
}

/**
 * A child of `utilityProcess`: the file that is forked runs here, behind a channel that copies what it carries, as the
 * line between two processes does.
 */
export class UtilityProcessStandIn extends EventEmitter {
  readonly #port: MessagePort;
  constructor(
    readonly modulePath: string,
    readonly args: readonly string[],
    readonly options: Electron.ForkOptions,
    run: (parentPort: ParentPortStandIn) => Promise<void>,
  ) {
    super();
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    port1.on('message', (message: unknown) => this.emit('message', message));
    void run(new ParentPortStandIn(port2));
  }
  postMessage(message: unknown): void {
    this.#port.postMessage(message);
  }
  /** Also what a crash looks like from the main process. */
  kill(): boolean {
    this.#port.close();
    this.emit('exit', 1);
    return true;
  }
}

/** The module that a built file was made of. */
const SOURCES: Readonly<Record<string, () => Promise<unknown>>> = { 'host.cjs': () => import('../../electron/host-process.ts') };

export const utilityProcess = {
  fork: (modulePath: string, args: readonly string[] = [], options: Electron.ForkOptions = {}): UtilityProcessStandIn => {
    const child: UtilityProcessStandIn = new UtilityProcessStandIn(modulePath, args, options, async (parentPort) => {
      Object.assign(process, { parentPort });
      const exit = process.exit.bind(process);
      process.exit = (code) => {
        process.exit = exit;
        child.emit('exit', code);
        return undefined as never;
      };
      await SOURCES[modulePath.split(/[\\/]/).at(-1) ?? '']?.();
    });
    record.children.push(child);
    return child;
  },
};

export const safeStorage = {
  getSelectedStorageBackend: (): typeof record.backend => record.backend,
  isAsyncEncryptionAvailable: (): Promise<boolean> => Promise.resolve(true),
  setUsePlainTextEncryption: (isPlain: boolean): void => void (record.hasPlainText = isPlain),
  encryptStringAsync: (text: string): Promise<Buffer> => {
    record.sealed.push(text);
    return Promise.resolve(Buffer.from(Buffer.from(text).map((byte) => byte ^ 0x5a)));
  },
  decryptStringAsync: (sealed: Buffer): Promise<Electron.DecryptStringAsyncReturnValue> =>
    Promise.resolve({ shouldReEncrypt: false, result: Buffer.from(sealed.map((byte) => byte ^ 0x5a)).toString('utf8') }),
};

export const powerMonitor = new EventEmitter();

/** Emits as Electron would and says whether the code let it happen. */
export function isPrevented(emitter: EventEmitter, event: string, details: object, ...rest: unknown[]): boolean {
  let prevented = false;
  emitter.emit(event, { ...details, preventDefault: () => (prevented = true) }, ...rest);
  return prevented;
}

/** Waits for the app's end, or tells that it has ended already. */
export function exited(): Promise<void> {
  return record.exitCode !== null ? Promise.resolve() : new Promise((resolve) => app.once('exited', () => resolve()));
}

export function reset(): void {
  app.removeAllListeners();
  ipcRenderer.removeAllListeners();
  powerMonitor.removeAllListeners();
  record.windows.length = record.schemes.length = record.invoked.length = record.errorBoxes.length = record.messageBoxes.length = record.notifications.length = record.children.length = record.sealed.length = record.relaunched.length = 0;
  for (const map of [record.handlers, record.protocols, record.exposed, record.paths]) map.clear();
  Object.assign(record, { exitCode: null, isSandboxed: false, hasQuit: false, hasLock: true, permissionRequest: null, permissionCheck: null, devicePermission: null, menu: [], backend: 'gnome_libsecret', hasPlainText: false, isPackaged: false, locale: 'en-US', pressed: async () => null });
  record.switches.clear();
}
