import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keccak, toHex } from '../../../shared/bytes.ts';
import { settleBatch } from '../../../shared/consensus/batch.ts';
import { joinItems } from '../../../shared/labels/codec-bytes.ts';
import { encodeItem } from '../../../shared/labels/codec.ts';
import { batchCountOf, batchIdFrom, itemsOfBatch, parseAddress, parseBytes32, parseProjectId, parseSeatId, seatIdFrom } from '../../../shared/labels/ids.ts';
import type { Bytes32 } from '../../../shared/labels/ids.ts';
import { coordinatorInterface } from '../../../shared/protocol/abi.ts';
import { commitmentOf } from '../../../shared/protocol/commitment.ts';
import { geometryOf } from '../../../shared/protocol/manifest.ts';
import type { Manifest } from '../../../shared/protocol/manifest.ts';
import { budgetOf, defaultParams, toAbiParams } from '../../../shared/protocol/params.ts';
import type { ProjectParams } from '../../../shared/protocol/params.ts';
import { must } from '../../../shared/result.ts';
import type { OpenedSamplePack } from '../packs/sample/sample.ts';
import type { Log } from './read-logs.ts';

/** A project's whole life as the contract would tell it: a sample pack, three seats a batch, an audit of one item. */

export const COORDINATOR = parseAddress(`0x${'c0'.repeat(20)}`);
export const LEAD = parseAddress(`0x${'1e'.repeat(20)}`);
export const EXPERT = parseAddress(`0x${'e1'.repeat(20)}`);
export const ANNOTATORS = ['a1', 'b2', 'c3'].map((byte) => parseAddress(`0x${byte.repeat(20)}`));
export const CHAIN_ID = 31_337;
const SALT = parseBytes32(`0x${'5a'.repeat(32)}`);
const DETAILS = parseBytes32(`0x${'de'.repeat(32)}`);
const TOKEN = parseAddress(`0x${'70'.repeat(20)}`);
const WHO = ['a', 'b', 'expert'] as const;

export interface TestHistory {
  readonly logs: Log[];
  readonly params: ProjectParams;
  readonly projectId: string;
  /** What each seat sent, by item of the project. */
  readonly sent: Uint8Array[][];
}

export async function testHistory(manifest: Manifest, root: string, sample: OpenedSamplePack, overturn: readonly string[], detailsOf: (batch: number, seat: number) => Bytes32 = () => DETAILS): Promise<TestHistory> {
  const params = { ...defaultParams(manifest.schema, TOKEN), batchSize: sample.pack.batchSize };
  const projectId = parseProjectId('7');
  const log = logger();
  const itemCount = manifest.items.length;
  const budget = budgetOf(params, itemCount);
  log('ProjectOpened', [7n, LEAD, TOKEN, root, `0x${'00'.repeat(32)}`, itemCount, budget, toAbiParams(params), '']);
  log('ExpertSet', [7n, EXPERT, true]);
  const sent = await Promise.all(WHO.map((who) => Promise.all(manifest.items.map((item) => encoded(item, sample, who, params)))));
  for (let batch = 0; batch < batchCountOf(params.batchSize, itemCount); batch++) {
    const { first, count } = itemsOfBatch(batch, params.batchSize, itemCount);
    const batchId = BigInt(batchIdFrom(projectId, batch));
    const labels = sent.map((items) => joinItems(items.slice(first, first + count)));
    const seatIds = labels.map((_, seat) => BigInt(seatIdFrom(batchIdFrom(projectId, batch), seat)));
    for (const [seat, id] of seatIds.entries()) log('SeatsTaken', [7n, ANNOTATORS[seat], 0, 2_000_000_000n, [id]]);
    for (const [seat, id] of seatIds.entries()) {
      const annotator = ANNOTATORS[seat] ?? LEAD;
      const labelsHash = keccak(labels[seat] ?? new Uint8Array());
      const word = commitmentOf({ chainId: CHAIN_ID, coordinator: COORDINATOR, seatId: parseSeatId(id.toString()), annotator, labelsHash, detailsHash: detailsOf(batch, seat), salt: SALT });
      log('Committed', [annotator, [id], [word]]);
    }
    log('RevealOpened', [batchId, 1_900_000_000n, 1_900_000_600n]);
    for (const [seat, id] of seatIds.entries()) {
      log('Revealed', [id, ANNOTATORS[seat], SALT, detailsOf(batch, seat), toHex(labels[seat] ?? new Uint8Array()), '0x']);
    }
    const outcome = must(settleBatch(params, params.targetBps, count, labels));
    const masks = outcome.seats.map(({ agreedMask }) => agreedMask);
    log('ItemsSettled', [batchId, 0, count, outcome.resolvedMask, masks, toHex(outcome.consensus)]);
    log('BatchSettled', [batchId, outcome.resolvedMask, outcome.seats.map(({ payFactorBps }) => BigInt(payFactorBps)), 1_900_001_000n, 1000n, outcome.root]);
    log('AuditDrawn', [batchId, (1n << BigInt(count)) - 1n, `0x${'5e'.repeat(32)}`]);
    for (let item = 0; item < count; item++) {
      if (!overturn.includes(manifest.items[first + item]?.id ?? '')) continue;
      // The third annotator answers as the expert does: seat 2 alone is right.
      log('ItemAudited', [batchId, item, EXPERT, true, 4n, toHex(sent[2]?.[first + item] ?? new Uint8Array())]);
    }
  }
  return { logs: log.all, params, projectId, sent };
}

async function encoded(item: Manifest['items'][number], sample: OpenedSamplePack, who: (typeof WHO)[number], params: ProjectParams): Promise<Uint8Array> {
  const file = sample.items.find(({ id }) => item.id.startsWith(id))?.file ?? '';
  const text = item.mediaType === 'text/plain' ? await readFile(join(sample.folder, file), 'utf8') : null;
  const geometry = geometryOf(item, text);
  if (geometry === null) throw new Error(`${item.id} has no geometry`);
  return must(encodeItem({ itemId: item.id, regions: sample.answers(item.id, who) ?? [], relations: [], cannotTell: null, activeMs: 0 }, params, geometry));
}

function logger() {
  const all: Log[] = [];
  const write = (name: string, values: readonly unknown[]): void => {
    const event = coordinatorInterface.getEvent(name);
    if (event === null) throw new Error(`no event ${name}`);
    const { topics, data } = coordinatorInterface.encodeEventLog(event, values);
    const number = 100 + all.length;
    const hash = `0x${number.toString(16).padStart(64, '0')}`;
    all.push({ address: COORDINATOR, topics, data, blockNumber: number, blockHash: hash, transactionHash: `0x${'f'.repeat(56)}${number.toString(16).padStart(8, '0')}`, transactionIndex: 0, logIndex: 0 });
  };
  return Object.assign(write, { all });
}
