import { z } from 'zod';
import type { DeskChange, DeskDocument } from '../../desk/port.ts';
import { documentSchema, markSchema, sealSchema, signedSchema } from '../schema/rows.ts';

/*
 * What the store writes to the host's journal. An entry must be enough, with those before it, to rebuild the row:
 * `edit` is a change with a check of what it led to, `checkpoint` and `seal` are the whole document.
 * Entries may come twice (a crash between the journal's answer and our note of it): `rev` makes that harmless.
 */

const rev = z.int().min(1);

export const editPayloadSchema = z.object({
  v: z.literal(1),
  rev,
  itemId: z.string(),
  cause: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('mark'), mark: markSchema }),
    z.object({ kind: z.literal('undo') }),
    z.object({ kind: z.literal('redo') }),
  ]),
  activeMs: z.number().min(0),
  check: z.string(),
});
export type EditPayload = Omit<z.infer<typeof editPayloadSchema>, 'cause'> & { cause: Exclude<DeskChange['cause'], { kind: 'time' }> };

export const documentPayloadSchema = z.object({ v: z.literal(1), rev, document: documentSchema, seal: sealSchema.nullable() });
export type DocumentPayload = Omit<z.infer<typeof documentPayloadSchema>, 'document'> & { document: DeskDocument };

export const signPayloadSchema = z.object({ v: z.literal(1), annotator: z.string(), signed: signedSchema });
export type SignPayload = z.infer<typeof signPayloadSchema>;
