declare global {
  /** Chromium's own: other browsers have none of these. */
  interface Window {
    showDirectoryPicker?: (options: { readonly id: string; readonly mode: 'read' }) => Promise<FileSystemDirectoryHandle>;
  }
  interface FileSystemHandle {
    queryPermission?: (of: { readonly mode: 'read' }) => Promise<PermissionState>;
    requestPermission?: (of: { readonly mode: 'read' }) => Promise<PermissionState>;
  }
}

/** The browser then opens its dialog where the last folder lay. */
const PICKER_ID = 'tessera-watch';
const READ = { mode: 'read' } as const;

/** Whether this browser can hand over a folder for good. */
export const canPickFolder = (): boolean => window.showDirectoryPicker !== undefined;

/** Asks the person for a folder; null where none was chosen. Only from a press of the person's. */
export async function pickFolder(): Promise<FileSystemDirectoryHandle | null> {
  try {
    return (await window.showDirectoryPicker?.({ id: PICKER_ID, ...READ })) ?? null;
  } catch (error) {
    // The dialog was closed, or the folder is one that the browser gives to nobody, such as the whole disk.
    if (error instanceof DOMException && error.name === 'AbortError') return null;
    throw error;
  }
}

/** Whether the folder may be read. A browser without an answer shows it when the folder is read. */
export async function mayRead(folder: FileSystemDirectoryHandle): Promise<boolean> {
  return ((await folder.queryPermission?.(READ)) ?? 'granted') === 'granted';
}

/** Asks the person once more, where the browser has forgotten. Only from a press of the person's. */
export async function askToRead(folder: FileSystemDirectoryHandle): Promise<boolean> {
  return ((await folder.requestPermission?.(READ)) ?? 'granted') === 'granted';
}
