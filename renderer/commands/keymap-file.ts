import { z } from 'zod';
import type { Result } from '../../shared/result.ts';
import { err, ok } from '../../shared/result.ts';
import { areKeys, canonicalKeys } from './keys.ts';
import type { Keymap } from './keymap.ts';
import { presetNames } from './presets.ts';
import type { CommandSpec } from './types.ts';

const FORMAT = 'tessera-keymap';

/** A keymap as it is kept in the store and exchanged as a file. */
export const keymapFileSchema = z.object({
  format: z.literal(FORMAT),
  version: z.literal(1),
  preset: z.enum(presetNames),
  keys: z.record(z.string().max(64), z.array(z.string().max(48)).max(8)),
});
export type KeymapFile = z.infer<typeof keymapFileSchema>;

export function keymapToFile({ preset, own }: Keymap): KeymapFile {
  return { format: FORMAT, version: 1, preset, keys: Object.fromEntries(Object.entries(own).map(([id, keys]) => [id, [...keys]])) };
}

export type KeymapProblem = { readonly code: 'UNKNOWN_COMMAND'; readonly id: string } | { readonly code: 'BAD_CHORD'; readonly id: string; readonly chord: string };

export interface ReadKeymap {
  readonly keymap: Keymap;
  /** What was left out, and why; the rest is used. */
  readonly problems: readonly KeymapProblem[];
}

/** Reads a keymap from anything. `field` names what is wrong where nothing of it can be used. */
export function readKeymap(input: unknown, table: readonly CommandSpec[]): Result<ReadKeymap, { code: 'KEYMAP_INVALID'; message: string; field: string }> {
  const parsed = keymapFileSchema.safeParse(input);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return err({ code: 'KEYMAP_INVALID', field: issue?.path.join('.') ?? '', message: issue?.message ?? '' });
  }
  const known = new Set(table.map((spec) => spec.id));
  const own: Record<string, readonly string[]> = {};
  const problems: KeymapProblem[] = [];
  for (const [id, chords] of Object.entries(parsed.data.keys)) {
    if (!known.has(id)) {
      problems.push({ code: 'UNKNOWN_COMMAND', id });
      continue;
    }
    problems.push(...chords.filter((chord) => !areKeys(chord)).map((chord) => ({ code: 'BAD_CHORD' as const, id, chord })));
    // A command of which no key can be used keeps what it has.
    if (chords.length > 0 && !chords.some(areKeys)) continue;
    own[id] = chords.filter(areKeys).map(canonicalKeys);
  }
  return ok({ keymap: { preset: parsed.data.preset, own }, problems });
}

/** The text of a file that holds a keymap. */
export function readKeymapText(text: string, table: readonly CommandSpec[]): ReturnType<typeof readKeymap> {
  try {
    return readKeymap(JSON.parse(text), table);
  } catch {
    return err({ code: 'KEYMAP_INVALID', field: '', message: 'JSON' });
  }
}
