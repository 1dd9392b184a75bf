import { z } from 'zod';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { concat, utf8, word } from '../bytes.ts';
import { arrayOf } from '../array-of.ts';
import { canonicalJson } from '../canonical-json.ts';
import { itemIdSchema, sha256Schema } from '../labels/ids.ts';
import type { Bytes32, Sha256 } from '../labels/ids.ts';
import type { ItemGeometry } from '../labels/codec.ts';
import { isPlainName, NOT_PLAIN } from '../labels/plain-name.ts';
import { projectKindSchema, projectSchemaSchema } from '../labels/schema.ts';
import { attributesSchema } from '../labels/types.ts';
import type { Failure, Result } from '../result.ts';
import { err, ok } from '../result.ts';
import { relayUrlSchema } from './relay.ts';
import { leafHash, merkleProof, merkleTree, verifyProof } from './merkle.ts';

const size = z.int().min(1).max(1_000_000);

/** Counted before they are looked at: a million wrong ones would each be told of. */
const fewAttributes = z
  .record(z.string(), z.unknown())
  .refine((attributes) => Object.keys(attributes).length <= 1000, 'are more than 1000')
  .pipe(attributesSchema);

/** A model's suggestion, in pixels or code points. */
export const suggestionSchema = z.object({
  classId: z.int().min(1).max(255),
  /** The model's score in per cent. */
  confidence: z.int().min(0).max(100),
  /** x0, y0, x1, y1 in pixels. */
  box: z.tuple([z.number(), z.number(), z.number(), z.number()]).optional(),
  /** start, end in code points, half open. */
  span: z.tuple([z.int().min(0), z.int().min(1)]).optional(),
  attributes: fewAttributes.optional(),
});
export type Suggestion = z.infer<typeof suggestionSchema>;

export const manifestItemSchema = z.object({
  /** Its name in every label, export and message; once in a pack. */
  id: itemIdSchema,
  /** What people see: the file's name, or a title. */
  name: z.string().min(1).max(500).refine(isPlainName, NOT_PLAIN),
  /** Of the asset's raw bytes; the asset lies at `assets/<sha256>` of the pack. */
  sha256: sha256Schema,
  bytes: z.int().min(1),
  mediaType: z.string().regex(/^[a-z0-9.+-]+\/[a-z0-9.+-]+$/, 'must be a media type such as image/jpeg or text/plain'),
  /** Of an image, in pixels, with its orientation applied. */
  width: size.optional(),
  height: size.optional(),
  /** Of a text. */
  codePoints: z.int().min(0).optional(),
  credit: z.string().max(2000).optional(),
  suggestions: arrayOf(suggestionSchema, 0, 10_000).optional(),
});
export type ManifestItem = z.infer<typeof manifestItemSchema>;

/** What a pack says of itself: `manifest.json` beside the assets. Its Merkle root is on chain. */
export const manifestSchema = z
  .object({
    version: z.literal(1),
    name: z.string().trim().min(1).max(200).refine(isPlainName, NOT_PLAIN),
    kind: projectKindSchema,
    schema: projectSchemaSchema,
    /** Pays for annotators' gas. The lead names it, and the root on chain covers it. */
    relay: relayUrlSchema.optional(),
    items: arrayOf(manifestItemSchema, 1, 0xffff_ffff),
  })
  .superRefine((manifest, context) => {
    if (manifest.kind !== manifest.schema.kind) {
      context.addIssue({ code: 'custom', path: ['kind'], message: `is ${manifest.kind}, and the schema's is ${manifest.schema.kind}` });
    }
    for (const field of ['classes', 'documentClasses', 'attributes'] as const) {
      for (const [index, { name }] of manifest.schema[field].entries()) if (!isPlainName(name)) context.addIssue({ code: 'custom', path: ['schema', field, index, 'name'], message: NOT_PLAIN });
    }
    const ids = new Set<string>();
    for (const [index, item] of manifest.items.entries()) {
      const path = ['items', index];
      if (ids.has(item.id)) context.addIssue({ code: 'custom', path: [...path, 'id'], message: `"${item.id}" is there twice` });
      ids.add(item.id);
      const isImage = item.mediaType.startsWith('image/');
      if (isImage && (item.width === undefined || item.height === undefined)) {
        context.addIssue({ code: 'custom', path: [...path, 'width'], message: 'an image needs its width and height in pixels' });
      }
      if (!isImage && item.codePoints === undefined) context.addIssue({ code: 'custom', path: [...path, 'codePoints'], message: 'a text needs its length in code points' });
      const fits = manifest.kind === 'class' || isImage === (manifest.kind === 'boxes');
      if (!fits) context.addIssue({ code: 'custom', path: [...path, 'mediaType'], message: `${item.mediaType} does not fit a project of kind ${manifest.kind}` });
    }
  });
