import { z } from 'zod';
import { DashboardEngine } from '../../../../shared/quality/dashboard/engine.ts';
import { isAsked } from './messages.ts';
import type { Answered } from './messages.ts';

/* Runs in a worker of its own: a hundred thousand answers take seconds that the window must not lose. */

z.config({ jitless: true });
const engine = new DashboardEngine();

addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (!isAsked(data)) return;
  const { id, request } = data;
  try {
    postMessage({ id, answer: engine.answer(request) } satisfies Answered);
  } catch (error) {
    postMessage({ id, problem: error instanceof Error ? error.message : String(error) } satisfies Answered);
  }
});
