import { z } from 'zod';

/** The packages that a release has, by what runs on the machine. */
export const updateTargets = ['linux-x64-appimage', 'linux-x64-deb', 'mac-universal-dmg', 'win-x64-nsis'] as const;
export type UpdateTarget = (typeof updateTargets)[number];

const MOST_BYTES = 1024 ** 3;
export const versionSchema = z.string().regex(/^(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})$/, 'a version: three numbers with dots');

const fileSchema = z.object({
  target: z.enum(updateTargets),
  /** Beside the feed. A name, never a path. */
  name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,119}$/, 'a file name'),
  bytes: z.number().int().positive().max(MOST_BYTES),
  sha512: z.string().regex(/^[0-9a-f]{128}$/, 'a SHA-512: 128 lower-case hex digits'),
});
export type FeedFile = z.infer<typeof fileSchema>;

/** What a release says of itself, under a signature. */
export const feedSchema = z.object({
  format: z.literal(1),
  app: z.literal('io.tessera.desktop'),
  version: versionSchema,
  /** Older ones are no longer kept safe. */
  minimumVersion: versionSchema,
  publishedAtMs: z.number().int().positive().max(8.64e15),
  notesUrl: z.url({ protocol: /^https$/ }).max(300),
  files: z.array(fileSchema).min(1).max(updateTargets.length),
});
export type Feed = z.infer<typeof feedSchema>;

/** Negative where `a` is the older one. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  for (const at of [0, 1, 2]) {
    const difference = (left?.[at] ?? 0) - (right?.[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
