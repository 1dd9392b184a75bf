import { keccak, utf8 } from '../../../shared/bytes.ts';
import { hostMethods } from '../../../shared/host-api.ts';
import type { HostArguments, HostClient, HostError, HostEvent, HostEventData, HostMethod, HostParams, HostResult, Result } from '../../../shared/host-api.ts';

type Script = { [M in HostMethod]?: (args: HostArguments<M>) => Result<HostResult<M>> | Promise<Result<HostResult<M>>> };

export const failure = (code: string, message = code): { ok: false; error: HostError } => ({ ok: false, error: { code, message } });

interface Entry {
  seq: number;
  atMs: number;
  kind: string;
  key: string;
  payload: unknown;
  hash: string;
}

/** A host at the window's boundary: it keeps a journal as the real one does, and answers the rest by script. */
export class ScriptedHost implements HostClient {
  isConnected = true;
  journal: Entry[] = [];
  freeBytes = 1e12;
  /** Rows of a backup that wait for the window; here a place in them is the number of a line. */
  pendingRows: string[] | null = null;
  calls: { method: HostMethod; params: unknown }[] = [];
  readonly #connection = new Set<(isConnected: boolean) => void>();
  readonly #events = new Map<string, Set<(data: never) => void>>();

  constructor(public script: Script = {}) {}

  async call<M extends HostMethod>(method: M, params: HostParams<M>): Promise<Result<HostResult<M>>> {
    this.calls.push({ method, params });
    if (!this.isConnected) return failure('HOST_UNREACHABLE');
    const args = hostMethods[method].params.parse(params) as HostArguments<M>;
    const handler = (this.script[method] ?? this.#own[method]) as ((args: HostArguments<M>) => Result<HostResult<M>> | Promise<Result<HostResult<M>>>) | undefined;
    if (handler === undefined) return failure('NOT_SCRIPTED', method);
    return handler(args);
  }

  on<E extends HostEvent>(event: E, listener: (data: HostEventData<E>) => void): () => void {
    const listeners = this.#events.get(event) ?? new Set();
    this.#events.set(event, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  emit(event: string, data: unknown): void {
    for (const listener of this.#events.get(event) ?? []) (listener as (data: unknown) => void)(data);
  }

  onConnection(listener: (isConnected: boolean) => void): () => void {
    this.#connection.add(listener);
    return () => this.#connection.delete(listener);
  }

  setConnected(isConnected: boolean): void {
    this.isConnected = isConnected;
    for (const listener of this.#connection) listener(isConnected);
  }

  readonly #own: Script = {
    'app.info': () => ({
      ok: true,
      value: { version: '0.1.0', shell: 'browser', platform: 'linux', profile: 'test', assetBase: 'http://host/asset', areAssetsAlwaysReachable: false },
    }),
    'app.claim': () => ({ ok: true, value: { isYours: true } }),
    'app.space': () => ({ ok: true, value: { freeBytes: this.freeBytes, totalBytes: 1e13 } }),
    'backup.pending': () => ({ ok: true, value: { backup: this.pendingRows === null ? null : { createdAtMs: 1 } } }),
    'backup.rows': ({ fromByte }) => {
      // Two lines a page: a page ends anywhere.
      const lines = (this.pendingRows ?? []).slice(fromByte, fromByte + 2);
      return { ok: true, value: { lines, nextByte: fromByte + 2 < (this.pendingRows?.length ?? 0) ? fromByte + 2 : null } };
    },
    'backup.taken': () => {
      this.pendingRows = null;
      return { ok: true, value: {} };
    },
    'journal.append': ({ entries }) => {
      // Through JSON, as on the disk.
      for (const { kind, key, payload } of entries) {
        const text = JSON.stringify(payload);
        const hash = keccak(utf8(`${this.journal.at(-1)?.hash ?? ''}${kind}${key}${text}`)).slice(2);
        this.journal.push({ seq: this.journal.length, atMs: 1_000, kind, key, payload: JSON.parse(text) as unknown, hash });
      }
      return { ok: true, value: { seq: this.journal.length - 1, hash: this.journal.at(-1)?.hash ?? '' } };
    },
    'journal.read': ({ fromSeq, limit }) => {
      const entries = this.journal.slice(fromSeq, fromSeq + limit);
      const next = fromSeq + limit;
      return { ok: true, value: { entries, nextSeq: next < this.journal.length ? next : null } };
    },
    'journal.status': () => ({
      ok: true,
      value: { entries: this.journal.length, lastAtMs: this.journal.at(-1)?.atMs ?? null, bytes: 0, tornTail: false, freeBytes: 1e12 },
    }),
  };
}
