import { z } from 'zod';
import type { HostClient } from '../../../shared/host-api.ts';
import { addressSchema, parseBytes32 } from '../../../shared/labels/ids.ts';
import { projectKindSchema } from '../../../shared/labels/schema.ts';
import { settlementNames } from '../../../shared/protocol/abi.ts';
import { parseManifestOf } from '../../../shared/protocol/manifest.ts';
import type { ProjectParams } from '../../../shared/protocol/params.ts';
import { rowToText, textToRow } from '../backup/row-text.ts';
import type { TesseraDatabase } from '../database.ts';
import { itemKey, parseSeatKey } from '../keys.ts';
import type { NetKey, ProjectKey, SeatKey } from '../keys.ts';
import type { ItemRow, ProjectRow, SeatRow } from '../schema/rows.ts';
import { enqueue } from './queue.ts';

/*
 * A seat in the journal, with its project: so that a database that is rebuilt without a network can be worked in. The
 * chain has the same; what it says later takes the place of it.
 */

const seatPayloadSchema = z.object({ v: z.literal(1), seat: z.string(), project: z.string() });

const text = <T extends string>() => z.string().transform((value) => value as T);
const count = z.int().min(0);
const tierSchema = z.object({ minScoreBps: count, minItems: count, multiplierBps: count });
const paramsSchema: z.ZodType<ProjectParams> = z.object({
  ...{ token: addressSchema, scope: addressSchema, kind: projectKindSchema, settlement: z.enum(settlementNames) },
  ...{ seats: count, quorum: count, batchSize: count, classCount: count, goldPerBatch: count },
  ...{ thresholdBps: count, agreementBps: count, auditBps: count, targetBps: count, minScoreBps: count },
  ...{ rewardPerLabel: z.bigint(), stakePerSeat: z.bigint(), auditFeePerItem: z.bigint(), assertBond: z.bigint() },
  ...{ prioritySeconds: count, leaseSeconds: count, commitSeconds: count, revealSeconds: count, auditSeconds: count, challengeSeconds: count },
  ...{ openExperts: z.boolean(), detailsOnChain: z.boolean(), tiers: z.tuple([tierSchema, tierSchema, tierSchema]) },
});

const seatSchema = z.object({ key: text<SeatKey>(), net: text<NetKey>(), seatId: z.string(), projectKey: text<ProjectKey>(), annotator: z.string(), firstItem: z.int().min(0), itemCount: z.int().min(1), addedAtMs: z.number() });
const projectSchema = z.object({
  ...{ key: text<ProjectKey>(), net: text<NetKey>(), projectId: z.string(), lead: z.string(), root: z.string(), packUri: z.string() },
  ...{ itemCount: z.int().min(1), openedAtSeconds: z.number() },
  params: paramsSchema,
});

export type JournalSeat = { seat: z.infer<typeof seatSchema>; project: z.infer<typeof projectSchema> };

/** Queues a seat; call inside a transaction of seats, projects and the queue. Without its project it says nothing. */
export async function queueSeat(db: TesseraDatabase, { place: _place, isSentAsIs: _sent, signed: _signed, chain: _chain, ...seat }: SeatRow): Promise<void> {
  const row = await db.projects.get(seat.projectKey);
  if (row === undefined) return;
  const { name: _name, schema: _schema, pack: _pack, packProblem: _problem, checkedAtMs: _checked, ...project } = row;
  await enqueue(db, { kind: 'seat', key: seat.key, payload: { v: 1, seat: rowToText(seat), project: rowToText(project) } });
}

/** What such an entry says; null where it cannot be read. */
export function parseSeatEntry(payload: unknown): JournalSeat | null {
  const entry = seatPayloadSchema.safeParse(payload);
  if (!entry.success) return null;
  try {
    const seat = seatSchema.safeParse(textToRow(entry.data.seat));
    const project = projectSchema.safeParse(textToRow(entry.data.project));
    if (!seat.success || !project.success || parseSeatKey(seat.data.key) === null) return null;
    return { seat: seat.data, project: project.data };
  } catch {
    return null;
  }
}

export interface SeatRows {
  seats: SeatRow[];
  projects: ProjectRow[];
  items: ItemRow[];
}

/** The rows that rebuild seats, with the items of the packs that are on this disk. */
export async function seatRows(found: Iterable<JournalSeat>, host: HostClient, nowMs: number): Promise<SeatRows> {
  const rows: SeatRows = { seats: [], projects: [], items: [] };
  const manifests = new Map<string, Awaited<ReturnType<typeof manifestOf>>>();
  for (const { seat, project } of found) {
    const manifest = manifests.get(project.root) ?? (await manifestOf(host, project.root));
    if (!manifests.has(project.root)) {
      const state = manifest === null ? { name: '', schema: null, pack: 'missing' as const, packProblem: 'The pack is not on this disk.' } : { name: manifest.name, schema: manifest.schema, pack: 'ready' as const, packProblem: null };
      rows.projects.push({ ...project, ...state, checkedAtMs: nowMs });
    }
    manifests.set(project.root, manifest);
    rows.seats.push({ ...seat, place: null, isSentAsIs: false, signed: null, chain: null });
    const items = manifest?.items.slice(seat.firstItem, seat.firstItem + seat.itemCount) ?? [];
    for (const [offset, item] of items.entries()) rows.items.push({ key: itemKey(seat.projectKey, seat.firstItem + offset), projectKey: seat.projectKey, index: seat.firstItem + offset, item });
  }
  return rows;
}

async function manifestOf(host: HostClient, root: string) {
  const answer = await host.call('packs.manifest', { root });
  if (!answer.ok) return null;
  const parsed = parseManifestOf(parseBytes32(root), answer.value);
  return parsed.ok ? parsed.value : null;
}
