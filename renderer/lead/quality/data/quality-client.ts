import type { HostError, Result } from '../../../../shared/host-api.ts';
import type { EngineAnswer, EngineRequest } from '../../../../shared/quality/dashboard/engine.ts';
import { isAnswered } from './messages.ts';
import type { Asked } from './messages.ts';

const WARM_MS = 5_000;

/** The engine in its worker. Questions are answered in their order; after `close` none is. */
export class QualityClient {
  readonly #worker = start();
  readonly #waiting = new Map<number, (answer: Result<EngineAnswer>) => void>();
  #nextId = 0;

  constructor() {
    this.#worker.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (!isAnswered(data)) return;
      this.#settle(data.id, 'answer' in data ? { ok: true, value: data.answer } : { ok: false, error: failed(data.problem) });
    };
    // It could not be loaded, or it ran out of memory: who waits is told.
    this.#worker.onerror = (event) => {
      event.preventDefault();
      for (const id of [...this.#waiting.keys()]) this.#settle(id, { ok: false, error: failed(event.message) });
    };
  }

  ask(request: EngineRequest): Promise<Result<EngineAnswer>> {
    const id = this.#nextId++;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#worker.postMessage({ id, request } satisfies Asked);
    });
  }

  close(): void {
    this.#worker.terminate();
    this.#waiting.clear();
  }

  #settle(id: number, answer: Result<EngineAnswer>): void {
    this.#waiting.get(id)?.(answer);
    this.#waiting.delete(id);
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
