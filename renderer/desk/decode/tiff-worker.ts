import { z } from 'zod';
import { decodeTiff } from './tiff-decode.ts';

/* Runs in a worker of its own: a scan of a hundred megapixels takes seconds that the window must not lose. */

z.config({ jitless: true });
const requestSchema = z.object({ id: z.number(), bytes: z.instanceof(ArrayBuffer) });

addEventListener('message', (event: MessageEvent<unknown>) => {
  const { id, bytes } = requestSchema.parse(event.data);
  void decodeTiff(bytes).then((result) => postMessage({ id, ...(result.ok ? { blob: result.value } : { reason: result.error }) }));
});
