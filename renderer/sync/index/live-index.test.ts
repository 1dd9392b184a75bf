// @vitest-environment node
import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { getAddress } from 'ethers/address';
import { coordinatorInterface } from '../../../shared/protocol/abi.ts';
import { TesseraDatabase } from '../../store/database.ts';
import { netKey } from '../../store/keys.ts';
import { ScriptedChain } from '../../store/test-support/scripted-chain.ts';
import { ScriptedHost } from '../../store/test-support/scripted-host.ts';
import { LiveIndex } from './live-index.ts';

const coordinator = `0x${'ab'.repeat(20)}`;
const scope = `0x${'12'.repeat(20)}`;
const leadOf = (number: number) => getAddress(`0x${number.toString(16).padStart(40, '0')}`);

function admitted(lead: number) {
  const { data, topics } = coordinatorInterface.encodeEventLog('ScopeAdmitted', [scope, leadOf(lead), true]);
  return { data, topics };
}

function start() {
  const host = new ScriptedHost();
  const chain = new ScriptedChain(host, coordinator);
  const db = new TesseraDatabase(`live-${Math.random()}`);
  const live = () => new LiveIndex({ db, host, net: netKey(31337, coordinator), coordinator, deployedAtBlock: 0, nowMs: () => 1 });
  return { host, chain, live };
}

const leads = (index: LiveIndex) => [...index.index.admitted].map((key) => Number(BigInt(key.slice(key.indexOf('/') + 1)))).sort();

test('what was read is there without a network, with the time of its blocks', async () => {
  const { host, chain, live } = start();
  chain.mine([admitted(1)]);
  const first = live();
  await first.pull();
  expect(leads(first)).toEqual([1]);
  host.setConnected(false);
  const second = live();
  await second.load();
  expect(leads(second)).toEqual([1]);
  expect(second.timeOf(1)).toBe(chain.blocks[1]?.timestampSeconds);
  expect(second.cursor?.headNumber).toBe(1);
});

test('a reorganisation takes back what its lost blocks had said', async () => {
  const { chain, live } = start();
  const index = live();
  chain.mine([admitted(1)]);
  await index.pull();
  chain.mine([admitted(2)]);
  await index.pull();
  expect(leads(index)).toEqual([1, 2]);
  chain.forgetBlocks(1);
  chain.mine([admitted(3)]);
  chain.mine();
  await index.pull();
  expect(leads(index)).toEqual([1, 3]);
});
