import { utilityProcess } from 'electron';
import { assertNever } from '../../shared/assert-never.ts';
import type { HostEvent, HostEventData, Result } from '../../shared/host-api.ts';
import type { WindowMenu } from '../../shared/menu.ts';
import type { Dispatch } from '../host/dispatch.ts';
import type { ServedFile } from '../host/packs/port.ts';
import type { InstallOrder } from '../host/updates/install-order.ts';
import type { Keychain } from '../host/wallet/keychain.ts';
import type { FromHost, HostStart, KeychainQuestion, ToHost } from '../shells/port/messages.ts';
import type { HostFile } from '../shells/serve/host-files.ts';

/** The host's process, from the main process. */
export interface HostLink {
  readonly dispatch: Dispatch;
  onAny(listener: <E extends HostEvent>(event: E, data: HostEventData<E>) => void): () => void;
  file(wanted: HostFile): Promise<Result<ServedFile>>;
  lock(): void;
  /** What is to be put in place now that it has ended, if anything. */
  close(): Promise<InstallOrder | null>;
}

export interface HostLinkOptions {
  /** The built `host.cjs`. */
  readonly file: string;
  readonly start: HostStart;
  readonly keychain: Keychain;
  readonly onMenu: (menu: WindowMenu) => void;
  readonly onNotify: (notice: { title: string; body: string }) => void;
  /** The person wants the version that lies ready. */
  readonly onRestart: () => void;
  /** It ended without being asked to. What was saved is saved. */
  readonly onGone: () => void;
}

type Answers = Map<number, (result: Result<unknown>) => void>;
type Listener = Parameters<HostLink['onAny']>[0];

const GONE: Result<never> = { ok: false, error: { code: 'HOST_UNREACHABLE', message: 'The host has ended' } };

/** Starts the host in a process of its own. What keeps it from starting is the answer. */
export async function startHost(options: HostLinkOptions): Promise<Result<HostLink>> {
  const child = utilityProcess.fork(options.file, [], { serviceName: 'Tessera host', stdio: 'inherit' });
  const answers: Answers = new Map();
  const listeners = new Set<Listener>();
  const closed = { resolve: (): void => undefined, isAsked: false };
  let lastId = 0;
  let isGone = false;
  const send = (message: ToHost): void => child.postMessage(message);
  const ask = (message: (id: number) => ToHost): Promise<Result<unknown>> =>
    new Promise((resolve) => {
      lastId += 1;
      answers.set(lastId, resolve);
      send(message(lastId));
    });
  const started = new Promise<Result<null>>((resolve) => {
    child.on('message', (message: FromHost) => {
      switch (message.kind) {
        case 'started':
          resolve(message.failure === null ? { ok: true, value: null } : { ok: false, error: message.failure });
          return;
        case 'answer':
          answers.get(message.id)?.(message.result);
          answers.delete(message.id);
          return;
        case 'event':
          for (const listener of listeners) listener(message.event, message.data);
          return;
        case 'menu':
          options.onMenu(message.menu);
          return;
        case 'notify':
          options.onNotify(message.notice);
          return;
        case 'ask':
          void answerKeychain(options.keychain, message.question).then(
            (value) => send({ kind: 'told', id: message.id, value, isFailed: false }),
            () => send({ kind: 'told', id: message.id, value: null, isFailed: true }),
          );
          return;
        case 'restart':
          options.onRestart();
          return;
        case 'closed':
          closed.resolve();
          return;
        default:
          assertNever(message);
      }
    });
    child.once('exit', () => {
      isGone = true;
      resolve(GONE);
      for (const answer of answers.values()) answer(GONE);
      answers.clear();
      closed.resolve();
      if (!closed.isAsked) options.onGone();
    });
  });
  send({ kind: 'start', start: options.start });
  const answer = await started;
  if (!answer.ok) {
    closed.isAsked = true;
    child.kill();
    return answer;
  }
  return {
    ok: true,
    value: {
      dispatch: (method, params) => ask((id) => ({ kind: 'call', id, method, params })),
      onAny: (listener) => {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
      // Its own answer to its own question, over its own line.
      file: (file) => ask((id) => ({ kind: 'file', id, file })) as Promise<Result<ServedFile>>,
      lock: () => send({ kind: 'lock' }),
      close: async () => {
        closed.isAsked = true;
        const ordered = (await ask((id) => ({ kind: 'order', id }))) as Result<InstallOrder | null>;
        await new Promise<void>((resolve) => {
          closed.resolve = resolve;
          if (isGone) resolve();
          else send({ kind: 'close' });
        });
        return ordered.ok ? ordered.value : null;
      },
    },
  };
}

function answerKeychain(keychain: Keychain, question: KeychainQuestion): Promise<unknown> {
  switch (question.what) {
    case 'state':
      return keychain.state();
    case 'seal':
      return keychain.seal(question.text);
    case 'open':
      return keychain.open(question.sealed);
    default:
      return assertNever(question);
  }
}
