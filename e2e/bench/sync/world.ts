import 'fake-indexeddb/auto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Wallet } from 'ethers';
import type { HostClient } from '../../../shared/host-api.ts';
import { keccak, toHex } from '../../../shared/bytes.ts';
import { packItem } from '../../../shared/labels/codec-bytes.ts';
import { itemIdSchema, parseAddress, parseRegionId, parseSha256, seatIdOf } from '../../../shared/labels/ids.ts';
import { emptyItemLabels, makeItemClass } from '../../../shared/labels/make.ts';
import { decodeCoordinatorLog, encodeCoordinatorCall, encodeTokenCall } from '../../../shared/protocol/abi.ts';
import { LOCAL_CHAIN_ID } from '../../../shared/protocol/addresses.ts';
import type { ChainIndex } from '../../../shared/protocol/chain-records.ts';
import { commitmentOf } from '../../../shared/protocol/commitment.ts';
import { budgetOf, defaultParams, toAbiParams } from '../../../shared/protocol/params.ts';
import { must } from '../../../shared/result.ts';
import { ChainAccount } from '../../../electron/host/chain/account.ts';
import { practiceWallet } from '../../../electron/host/chain/local/keys.ts';
import { ownLocalChain } from '../../../electron/host/chain/local/owner.ts';
import { createRpc } from '../../../electron/host/chain/rpc.ts';
import { createHost } from '../../../electron/host/host.ts';
import { standardServices } from '../../../electron/host/services.ts';
import { freshOutbox } from '../../../renderer/store/desk/label-writes.ts';
import { TesseraDatabase } from '../../../renderer/store/database.ts';
import { itemKey, labelKey, netKey, projectKey, seatKey } from '../../../renderer/store/keys.ts';
import { adoptSeat } from '../../../renderer/store/seats.ts';
import { SyncEngine } from '../../../renderer/sync/engine/engine.ts';
import { LiveIndex } from '../../../renderer/sync/index/live-index.ts';

export const BATCH = 64;
const PASSWORD = 'four unrelated words here';
const TOKENS = 10n ** 24n;
const CONFIDENCE = 90;

/** What an item of the project is, for its annotators. */
const classOf = (item: number): number => 1 + (item % 2);
const labelsOf = (first: number): Uint8Array => Uint8Array.from(Array.from({ length: BATCH }, (_, at) => [...packItem('class', [{ classId: classOf(first + at), confidence: CONFIDENCE, coordinates: [] }])]).flat());

/** The real host on the real local chain, and the window's engine on a store in memory: a day's work lies sealed in it. */
export async function makeDaysWork(batches: number) {
  const home = mkdtempSync(join(tmpdir(), 'tessera-bench-sync-'));
  const chain = must(await ownLocalChain({ homeDir: home, nowMs: Date.now, log: () => undefined }));
  const rpc = createRpc(chain.node.asWire());
  const { coordinator, token } = chain.deployment;
  const host = must(await createHost({ homeDir: home, profile: 'bench', shell: 'browser', version: '0.0.0', services: standardServices(), log: () => undefined, scryptN: 1024 }));
  const client: HostClient = { call: async (method, params) => (await host.dispatch(method, params)) as never, on: () => () => undefined, isConnected: true, onConnection: () => () => undefined };
  const own = Wallet.createRandom();
  must(await client.call('wallet.importKey', { privateKey: own.privateKey, password: PASSWORD, name: 'bench' }));
  const account = own.address.toLowerCase();

  const deployer = new ChainAccount(rpc, practiceWallet('deployer'), LOCAL_CHAIN_ID);
  const [mine, partner] = [new ChainAccount(rpc, own, LOCAL_CHAIN_ID), new ChainAccount(rpc, Wallet.createRandom(), LOCAL_CHAIN_ID)];
  for (const each of [mine, partner]) {
    must(await deployer.send({ to: each.address, data: '0x', valueWei: 10n ** 20n }));
    must(await deployer.send({ to: token, data: encodeTokenCall('mint', [each.address, TOKENS]) }));
    must(await each.send({ to: token, data: encodeTokenCall('approve', [coordinator, TOKENS]) }));
    must(await each.send({ to: coordinator, data: encodeCoordinatorCall('depositStake', [token, TOKENS / 2n]) }));
  }
  const schema = { name: 'bench', kind: 'class' as const, classes: [1, 2].map((id) => ({ id, name: String(id), colour: '#000000' })), documentClasses: [], attributes: [], instructions: '', languages: [], confidenceDefault: CONFIDENCE };
  const params = { ...defaultParams(schema, parseAddress(token)), seats: 2, quorum: 2, batchSize: BATCH, auditSeconds: 1, minScoreBps: 0 };
  const itemCount = batches * BATCH;
  const budget = budgetOf(params, itemCount);
  must(await deployer.send({ to: token, data: encodeTokenCall('mint', [deployer.address, budget]) }));
  must(await deployer.send({ to: token, data: encodeTokenCall('approve', [coordinator, budget]) }));
  must(await deployer.send({ to: coordinator, data: encodeCoordinatorCall('openProject', [toAbiParams(params), `0x${'11'.repeat(32)}`, `0x${'00'.repeat(32)}`, itemCount, '']) }));
  for (const each of [mine, partner]) await takeAll(each, coordinator, batches);

  const net = netKey(LOCAL_CHAIN_ID, coordinator);
  const db = new TesseraDatabase(`bench-${Date.now()}`);
  const live = new LiveIndex({ db, host: client, net, coordinator, deployedAtBlock: chain.deployment.deployedAtBlock, nowMs: Date.now });
  await live.load();
  must(await live.pull());
  await commitAll(partner, coordinator, live.index);
  await fillStore({ db, net, params, schema, itemCount, account, index: live.index });
  const engine = new SyncEngine({
    ...{ db, host: client, net, chainId: LOCAL_CHAIN_ID, coordinator, account, confirmations: 1, nowMs: Date.now, random: Math.random, signGraceMs: 0 },
    times: () => ({ headSeconds: live.cursor?.headTimestampSeconds ?? 0, wallSeconds: Math.floor(Date.now() / 1000), isLocal: true }),
    text: async () => '',
    payOf: () => 0n,
    tokenPrice: async () => null,
    revealedLabels: async (batchId, seats) => Array.from({ length: seats }, (_, index) => [...live.index.seats.values()].find((seat) => seat.batchId === batchId && seat.index === index)?.reveal?.labels ?? '0x'),
    assertedBatch: () => null,
    history: (batchId) => [...live.index.batches.values()].find((batch) => batch.id === batchId)?.history ?? [],
  });
  const close = async (): Promise<void> => {
    db.close();
    await host.close();
    await chain.close();
    rmSync(home, { recursive: true, force: true });
  };
  const ownSeats = () => [...live.index.seats.values()].filter((seat) => seat.annotator.toLowerCase() === account);
  return { engine, live, ownSeats, close, transactions: async () => must(await rpc.nonce(own.address, 'latest')) };
}


