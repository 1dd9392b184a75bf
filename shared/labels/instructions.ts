import { z } from 'zod';
import { sha256Schema } from './ids.ts';
import { isPlainName, NOT_PLAIN } from './plain-name.ts';

/** What a browser shows by itself; the first bytes decide, not the name. */
export const pictureMediaTypes = ['image/png', 'image/jpeg', 'image/webp', 'image/gif', 'image/avif'] as const;

export const MAX_PICTURES = 50;
export const MAX_PICTURE_BYTES = 8 * 1024 * 1024;

/** A picture that instructions show, as an asset of the pack. */
export const instructionPictureSchema = z.object({
  /** As the instructions call it: `![what it shows](name)`. */
  name: z.string().min(1).max(255).refine(isPlainName, NOT_PLAIN),
  sha256: sha256Schema,
  bytes: z.int().min(1).max(MAX_PICTURE_BYTES),
  mediaType: z.enum(pictureMediaTypes),
  widthPx: z.int().min(1).max(1_000_000),
  heightPx: z.int().min(1).max(1_000_000),
});
export type InstructionPicture = z.infer<typeof instructionPictureSchema>;

/** A picture within Markdown: `![words](name)`. */
const PICTURE = /!\[([^\]\n]*)\]\(\s*([^()\n]*[^()\s])\s*\)/gu;

export type InstructionPart = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'picture'; readonly name: string; readonly words: string };

/** Markdown cut into its pictures and what stands between them, in order. */
export function instructionParts(markdown: string): InstructionPart[] {
  const parts: InstructionPart[] = [];
  let from = 0;
  for (const found of markdown.matchAll(PICTURE)) {
    if (found.index > from) parts.push({ kind: 'text', text: markdown.slice(from, found.index) });
    parts.push({ kind: 'picture', name: found[2] ?? '', words: (found[1] ?? '').trim() });
    from = found.index + found[0].length;
  }
  if (from < markdown.length) parts.push({ kind: 'text', text: markdown.slice(from) });
  return parts;
}

/** Names of the pictures that instructions show, each once, in order. */
export function picturesNamed(markdown: string): string[] {
  return [...new Set(instructionParts(markdown).flatMap((part) => (part.kind === 'picture' ? [part.name] : [])))];
}

/** The Markdown that shows a picture. @param words what it shows, for those who do not see it */
export function pictureMarkdown(name: string, words: string): string {
  return `![${words.replace(/[[\]\n]/gu, ' ').trim()}](${name})`;
}
