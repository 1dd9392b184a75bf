import { assertNever } from '../../../shared/assert-never.ts';
import { z } from 'zod';
import { createHost } from '../../host/host.ts';
import type { Host, ServiceMakers } from '../../host/host.ts';
import type { Channel } from '../../host/updates/channel.ts';
import type { Keychain } from '../../host/wallet/keychain.ts';
import { openHostFile } from '../serve/host-files.ts';
import type { EventMessage, FromHost, HostStart, KeychainQuestion, Line, ToHost } from './messages.ts';

interface ServeOptions {
  readonly line: Line<ToHost, FromHost>;
  readonly services: ServiceMakers;
  readonly channel: Channel;
  readonly log: (line: string) => void;
  /** Keeps a report of what ends this process. */
  readonly watch?: (crashes: Host['crashes']) => void;
  /** The process may end. */
  readonly onClosed: () => void;
}

/** The host at its end of the line: started by the first message, then answering until it is closed. */
export function serveHost({ line, services, channel, log, watch = () => undefined, onClosed }: ServeOptions): void {
  const keychain = askedKeychain(line);
  let host: Promise<Host | null> | null = null;
  const start = async ({ homeDir, profile, version, target }: HostStart): Promise<Host | null> => {
    const made = await createHost({
      ...{ homeDir, profile, version, services, log },
      shell: 'electron',
      keychain: keychain.keychain,
      updates: { channel, target, onRestart: () => line.send({ kind: 'restart' }) },
      onMenu: (menu) => line.send({ kind: 'menu', menu }),
      onNotify: (notice) => line.send({ kind: 'notify', notice }),
    });
    if (made.ok) watch(made.value.crashes);
    if (made.ok) made.value.events.onAny((event, data) => line.send({ kind: 'event', event, data } as EventMessage));
    line.send({ kind: 'started', failure: made.ok ? null : made.error });
    return made.ok ? made.value : null;
  };
  const answer = async (message: ToHost): Promise<void> => {
    switch (message.kind) {
      case 'start':
        host ??= start(message.start);
        return;
      case 'call': {
        const result = (await (await host)?.dispatch(message.method, message.params)) ?? notThere;
        line.send({ kind: 'answer', id: message.id, result });
        return;
      }
      case 'file': {
        const there = await host;
        line.send({ kind: 'answer', id: message.id, result: there ? await openHostFile(there, message.file) : notThere });
        return;
      }
      case 'told':
        keychain.told(message.id, message.value, message.isFailed);
        return;
      case 'lock':
        (await host)?.lockWallet();
        return;
      case 'order': {
        const value = (await (await host)?.updates.order()) ?? null;
        line.send({ kind: 'answer', id: message.id, result: { ok: true, value } });
        return;
      }
      case 'close':
        await (await host)?.close();
        line.send({ kind: 'closed' });
        onClosed();
        return;
      default:
        assertNever(message);
    }
  };
  line.onMessage((message) => void answer(message));
}

const notThere = { ok: false, error: { code: 'HOST_UNREACHABLE', message: 'The host is not running' } } as const;

const stateSchema = z.object({ kind: z.enum(['ready', 'plain-text', 'none']), name: z.string() });

/** The keychain as the host sees it: each question goes over the line and comes back. */
function askedKeychain(line: Line<ToHost, FromHost>): { keychain: Keychain; told: (id: number, value: unknown, isFailed: boolean) => void } {
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let lastId = 0;
  const ask = (question: KeychainQuestion): Promise<unknown> =>
    new Promise((resolve, reject) => {
      lastId += 1;
      waiting.set(lastId, { resolve, reject });
      line.send({ kind: 'ask', id: lastId, question });
    });
  return {
    keychain: {
      state: async () => stateSchema.parse(await ask({ what: 'state' })),
      seal: async (text) => z.instanceof(Uint8Array).parse(await ask({ what: 'seal', text })),
      open: async (sealed) => z.string().parse(await ask({ what: 'open', sealed: new Uint8Array(sealed) })),
    },
    told: (id, value, isFailed) => {
      const asked = waiting.get(id);
      waiting.delete(id);
      if (isFailed) asked?.reject(new Error('the keychain failed'));
      else asked?.resolve(value);
    },
  };
}
