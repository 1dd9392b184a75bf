import { join } from 'node:path';
import { watchProcess } from './host/crash/watch-process.ts';
import { standardServices } from './host/services.ts';
import { builtChannel } from './host/updates/channel.ts';
import { serveHost } from './shells/port/serve-host.ts';
import type { FromHost, ToHost } from './shells/port/messages.ts';

/*
 * The host in a process of its own under Electron (`utilityProcess`): keys, journal and chain are in here, and neither
 * the page nor the main process shares their memory.
 */
const { parentPort } = process;
serveHost({
  line: {
    send: (message: FromHost) => parentPort.postMessage(message),
    onMessage: (listener: (message: ToHost) => void) => void parentPort.on('message', ({ data }: { data: ToHost }) => listener(data)),
  },
  services: standardServices({ sampleDir: join(import.meta.dirname, '..', 'sample') }),
  channel: builtChannel(),
  log: (text) => process.stderr.write(`${text}\n`),
  watch: (crashes) => void watchProcess(crashes, 'host'),
  onClosed: () => process.exit(0),
});
