// @vitest-environment node
import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { keccak, utf8 } from '../../../shared/bytes.ts';
import { TesseraDatabase } from '../../store/database.ts';
import { eventsFrom } from '../../store/events.ts';
import { netKey } from '../../store/keys.ts';
import { ScriptedChain } from '../../store/test-support/scripted-chain.ts';
import { ScriptedHost, failure } from '../../store/test-support/scripted-host.ts';
import { pullEvents } from './pull.ts';
import type { Pulled } from './pull.ts';

const coordinator = `0x${'ab'.repeat(20)}`;
const net = netKey(31337, coordinator);
let db: TesseraDatabase;
let host: ScriptedHost;
let chain: ScriptedChain;
let count = 0;

beforeEach(() => {
  db = new TesseraDatabase(`pull-${count++}`);
  host = new ScriptedHost();
  chain = new ScriptedChain(host, coordinator);
});

const log = (text: string) => ({ topics: [keccak(utf8(text))], data: '0x' });

async function pull(deployedAtBlock = 0): Promise<Pulled> {
  const pulled = await pullEvents({ db, host, net, coordinator, deployedAtBlock, nowMs: () => 1 });
  if (!pulled.ok) throw new Error(pulled.error.code);
  return pulled.value;
}

const stored = async () => (await eventsFrom(db, net, 0)).map((row) => [row.blockNumber, row.blockHash, row.logIndex]);
const onChain = () => chain.blocks.flatMap((block) => block.logs.map((entry) => [entry.blockNumber, entry.blockHash, entry.logIndex]));

test('reads every log once, in ranges as wide as the node allows, and goes on from where it was', async () => {
  for (let block = 0; block < 40; block++) chain.mine(block % 3 === 0 ? [log(`${block}a`), log(`${block}b`)] : []);
  chain.widestRange = 7;
  const first = await pull();
  expect(first.added).toHaveLength(28);
  expect(await stored()).toEqual(onChain());
  chain.mine([log('new')]);
  const second = await pull();
  expect(second.added.map((row) => row.blockNumber)).toEqual([41]);
  expect(await stored()).toEqual(onChain());
  expect((await pull()).added).toEqual([]);
});

test('starts at the block of the deployment', async () => {
  for (let block = 0; block < 10; block++) chain.mine([log(`${block}`)]);
  expect((await pull(8)).added.map((row) => row.blockNumber)).toEqual([8, 9, 10]);
});

test('a reorganisation takes the events of the lost blocks away and brings those of the new ones', async () => {
  for (let block = 0; block < 5; block++) chain.mine([log(`${block}`)]);
  await pull();
  chain.mine([log('lost')]);
  chain.mine([log('lost too')]);
  await pull();
  chain.forgetBlocks(2);
  for (let block = 0; block < 4; block++) chain.mine([log(`kept ${block}`)]);
  const pulled = await pull();
  expect(pulled.rolledBackFrom).toBe(6);
  expect(await stored()).toEqual(onChain());
});

test('a reorganisation at the same height is seen', async () => {
  chain.mine([log('a')]);
  await pull();
  chain.forgetBlocks(1);
  chain.mine([log('b')]);
  await pull();
  expect(await stored()).toEqual(onChain());
});

test('a chain that begins anew below every checkpoint is read from the start', async () => {
  for (let block = 0; block < 5; block++) chain.mine([log(`${block}`)]);
  await pull();
  chain.forgetBlocks(6);
  for (let block = 0; block < 8; block++) chain.mine([log(`again ${block}`)]);
  await pull();
  expect(await stored()).toEqual(onChain());
});

test('a node that is behind takes nothing away', async () => {
  for (let block = 0; block < 9; block++) {
    chain.mine([log(`${block}`)]);
    await pull();
  }
  const all = onChain();
  chain.blocks.splice(5);
  expect(await pull()).toMatchObject({ rolledBackFrom: null, added: [] });
  expect(await stored()).toEqual(all);
});

test('a chain that moves while it is read is read again', async () => {
  for (let block = 0; block < 5; block++) chain.mine([log(`${block}`)]);
  await pull();
  chain.mine([log('lost')]);
  const answer = host.script['chain.logs']!;
  host.script['chain.logs'] = (range) => {
    const logs = answer(range);
    chain.forgetBlocks(1);
    chain.mine([log('instead')]);
    host.script['chain.logs'] = answer;
    return logs;
  };
  await pull();
  expect(await stored()).toEqual(onChain());
});

test('garbage from a node is an error, not an event', async () => {
  chain.mine([log('a')]);
  chain.blocks[1]!.logs[0]!.address = `0x${'99'.repeat(20)}`;
  expect(await pullEvents({ db, host, net, coordinator, deployedAtBlock: 0, nowMs: () => 1 })).toMatchObject({ ok: false, error: { code: 'RPC_GARBAGE' } });
  host.script['chain.block'] = () => failure('RPC_UNREACHABLE');
  expect(await pullEvents({ db, host, net, coordinator, deployedAtBlock: 0, nowMs: () => 1 })).toMatchObject({ ok: false, error: { code: 'RPC_UNREACHABLE' } });
  expect(await stored()).toEqual([]);
});

test('after any mixture of blocks, forks and pulls the store holds the chain and nothing else', async () => {
  const act = fc.oneof(fc.record({ mine: fc.nat(2) }), fc.record({ forget: fc.integer({ min: 1, max: 4 }) }), fc.constant({ pull: true }));
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 40 }), async (acts) => {
      db = new TesseraDatabase(`pull-${count++}`);
      host = new ScriptedHost();
      chain = new ScriptedChain(host, coordinator);
      chain.widestRange = 5;
      for (const [step, one] of acts.entries()) {
        if ('mine' in one) chain.mine(Array.from({ length: one.mine }, (_, index) => log(`${step}/${index}`)));
        else if ('forget' in one) {
          const lost = Math.min(one.forget, chain.blocks.length - 1);
          chain.forgetBlocks(lost);
          for (let block = 0; block <= lost; block++) chain.mine([log(`${step}/fork ${block}`)]);
        } else await pull();
      }
      await pull();
      expect(await stored()).toEqual(onChain());
    }),
    { numRuns: 60 },
  );
});
