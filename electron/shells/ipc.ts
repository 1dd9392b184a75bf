import type { IpcMain, WebContents } from 'electron';
import { callChannel, eventChannel, hostMethodNames } from '../../shared/bridge.ts';
import { fail } from '../host/context.ts';
import type { HostLink } from '../window/host-link.ts';
import { isOurFrame } from '../window/lockdown.ts';

/**
 * The host behind Electron's channels: one a method, answered for the top frame of our own page alone, through the
 * same door that parses every argument. Events go to the pages that `pages` names at that moment. Returns the way to stop.
 */
export function attachIpc(ipcMain: IpcMain, host: Pick<HostLink, 'dispatch' | 'onAny'>, pages: () => readonly WebContents[]): () => void {
  for (const method of hostMethodNames) {
    ipcMain.handle(callChannel(method), (event, params: unknown) =>
      isOurFrame(event.senderFrame, event.sender)
        ? host.dispatch(method, params)
        : fail('SENDER_REFUSED', 'Only the window of Tessera is answered'),
    );
  }
  const stopEvents = host.onAny((event, data) => {
    for (const page of pages()) if (!page.isDestroyed()) page.send(eventChannel(event), data);
  });
  return () => {
    stopEvents();
    for (const method of hostMethodNames) ipcMain.removeHandler(callChannel(method));
  };
}
