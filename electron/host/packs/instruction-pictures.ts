import { createHash } from 'node:crypto';
import { readFile, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { instructionPictureSchema, MAX_PICTURE_BYTES, MAX_PICTURES, pictureMediaTypes, picturesNamed } from '../../../shared/labels/instructions.ts';
import type { InstructionPicture } from '../../../shared/labels/instructions.ts';
import type { ProjectSchema } from '../../../shared/labels/schema.ts';
import { fileMarked } from './ingest-record.ts';
import type { IngestRecord } from './ingest-record.ts';
import { inspectImage } from './inspect.ts';
import type { PackStore } from './pack-store.ts';
import { refuse } from './problem.ts';
import type { Inspected, Problem } from './problem.ts';
import { safeRelativePath } from './staged-path.ts';

interface Illustrated {
  readonly schema: ProjectSchema;
  readonly problems: readonly Problem[];
}

interface Shelf {
  readonly store: PackStore;
  /** What it has goes with an ingest that nobody goes on with. */
  readonly record: IngestRecord;
}

/**
 * The schema with the pictures that its instructions name, taken from a folder and kept as assets. One that is not
 * there, or no picture, is a problem of its own: annotators see its words in its place.
 *
 * @param folder null: nothing was given, and only what the schema brings along and this disk has is kept
 */
export async function withPictures({ store, record }: Shelf, schema: ProjectSchema, folder: string | null): Promise<Illustrated> {
  const brought = new Map((schema.pictures ?? []).map((picture) => [picture.name, picture]));
  const pictures: InstructionPicture[] = [];
  const problems: Problem[] = [];
  const names = picturesNamed(schema.instructions);
  for (const name of names.slice(0, MAX_PICTURES)) {
    const known = brought.get(name);
    const taken = folder === null ? null : await take(folder, name);
    if (taken?.ok === true) {
      await store.putAsset(taken.value.picture.sha256, taken.value.bytes);
      await record.add(fileMarked(taken.value.path, await stat(taken.value.path)), { sha256: taken.value.picture.sha256, facts: { kind: 'image', ...taken.value.picture } });
      pictures.push(taken.value.picture);
    } else if (known !== undefined && (await store.keepsAsset(known.sha256, known.bytes))) pictures.push(known);
    else problems.push({ file: name, field: 'instructions', ...(taken === null ? nothingGiven : taken.problem) });
  }
  for (const name of names.slice(MAX_PICTURES)) problems.push({ file: name, field: 'instructions', reason: `Instructions show ${MAX_PICTURES} pictures at most`, fix: 'Join some of them into one.' });
  const { pictures: _, ...bare } = schema;
  return { schema: pictures.length === 0 ? bare : { ...bare, pictures }, problems };
}

const nothingGiven = { reason: 'The instructions show it, and it was not given', fix: 'Add the picture, or take it out of the instructions.' };

interface Taken {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly picture: InstructionPicture;
}

async function take(folder: string, name: string): Promise<Inspected<Taken>> {
  const safe = safeRelativePath(name);
  if (!safe.ok) return refuse('This names no file beside the instructions', 'Put the picture beside them and name it without its folder.');
  const root = await realpath(folder).catch(() => null);
  const path = root === null ? null : await realpath(join(root, safe.value)).catch(() => null);
  if (root === null || path === null) return refuse('The instructions show it, and it is not there', 'Add the picture, or take it out of the instructions.');
  if (!path.startsWith(root + sep)) return refuse('The link leads out of the folder', 'Put the file itself in its place.');
  const found = await stat(path);
  if (!found.isFile()) return refuse('This is no file', 'Name a picture.');
  if (found.size > MAX_PICTURE_BYTES) return refuse(`The picture has over ${MAX_PICTURE_BYTES / 1024 / 1024} MiB`, 'Scale it down.');
  const bytes = await readFile(path);
  const facts = inspectImage(bytes);
  if (!facts.ok) return facts;
  const { mediaType, widthPx, heightPx } = facts.value;
  const picture = instructionPictureSchema.safeParse({ name, sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length, mediaType, widthPx, heightPx });
  if (!picture.success) return refuse(`${mediaType} can't stand in instructions`, `Save it as one of ${pictureMediaTypes.join(', ')}.`);
  return { ok: true, value: { path, bytes, picture: picture.data } };
}
