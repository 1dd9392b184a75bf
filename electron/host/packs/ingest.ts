import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { unshowableFormatOf } from '../../../shared/formats/unshowable.ts';
import type { Result } from '../../../shared/host-api.ts';
import { itemIdSchema, parseSha256 } from '../../../shared/labels/ids.ts';
import type { ItemId } from '../../../shared/labels/ids.ts';
import type { ProjectKind, ProjectSchema } from '../../../shared/labels/schema.ts';
import { plainName } from '../../../shared/labels/plain-name.ts';
import { manifestRoot, manifestSchema } from '../../../shared/protocol/manifest.ts';
import type { ManifestItem } from '../../../shared/protocol/manifest.ts';
import { fail } from '../context.ts';
import type { StatedAnswer, StatedAnswers } from '../gold/read-answers.ts';
import { spreadAnswers, summaryOfGold } from '../gold/spread-answers.ts';
import type { GoldSummary } from '../gold/spread-answers.ts';
import { Flight } from './flight.ts';
import { imageFormatOf } from './image-formats.ts';
import { inspectImage, inspectText, MAX_IMAGE_BYTES, MAX_TEXT_BYTES } from './inspect.ts';
import type { FactsOf } from './inspect.ts';
import { fileMarked } from './ingest-record.ts';
import type { IngestRecord, Known, Marked } from './ingest-record.ts';
import type { PackStore, PackSummary } from './pack-store.ts';
import { refuse } from './problem.ts';
import type { Proposals } from './proposals.ts';
import type { Inspected, Problem } from './problem.ts';

export interface FileToTake {
  readonly path: string;
  /** What people see, and what the item's id is made from. */
  readonly name: string;
  readonly credit?: string;
  /** Of an entry of a zip, which is unpacked to another place each time: how it is known; else it is by its path. */
  readonly entry?: Marked;
  /** An earlier run has taken the entry and its bytes are kept: there is nothing at `path`. */
  readonly kept?: Known;
}

export interface IngestJob {
  readonly name: string;
  readonly schema: ProjectSchema;
  /** Pays for annotators' gas, as the lead says. */
  readonly relay?: string | undefined;
  /** In the order in which they become items. */
  readonly files: readonly FileToTake[];
  /** Problems met while listing the files; the job's own are added. */
  readonly problems: readonly Problem[];
  /** What a model or a dataset says of the files. */
  readonly proposals: Proposals;
  /** Known answers, kept out of the pack. */
  readonly gold: GoldSource | null;
  /** What an earlier run has taken; this one adds to it, and it goes once the pack is there. */
  readonly record: IngestRecord;
  /** Hashes of what earlier packs have, and is left out without a word. */
  readonly elsewhere: ReadonlySet<string>;
  readonly signal: AbortSignal;
  /** Called after each file. */
  readonly onProgress: (done: number, name: string) => void;
}

export interface GoldSource {
  readonly answers: StatedAnswers;
  /** Items a batch, over which the answers are spread; null: the order stays. */
  readonly batchSize: number | null;
  /** Durable when it resolves. @param answers by item id */
  readonly keep: (manifestRoot: string, answers: ReadonlyMap<string, StatedAnswer>) => Promise<void>;
}

export interface Ingested {
  readonly pack: PackSummary;
  readonly problems: Problem[];
  readonly gold: GoldSummary | null;
}

/** Files to a pack: what is sound is taken, everything else is listed with its reason. NO_ITEMS where nothing is left, NOTHING_NEW where earlier packs have it all, INGEST_STOPPED. */
export async function ingest(store: PackStore, job: IngestJob): Promise<Result<Ingested>> {
  const { proposals } = job;
  const problems: Problem[] = [...job.problems, ...proposals.problems];
  const stated = job.gold?.answers ?? null;
  const answers = new Map<string, StatedAnswer>();
  const items: ManifestItem[] = [];
  const firstByHash = new Map<string, string>();
  const ids = new Set<string>();
  const keep = new Flight();
  for (const [index, file] of job.files.entries()) {
    if (job.signal.aborted) break;
    const taken = await take({ store, keep, record: job.record, firstByHash }, file, job.schema.kind);
    if (!taken.ok) problems.push({ file: file.name, ...taken.problem });
    else if (!job.elsewhere.has(taken.value.sha256)) {
      const id = idFor(file.name, ids);
      ids.add(id);
      const answer = stated?.of(file.name) ?? null;
      if (answer !== null) answers.set(id, answer);
      const item = itemOf(id, file, taken.value);
      const suggestions = proposals.of(file.name, item);
      items.push({ ...item, ...(suggestions.length === 0 ? {} : { suggestions: [...suggestions] }) });
    }
    job.onProgress(index + 1, file.name);
  }
  const failure = await keep.landed();
  await job.record.close();
  if (failure !== null) return notKept(failure);
  if (job.signal.aborted) return stopped();
  if (items.length === 0) return firstByHash.size > 0 ? fail('NOTHING_NEW', 'Earlier packs have every file of it', { field: 'source', fix: 'Nothing to do.' }) : nothingTaken(problems);
  if (stated !== null) problems.push(...stated.problems, ...stated.unused());
  const ordered = spreadAnswers(items, answers, job.gold?.batchSize ?? null);
  const manifest = manifestSchema.safeParse({ version: 1, name: job.name, kind: job.schema.kind, schema: job.schema, ...(job.relay === undefined ? {} : { relay: job.relay }), items: ordered });
  if (!manifest.success) {
    const [issue] = manifest.error.issues;
    return fail('MANIFEST_INVALID', issue?.message ?? 'The pack can’t be described', { field: issue?.path.join('.') ?? 'manifest', fix: 'Change the field and try again.' });
  }
  // Before the pack: one that has its manifest has its answers too.
  await job.gold?.keep(manifestRoot(manifest.data), answers);
  const pack = await store.putManifest(manifest.data);
  await job.record.drop();
  return { ok: true, value: { pack, problems, gold: stated === null ? null : summaryOfGold(answers) } };
}

