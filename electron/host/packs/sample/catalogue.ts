import { z } from 'zod';

/** `sample.json`, which the build writes beside the sample's files. */
export const sampleCatalogueSchema = z.object({
  version: z.literal(1),
  packs: z.array(
    z.object({
      key: z.string(),
      items: z.array(
        z.object({
          id: z.string(),
          /** Name inside the pack's folder. */
          file: z.string(),
          sha256: z.string().regex(/^[0-9a-f]{64}$/),
          bytes: z.int().positive(),
          media: z.discriminatedUnion('kind', [
            z.object({ kind: z.literal('image'), widthPx: z.int(), heightPx: z.int() }),
            z.object({ kind: z.literal('text'), codePoints: z.int() }),
          ]),
          credit: z.object({ title: z.string(), author: z.string(), source: z.string(), licence: z.string() }),
        }),
      ),
    }),
  ),
});
export type SampleCatalogue = z.infer<typeof sampleCatalogueSchema>;
