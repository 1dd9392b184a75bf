import { contextBridge, ipcRenderer } from 'electron';
import { BRIDGE_NAME, callChannel, eventChannel, hostEventNames, hostMethodNames } from '../shared/bridge.ts';

/** One function a method and one an event; neither the channel nor the event object is ever the page's. */
const calls = Object.fromEntries(hostMethodNames.map((method) => [method, (params: unknown): Promise<unknown> => ipcRenderer.invoke(callChannel(method), params)]));
const events = Object.fromEntries(
  hostEventNames.map((event) => [
    event,
    (listener: (data: unknown) => void) => {
      const forward = (_: unknown, data: unknown): void => listener(data);
      ipcRenderer.on(eventChannel(event), forward);
      return () => void ipcRenderer.off(eventChannel(event), forward);
    },
  ]),
);

contextBridge.exposeInMainWorld(BRIDGE_NAME, { calls, events });
