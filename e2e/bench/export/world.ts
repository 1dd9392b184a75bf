import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keccak, sha256Of, toHex, utf8 } from '../../../shared/bytes.ts';
import { settleBatch } from '../../../shared/consensus/batch.ts';
import { joinItems, packRegion } from '../../../shared/labels/codec-bytes.ts';
import { batchCountOf, batchIdFrom, itemsOfBatch, parseAddress, parseBytes32, parseProjectId, parseSeatId, seatIdFrom } from '../../../shared/labels/ids.ts';
import { coordinatorInterface } from '../../../shared/protocol/abi.ts';
import { commitmentOf } from '../../../shared/protocol/commitment.ts';
import { manifestRoot, parseManifest } from '../../../shared/protocol/manifest.ts';
import type { Manifest } from '../../../shared/protocol/manifest.ts';
import { budgetOf, defaultParams, toAbiParams } from '../../../shared/protocol/params.ts';
import { must } from '../../../shared/result.ts';
import { seededRandom } from '../../../shared/consensus/random.ts';

export const CHAIN_ID = 31_337;
export const COORDINATOR = parseAddress(`0x${'c0'.repeat(20)}`);
const LEAD = parseAddress(`0x${'1e'.repeat(20)}`);
const TOKEN = parseAddress(`0x${'70'.repeat(20)}`);
const SALT = parseBytes32(`0x${'5a'.repeat(32)}`);
const NO_DETAILS = keccak(new Uint8Array());
const WORKERS = 60;
const SEATS = 3;
const LABELS_EACH = 4;
const CLASSES = ['boat', 'person', 'house', 'tree', 'car'];
const COLOURS = ['#1f77b4', '#ff7f0e', '#2ca02c', '#d62728', '#9467bd'];

/** What the process that exports is given, in a folder: the pack's manifest, texts by hash, and the chain's logs. */
export async function makeWorld(folder: string, kind: 'boxes' | 'spans', labels: number): Promise<void> {
  await mkdir(join(folder, 'assets'), { recursive: true });
  const manifest = await packOf(folder, kind, labels / LABELS_EACH);
  await writeFile(join(folder, 'pack.json'), JSON.stringify(manifest));
  await writeFile(join(folder, 'logs.jsonl'), logsOf(manifest).map((log) => `${JSON.stringify(log)}\n`).join(''));
}

async function packOf(folder: string, kind: 'boxes' | 'spans', items: number): Promise<Manifest> {
  const listed = [];
  for (let index = 0; index < items; index++) {
    const text = `Item ${index}: ${'the boats lie in the harbour and nobody is on board. '.repeat(4)}`;
    const sha256 = sha256Of(utf8(text));
    if (kind === 'spans') await writeFile(join(folder, 'assets', sha256), text);
    const rest = kind === 'spans' ? { name: `text-${index}.txt`, mediaType: 'text/plain', codePoints: text.length } : { name: `photo-${index}.jpg`, mediaType: 'image/jpeg', width: 4000, height: 3000 };
    listed.push({ id: `item-${index}`, sha256, bytes: text.length, ...rest });
  }
  const classes = CLASSES.map((name, index) => ({ id: index + 1, name, colour: COLOURS[index] }));
  return must(parseManifest({ version: 1, name: 'Bench', kind, schema: { name: 'Bench', kind, classes }, items: listed }));
}

/** A project that went well: three seats a batch out of sixty people, every answer a little off the truth. */
function logsOf(manifest: Manifest) {
  const params = defaultParams(manifest.schema, TOKEN);
  const projectId = parseProjectId('1');
  const random = seededRandom(20_261_128);
  const itemCount = manifest.items.length;
  const logs: object[] = [];
  const log = (name: string, values: readonly unknown[]) => {
    const event = coordinatorInterface.getEvent(name);
    if (event === null) throw new Error(`no event ${name}`);
    const { topics, data } = coordinatorInterface.encodeEventLog(event, values);
    const number = 100 + logs.length;
    const hash = keccak(utf8(String(number)));
    logs.push({ address: COORDINATOR, topics, data, blockNumber: number, blockHash: hash, transactionHash: hash, transactionIndex: 0, logIndex: 0 });
  };
  log('ProjectOpened', [1n, LEAD, TOKEN, manifestRoot(manifest), `0x${'00'.repeat(32)}`, itemCount, budgetOf(params, itemCount), toAbiParams(params), '']);
  for (let batch = 0; batch < batchCountOf(params.batchSize, itemCount); batch++) {
    const { count } = itemsOfBatch(batch, params.batchSize, itemCount);
    const batchId = batchIdFrom(projectId, batch);
    const truth = Array.from({ length: count }, () => Array.from({ length: LABELS_EACH }, (_, place) => ({ classId: 1 + random.int(0, CLASSES.length - 1), place })));
    const labels = Array.from({ length: SEATS }, () => joinItems(truth.map((item) => itemOf(manifest.kind, item, () => random.int(0, 8)))));
    const who = Array.from({ length: SEATS }, (_, seat) => parseAddress(`0x${(1 + ((batch * SEATS + seat) % WORKERS)).toString(16).padStart(40, '0')}`));
    const ids = labels.map((_, seat) => seatIdFrom(batchId, seat));
    for (const [seat, id] of ids.entries()) log('SeatsTaken', [1n, who[seat], 0, 2_000_000_000n, [BigInt(id)]]);
    for (const [seat, id] of ids.entries()) {
      const word = commitmentOf({ chainId: CHAIN_ID, coordinator: COORDINATOR, seatId: parseSeatId(id), annotator: who[seat] ?? LEAD, labelsHash: keccak(labels[seat] ?? new Uint8Array()), detailsHash: NO_DETAILS, salt: SALT });
      log('Committed', [who[seat], [BigInt(id)], [word]]);
    }
    log('RevealOpened', [BigInt(batchId), 1_900_000_000n, 1_900_000_600n]);
    for (const [seat, id] of ids.entries()) log('Revealed', [BigInt(id), who[seat], SALT, NO_DETAILS, toHex(labels[seat] ?? new Uint8Array()), '0x']);
    const outcome = must(settleBatch(params, params.targetBps, count, labels));
    log('ItemsSettled', [BigInt(batchId), 0, count, outcome.resolvedMask, outcome.seats.map(({ agreedMask }) => agreedMask), toHex(outcome.consensus)]);
    log('BatchSettled', [BigInt(batchId), outcome.resolvedMask, outcome.seats.map(({ payFactorBps }) => BigInt(payFactorBps)), 1_900_001_000n, 1000n, outcome.root]);
  }
  return logs;
}

function itemOf(kind: Manifest['kind'], regions: readonly { readonly classId: number; readonly place: number }[], off: () => number): Uint8Array {
  const packed = regions.map(({ classId, place }) => {
    const confidence = 80 + off();
    if (kind === 'spans') return packRegion('spans', { classId, confidence, coordinates: [place * 50, place * 50 + 20 + off() % 2] });
    const x = 2000 + place * 15_000;
    return packRegion('boxes', { classId, confidence, coordinates: [x + off(), 3000 + off(), x + 9000 + off(), 30_000 + off()] });
  });
  return joinItems([Uint8Array.of(packed.length), ...packed.sort((one, other) => Buffer.compare(one, other))]);
}
