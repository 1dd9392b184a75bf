import { z } from 'zod';
import type { Result } from '../../../shared/result.ts';
import { unshowableFormatOf } from '../../../shared/formats/unshowable.ts';
import { err, ok } from '../../../shared/result.ts';

const HEAD_BYTES = 1024;
/** A worker that nobody asked for so long is let go, with the memory that it took. */
const IDLE_MS = 20_000;
const WARM_MS = 5_000;
const answerSchema = z.object({ id: z.number(), blob: z.instanceof(Blob).optional(), reason: z.string().optional() });
type Answer = z.infer<typeof answerSchema>;

/**
 * An image file as one that Chromium decodes: itself, but for TIFF, which a worker turns into a BMP.
 * The failure is a sentence.
 */
export async function readableImage(blob: Blob): Promise<Result<Blob, string>> {
  const head = new Uint8Array(await blob.slice(0, HEAD_BYTES).arrayBuffer());
  const magic = String.fromCharCode(...head.subarray(0, 4));
  const isTiff = magic === 'II*\0' || magic === 'MM\0*' || magic === 'II+\0' || magic === 'MM\0+';
  const unshowable = isTiff ? null : unshowableFormatOf(head);
  if (unshowable !== null) return err(`${unshowable} images can't be shown.`);
  if (!isTiff) return ok(blob);
  const { blob: made, reason } = await ask(await blob.arrayBuffer());
  return made === undefined ? err(reason ?? 'The TIFF cannot be decoded.') : ok(made);
}

/** Has the decoder's script loaded once, so that it is there when the host is not: a tab can lose its host at any time. */
export function warmDecoders(): void {
  requestIdleCallback(() => {
    if (worker !== null) return;
    worker = start();
    idle = setTimeout(stop, WARM_MS);
  });
}

let worker: Worker | null = null;
let nextId = 0;
let idle: ReturnType<typeof setTimeout> | undefined;
const waiting = new Map<number, (answer: Answer) => void>();

function ask(bytes: ArrayBuffer): Promise<Answer> {
  clearTimeout(idle);
  worker ??= start();
  const id = nextId++;
  worker.postMessage({ id, bytes }, [bytes]);
  return new Promise((resolve) => waiting.set(id, resolve));
}

function start(): Worker {
  const started = new Worker(new URL('./tiff-worker.ts', import.meta.url), { type: 'module', name: 'tiff' });
  started.onmessage = ({ data }: MessageEvent<unknown>) => {
    const answer = answerSchema.parse(data);
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
    if (waiting.size === 0) idle = setTimeout(stop, IDLE_MS);
  };
  // A file that takes the decoder down takes no other with it: those that wait are told, and the next one starts anew.
  started.onerror = (event) => {
    event.preventDefault();
    for (const [id, answer] of waiting) answer({ id, reason: `The TIFF decoder stopped: ${event.message}.` });
    waiting.clear();
    stop();
  };
  return started;
}

function stop(): void {
  worker?.terminate();
  worker = null;
}
