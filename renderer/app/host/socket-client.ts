import type { HostClient, HostMethod, HostParams, HostResult, Result } from '../../../shared/host-api.ts';
import { answerSchema, encodeRequest, TOKEN_PROTOCOL_PREFIX, WIRE_PROTOCOL } from '../../../shared/host-wire.ts';
import { timeoutMsOf } from './call-timeouts.ts';
import { createEventListeners, reportErrorsOf } from './event-listeners.ts';
import { hostFailure, parseAnswer } from './parse-answer.ts';

/** What is needed of a WebSocket. */
export interface SocketLike {
  addEventListener(type: 'open' | 'close' | 'error', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
  send(frame: string | Uint8Array<ArrayBuffer>): void;
  close(): void;
}

export interface SocketParts {
  /** The run's token, asked for anew at each attempt; null where the window was never given one. */
  readonly token: () => string | null;
  /** Exchanges the token for the assets' cookie: `refused` where the host does not know the token. */
  readonly openSession: (token: string) => Promise<'open' | 'refused' | 'unreachable'>;
  readonly openSocket: (protocols: string[]) => SocketLike;
  /** How long a call waits for a connection that is not there. */
  readonly graceMs?: number;
}

const FIRST_RETRY_MS = 200;
const LONGEST_RETRY_MS = 4000;

type State = 'connecting' | 'connected' | 'refused';

/** The host behind a socket that may go and come back. A call never throws and never hangs. */
export class SocketClient implements HostClient {
  readonly #parts: SocketParts;
  readonly #listeners = createEventListeners();
  readonly #connectionListeners = new Set<(isConnected: boolean) => void>();
  readonly #answers = new Map<number, (raw: unknown) => void>();
  #socket: SocketLike | null = null;
  #state: State = 'connecting';
  #nextId = 0;
  #retryMs = FIRST_RETRY_MS;

  constructor(parts: SocketParts) {
    this.#parts = parts;
    void this.#connect();
  }

  get isConnected(): boolean {
    return this.#state === 'connected';
  }

  readonly on: HostClient['on'] = (event, listener) => this.#listeners.on(event, listener);

  onConnection(listener: (isConnected: boolean) => void): () => void {
    this.#connectionListeners.add(listener);
    return () => void this.#connectionListeners.delete(listener);
  }

  async call<M extends HostMethod>(method: M, params: HostParams<M>): Promise<Result<HostResult<M>>> {
    if (!this.isConnected) await this.#connectionWithin(this.#parts.graceMs ?? 4000);
    const socket = this.#socket;
    if (!socket || !this.isConnected) return this.#unreachable();
    const id = this.#nextId++;
    const timeoutMs = timeoutMsOf(method);
    return await new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#answers.delete(id);
        resolve(hostFailure('HOST_TIMEOUT', `The host has not answered ${method} within ${timeoutMs / 1000} s`, 'Look whether it was done before you try again.'));
      }, timeoutMs);
      this.#answers.set(id, (raw) => {
        clearTimeout(timer);
        resolve(raw === LOST ? this.#unreachable() : parseAnswer(method, raw));
      });
      socket.send(encodeRequest({ id, method, params }));
    });
  }

  async #connect(): Promise<void> {
    const token = this.#parts.token();
    const session = token === null ? 'refused' : await this.#parts.openSession(token);
    if (token === null || session !== 'open') {
      this.#setState(session === 'refused' ? 'refused' : 'connecting');
      this.#retry();
      return;
    }
    const socket = this.#parts.openSocket([WIRE_PROTOCOL, TOKEN_PROTOCOL_PREFIX + token]);
    socket.addEventListener('open', () => {
      this.#socket = socket;
      this.#retryMs = FIRST_RETRY_MS;
      this.#setState('connected');
    });
    socket.addEventListener('message', ({ data }) => this.#receive(data));
    socket.addEventListener('error', () => undefined);
    socket.addEventListener('close', () => {
      this.#socket = null;
      this.#setState('connecting');
      for (const answer of this.#answers.values()) answer(LOST);
      this.#answers.clear();
      this.#retry();
    });
  }

  #retry(): void {
    setTimeout(() => void this.#connect(), this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, LONGEST_RETRY_MS);
  }

  #receive(data: unknown): void {
    const message = answerSchema.safeParse(jsonOrNull(data)).data;
    if (!message) return;
    if ('event' in message) {
      this.#listeners.deliver(message.event, message.data);
      return;
    }
    const answer = this.#answers.get(message.id);
    this.#answers.delete(message.id);
    answer?.(message.result);
  }

  #setState(state: State): void {
    const wasConnected = this.isConnected;
    this.#state = state;
    if (wasConnected === this.isConnected) return;
    for (const listener of this.#connectionListeners) reportErrorsOf(() => listener(this.isConnected));
  }

  #connectionWithin(waitMs: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        stop();
        resolve();
      };
      const stop = this.onConnection(done);
      const timer = setTimeout(done, waitMs);
    });
  }

  #unreachable(): Result<never> {
    return this.#state === 'refused'
      ? hostFailure('HOST_REFUSED', 'This window belongs to an earlier start of Tessera', 'Open the address that Tessera printed when it started.')
      : hostFailure('HOST_UNREACHABLE', 'Tessera is not running on this machine any more', 'Start it again with: npm start');
  }
}

/** Stands for the answer of a call whose connection went away: whether it was carried out is not known. */
const LOST = Symbol('lost');

function jsonOrNull(data: unknown): unknown {
  try {
    return typeof data === 'string' ? JSON.parse(data) : null;
  } catch {
    return null;
  }
}