interface Taken extends Known {
  readonly bytes: number;
}

interface Desk {
  readonly store: PackStore;
  readonly keep: Flight;
  readonly record: IngestRecord;
  readonly firstByHash: Map<string, string>;
}

async function take({ store, keep, record, firstByHash }: Desk, file: FileToTake, kind: ProjectKind): Promise<Inspected<Taken>> {
  if (file.entry !== undefined && file.kept !== undefined) return once(firstByHash, file, { ...file.kept, bytes: file.entry.bytes });
  const now = await stat(file.path).catch((error: unknown) => wordsOf(error));
  if (typeof now === 'string') return unreadable(now);
  if (now.size > MAX_IMAGE_BYTES) {
    return refuse(`The file has over ${MAX_IMAGE_BYTES / 1024 / 1024} MiB`, 'Cut it into parts or scale it down.');
  }
  const marked = file.entry ?? fileMarked(file.path, now);
  const before = record.find(marked);
  if (before !== null && (await store.keepsAsset(before.sha256, now.size))) return once(firstByHash, file, { ...before, bytes: now.size });
  const bytes = await readFile(file.path).catch((error: unknown) => wordsOf(error));
  if (typeof bytes === 'string') return unreadable(bytes);
  const facts = inspect(file.name, bytes, kind);
  if (!facts.ok) return facts;
  const taken = once(firstByHash, file, { sha256: createHash('sha256').update(bytes).digest('hex'), facts: facts.value, bytes: bytes.length });
  if (taken.ok) await keep.start(() => store.putAsset(taken.value.sha256, bytes).then(() => record.add(marked, taken.value)));
  return taken;
}

function once(firstByHash: Map<string, string>, { name }: FileToTake, taken: Taken): Inspected<Taken> {
  const first = firstByHash.get(taken.sha256);
  if (first !== undefined) return refuse(`The same bytes as ${first}`, 'Nothing to do: it is taken once.');
  firstByHash.set(taken.sha256, name);
  return { ok: true, value: taken };
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
const unreadable = (why: string) => refuse(`The file can't be read: ${why}`, 'Check its permissions.');

const isTextName = (name: string) => /\.(txt|text|md)$/i.test(name);

function inspect(name: string, bytes: Uint8Array, kind: ProjectKind): Inspected<FactsOf> {
  const isImage = imageFormatOf(bytes) !== null || unshowableFormatOf(bytes) !== null;
  const isText = !isImage && isTextName(name);
  if (kind === 'spans') {
    if (isImage) return refuse('This is an image, and the project is about text', 'Take it out, or make the project one of boxes or classes.');
    if (!isText) return refuse('This is no text file', 'Texts are .txt or .md files in UTF-8, one item a file.');
  }
  if (kind === 'boxes' && isText) return refuse('This is a text, and the project is about images', 'Take it out, or make the project one of spans or classes.');
  if (!isText) return inspectImage(bytes);
  if (bytes.length > MAX_TEXT_BYTES) return refuse(`The text has over ${MAX_TEXT_BYTES / 1024 / 1024} MiB`, 'Cut it into parts: a chapter or a page each.');
  return inspectText(bytes);
}

/** An id without blanks, at most 128 characters, once in the pack; the file's own name where it can be. */
function idFor(name: string, taken: ReadonlySet<string>): ItemId {
  const clean = name.replace(/[\s\p{C}]+/gu, '_');
  const short = clean.length <= 110 ? clean : clean.slice(-110).replace(/^[\uDC00-\uDFFF]/, '');
  for (let number = 1; ; number++) {
    const id = number === 1 ? short : short.replace(/(\.[^.]{1,10})?$/, `-${number}$1`);
    if (!taken.has(id)) return itemIdSchema.parse(id);
  }
}

function itemOf(id: ItemId, file: FileToTake, { sha256, facts, bytes }: Taken): ManifestItem {
  return {
    id,
    name: plainName(file.name.slice(0, 500)),
    sha256: parseSha256(sha256),
    bytes,
    mediaType: facts.mediaType,
    ...(facts.kind === 'image' ? { width: facts.widthPx, height: facts.heightPx } : { codePoints: facts.codePoints }),
    ...(file.credit === undefined ? {} : { credit: file.credit }),
  };
}

function notKept(error: unknown): Result<never> {
  const isFull = error instanceof Error && 'code' in error && error.code === 'ENOSPC';
  if (isFull) return fail('DISK_FULL', 'There is no room left on the disk for the pack', { fix: 'Make room and try again: nothing was lost.' });
  return fail('PACK_NOT_KEPT', `The pack could not be written: ${wordsOf(error)}`, { fix: 'Check that Tessera may write to its folder.' });
}

export function stopped(): Result<never> {
  return fail('INGEST_STOPPED', 'It was stopped before all files were taken: there is no pack yet', { fix: 'Start it again: what was taken is not read again.' });
}

function nothingTaken(problems: readonly Problem[]): Result<never> {
  if (problems.length === 0) return fail('NO_ITEMS', 'There is no file in it', { field: 'source', fix: 'Choose a folder that holds images or .txt files.' });
  const shown = problems.slice(0, 5).map(({ file, reason }) => `${file}: ${reason}`);
  const more = problems.length > shown.length ? ` (and ${problems.length - shown.length} more)` : '';
  return fail('NO_ITEMS', `Not one of ${problems.length} files can be taken. ${shown.join('. ')}${more}`, { field: 'source', fix: problems[0]?.fix ?? 'Choose other files.' });
}