/** The contract looks at a bounded number of batches from a place that the block decides: near the end it takes a few tries. */
async function takeAll(account: ChainAccount, coordinator: string, batches: number): Promise<void> {
  for (let taken = 0; taken < batches; ) {
    const receipt = await account.send({ to: coordinator, data: encodeCoordinatorCall('takeSeats', [1n, Math.min(32, batches - taken)]), gasLimit: 15_000_000n });
    if (!receipt.ok) continue;
    const events = receipt.value.logs.flatMap((log) => decodeCoordinatorLog(log) ?? []);
    taken += events.reduce((count, event) => count + (event.name === 'SeatsTaken' ? event.args.seatIds.length : 0), 0);
  }
}

async function commitAll(partner: ChainAccount, coordinator: string, index: ChainIndex): Promise<void> {
  const seats = [...index.seats.values()].filter((seat) => seat.annotator.toLowerCase() === partner.address.toLowerCase());
  for (let from = 0; from < seats.length; from += 100) {
    const some = seats.slice(from, from + 100);
    const words = some.map((seat) => {
      const labels = labelsOf((index.batches.get(seat.batchId)?.firstItem ?? 0));
      return commitmentOf({ chainId: LOCAL_CHAIN_ID, coordinator: parseAddress(coordinator), seatId: seatIdOf(BigInt(seat.id)), annotator: parseAddress(partner.address), labelsHash: keccak(labels), detailsHash: keccak(new Uint8Array()), salt: keccak(Buffer.from(seat.id)) });
    });
    must(await partner.send({ to: coordinator, data: encodeCoordinatorCall('commit', [some.map(({ id }) => BigInt(id)), words]) }));
  }
}

interface Filling {
  db: TesseraDatabase;
  net: ReturnType<typeof netKey>;
  params: ReturnType<typeof defaultParams>;
  schema: Parameters<typeof defaultParams>[0];
  itemCount: number;
  account: string;
  index: ChainIndex;
}

/** Rows as the desk leaves them: every item of every seat sealed, an outbox row a seat. */
async function fillStore({ db, net, params, schema, itemCount, account, index }: Filling): Promise<void> {
  const project = projectKey(net, '1');
  await db.projects.put({ key: project, net, projectId: '1', lead: account, root: `0x${'11'.repeat(32)}`, packUri: '', itemCount, params, openedAtSeconds: 0, name: 'bench', schema, pack: 'ready', packProblem: null, checkedAtMs: 0 });
  for (const seat of index.seats.values()) {
    if (seat.annotator.toLowerCase() !== account) continue;
    const key = seatKey(net, seat.id);
    const first = index.batches.get(seat.batchId)?.firstItem ?? 0;
    await adoptSeat(db, { key, net, seatId: seat.id, projectKey: project, annotator: account, firstItem: first, itemCount: BATCH, addedAtMs: 0 });
    const places = Array.from({ length: BATCH }, (_, at) => at);
    const idOf = (at: number) => itemIdSchema.parse(`i${first + at}`);
    await db.items.bulkPut(places.map((at) => ({ key: itemKey(project, first + at), projectKey: project, index: first + at, item: { id: idOf(at), name: `${first + at}.jpg`, sha256: parseSha256('ab'.repeat(32)), bytes: 1, mediaType: 'image/jpeg', width: 10, height: 10 } })));
    await db.labels.bulkPut(
      places.map((at) => {
        const region = makeItemClass({ id: parseRegionId(`r${first + at}`), classId: classOf(first + at), confidence: CONFIDENCE });
        const seal = { encoded: toHex(packItem('class', [{ classId: classOf(first + at), confidence: CONFIDENCE, coordinates: [] }])), hash: '0x00', atMs: 0 };
        return { key: labelKey(key, at), seatKey: key, index: at, rev: 1, document: { labels: { ...emptyItemLabels(idOf(at)), regions: [region] }, activeMs: 1_000, isSealed: true }, history: { count: 0, cursor: 0 }, seal, state: 'sealed' as const, updatedAtMs: 0 };
      }),
    );
    await db.outbox.put(freshOutbox(key, 0));
  }
}