export type Manifest = z.infer<typeof manifestSchema>;

export interface ManifestFailure extends Failure {
  readonly code: 'MANIFEST_INVALID' | 'MANIFEST_ROOT';
  readonly fields: readonly { readonly field: string; readonly fix: string }[];
}

/** Reads a manifest from parsed JSON; the failure lists the fields at fault. */
export function parseManifest(input: unknown): Result<Manifest, ManifestFailure> {
  const parsed = manifestSchema.safeParse(input);
  if (parsed.success) return ok(parsed.data);
  const fields = parsed.error.issues.map((issue) => ({ field: issue.path.join('.') || '(manifest)', fix: issue.message }));
  const shown = fields.slice(0, 5).map(({ field, fix }) => `${field} ${fix}`);
  return err({ code: 'MANIFEST_INVALID', message: `manifest.json cannot be used: ${shown.join('; ')}`, fields });
}

/** A manifest and the root that the chain knows: refused where they do not belong together. */
export function parseManifestOf(root: Bytes32, input: unknown): Result<Manifest, ManifestFailure> {
  const manifest = parseManifest(input);
  if (!manifest.ok) return manifest;
  const actual = manifestRoot(manifest.value);
  if (actual === root) return manifest;
  const message = `The pack is another one or was changed: its root is ${actual}, and the project's is ${root}`;
  return err({ code: 'MANIFEST_ROOT', message, fields: [{ field: 'manifest.json', fix: 'Get the pack from where the lead offers it.' }] });
}

/** The pack's name on chain: a Merkle root over its head (leaf 0) and its items (leaves 1 and up). */
export function manifestRoot(manifest: Manifest): Bytes32 {
  const known = roots.get(manifest);
  if (known !== undefined) return known;
  const { root } = merkleTree(manifestLeaves(manifest));
  roots.set(manifest, root);
  return root;
}

/** A manifest is never changed in place, and large ones are asked for their root more than once. */
const roots = new WeakMap<Manifest, Bytes32>();

/** A file that a pack brings. */
export interface PackAsset {
  readonly sha256: Sha256;
  readonly bytes: number;
  /** What people know it by. */
  readonly name: string;
}

/** Every file of a pack, by its hash: its items' and the pictures of its instructions. */
export function assetsOf({ items, schema }: Pick<Manifest, 'items' | 'schema'>): ReadonlyMap<Sha256, PackAsset> {
  return new Map([...(schema.pictures ?? []), ...items].map(({ sha256, bytes, name }) => [sha256, { sha256, bytes, name }]));
}

/** Hash of the project's schema in canonical JSON. */
export function schemaHash(manifest: Pick<Manifest, 'schema'>): Uint8Array {
  return keccak_256(utf8(canonicalJson(manifest.schema)));
}

export function itemProof(manifest: Manifest, itemIndex: number): Bytes32[] {
  return merkleProof(merkleTree(manifestLeaves(manifest)), itemIndex + 1);
}

export function verifyItem(root: Bytes32, itemIndex: number, item: ManifestItem, proof: readonly Bytes32[]): boolean {
  return verifyProof(root, itemLeaf(itemIndex, item), proof);
}

function manifestLeaves(manifest: Manifest): Uint8Array[] {
  const { version, name, kind, relay } = manifest;
  // Only where it is named, so that older packs keep their root.
  const head = { version, name, kind, itemCount: manifest.items.length, ...(relay === undefined ? {} : { relay }) };
  const headLeaf = leafHash(concat(word(0n), keccak_256(utf8(canonicalJson(head))), schemaHash(manifest)));
  return [headLeaf, ...manifest.items.map((item, index) => itemLeaf(index, item))];
}

function itemLeaf(itemIndex: number, item: ManifestItem): Uint8Array {
  return leafHash(concat(word(BigInt(itemIndex + 1)), keccak_256(utf8(canonicalJson(item)))));
}

/** What the codec needs of an item; null for an image without a size. @param text the item's text, where it is one */
export function geometryOf(item: ManifestItem, text: string | null): ItemGeometry | null {
  if (text !== null) return { kind: 'text', text };
  if (item.width === undefined || item.height === undefined) return null;
  return { kind: 'image', widthPx: item.width, heightPx: item.height };
}
