import type { HostError, Result } from '../../../../shared/host-api.ts';
import { DashboardEngine } from '../../../../shared/quality/dashboard/engine.ts';
import type { EngineAnswer, EngineRequest } from '../../../../shared/quality/dashboard/engine.ts';
import { isAnswered } from './messages.ts';
import type { Asked } from './messages.ts';

const WARM_MS = 5_000;

/** The engine in its worker. Questions are answered in their order; after `close` none is. */
export class QualityClient {
  readonly #worker = start();
  readonly #waiting = new Map<number, { readonly request: EngineRequest; readonly resolve: (answer: Result<EngineAnswer>) => void }>();
  /** In the worker's place where it never started: slower for the window, but there. */
  #local: DashboardEngine | null = null;
  #hasAnswered = false;
  #nextId = 0;

  constructor() {
    this.#worker.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (!isAnswered(data)) return;
      this.#hasAnswered = true;
      this.#settle(data.id, 'answer' in data ? { ok: true, value: data.answer } : { ok: false, error: failed(data.problem) });
    };
    // Its script could not be had (a tab that has lost its host), or it ran out of memory.
    this.#worker.onerror = (event) => {
      event.preventDefault();
      if (!this.#hasAnswered) this.#local ??= new DashboardEngine();
      for (const [id, { request }] of [...this.#waiting]) this.#settle(id, this.#local === null ? { ok: false, error: failed(event.message) } : answerHere(this.#local, request));
    };
  }

  ask(request: EngineRequest): Promise<Result<EngineAnswer>> {
    if (this.#local !== null) return Promise.resolve(answerHere(this.#local, request));
    const id = this.#nextId++;
    return new Promise((resolve) => {
      this.#waiting.set(id, { request, resolve });
      this.#worker.postMessage({ id, request } satisfies Asked);
    });
  }

  close(): void {
    this.#worker.terminate();
    this.#waiting.clear();
  }

  #settle(id: number, answer: Result<EngineAnswer>): void {
    this.#waiting.get(id)?.resolve(answer);
    this.#waiting.delete(id);
  }
}

function answerHere(engine: DashboardEngine, request: EngineRequest): Result<EngineAnswer> {
  try {
    return { ok: true, value: engine.answer(request) };
  } catch (error) {
    return { ok: false, error: failed(error instanceof Error ? error.message : String(error)) };
  }
}

function start(): Worker {
  return new Worker(new URL('./quality-worker.ts', import.meta.url), { type: 'module', name: 'quality' });
}

function failed(why: string): HostError {
  return { code: 'QUALITY_FAILED', message: why === '' ? 'The worker that computes the figures did not start.' : why };
}

let isWarm = false;

/** Has the worker's script loaded once, so that it is there when the host is not: a tab can lose its host at any time. */
export function warmQuality(): void {
  if (isWarm || typeof Worker === 'undefined') return;
  isWarm = true;
  requestIdleCallback(() => {
    const worker = start();
    setTimeout(() => worker.terminate(), WARM_MS);
  });
}
