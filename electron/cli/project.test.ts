import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Wallet, encryptKeystoreJson } from 'ethers/wallet';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { keccak, toHex } from '../../shared/bytes.ts';
import { parseAddress, parseBytes32, seatIdOf, seatIndexOf } from '../../shared/labels/ids.ts';
import { decodeCoordinatorLog, encodeCoordinatorCall, encodeTokenCall } from '../../shared/protocol/abi.ts';
import { commitmentOf } from '../../shared/protocol/commitment.ts';
import { manifestSchema } from '../../shared/protocol/manifest.ts';
import { must } from '../../shared/result.ts';
import { ChainAccount } from '../host/chain/account.ts';
import { type FarNode, startFarNode } from '../host/chain/deploy/test-support/far-node.ts';
import { runProgram } from './program.ts';

const CHAIN_ID = 4245;
const TSR = 10n ** 18n;
const PASSWORD = 'four unrelated words here';
const NO_DETAILS = keccak(new Uint8Array());
const SALT = parseBytes32(`0x${'5a'.repeat(32)}`);
let node: FarNode;
let home = '';
const lead = Wallet.createRandom();
const facts = { coordinator: '', token: '', root: '' };

interface Finished {
  readonly code: number;
  readonly stdout: string;
}

/** A command line to its end, in this process: starting one each time is most of the time on a busy machine. */
async function runCli(...args: string[]): Promise<Finished> {
  const out = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const err = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    const code = await runProgram(args);
    return { code, stdout: out.mock.calls.map(([text]) => String(text)).join('') };
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
}

const inHome = (...parts: string[]): string => join(home, ...parts);
const network = (): string[] => ['--home', home, '--rpc', node.url, '--chain-id', String(CHAIN_ID), '--json'];
const key = (): string[] => ['--keystore', inHome('keystore.json'), '--password-file', inHome('password')];
const answer = ({ stdout }: Finished): Record<string, unknown> => z.record(z.string(), z.unknown()).parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
const opening = (): string[] => ['--pack', facts.root, '--rules', inHome('rules.json'), '--gold', '4', ...key(), ...network()];

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'tessera-project-'));
  node = await startFarNode(CHAIN_ID);
  await node.give(lead.address, 10n ** 20n);
  writeFileSync(inHome('keystore.json'), await encryptKeystoreJson({ address: lead.address, privateKey: lead.privateKey }, PASSWORD, { scrypt: { N: 1024, r: 8, p: 1 } }));
  writeFileSync(inHome('password'), `${PASSWORD}\n`, { mode: 0o600 });
  mkdirSync(inHome('data'));
  for (let at = 0; at < 8; at++) writeFileSync(inHome('data', `t${at}.txt`), `text ${at}`);
  writeFileSync(inHome('known.csv'), `item,label\n${[0, 1, 2, 3, 4].map((at) => `t${at}.txt,${at % 2 === 0 ? 'Even' : 'Odd'}`).join('\n')}\n`);
  writeFileSync(inHome('rules.json'), JSON.stringify({ seats: 2, quorum: 2, batchSize: 8, rewardPerLabel: '0.5', stakePerSeat: '2', auditSeconds: 600 }));
}, 60_000);
afterAll(async () => {
  await node.close();
  rmSync(home, { recursive: true, force: true });
});

/** Both annotators sit, commit and are settled: one looks at the item's number, the other always says the first class. */
async function annotate(project: bigint): Promise<void> {
  const deployer = new ChainAccount(node.rpc, lead, CHAIN_ID);
  const send = async (account: ChainAccount, to: string, data: string) => must(await account.send({ to, data })).logs.flatMap((log) => decodeCoordinatorLog(log) ?? []);
  const manifest = manifestSchema.parse(JSON.parse(readFileSync(inHome('packs', 'manifests', `${facts.root}.json`), 'utf8')));
  const honest = Uint8Array.from(manifest.items.flatMap(({ name }) => [1, 1 + (Number(/\d/.exec(name)?.[0]) % 2), 90]));
  const lazy = Uint8Array.from(manifest.items.flatMap(() => [1, 1, 90]));
  const openings: { seat: number; salt: string; detailsHash: string; labels: string }[] = [];
  for (const labels of [honest, lazy]) {
    const wallet = Wallet.createRandom();
    await node.give(wallet.address, 10n ** 19n);
    const account = new ChainAccount(node.rpc, wallet, CHAIN_ID);
    await send(deployer, facts.token, encodeTokenCall('mint', [wallet.address, 10n * TSR]));
    await send(account, facts.token, encodeTokenCall('approve', [facts.coordinator, 10n * TSR]));
    await send(account, facts.coordinator, encodeCoordinatorCall('depositStake', [facts.token, 10n * TSR]));
    const taken = (await send(account, facts.coordinator, encodeCoordinatorCall('takeSeats', [project, 1]))).find((event) => event.name === 'SeatsTaken');
    const seatId = seatIdOf(taken?.args.seatIds[0] ?? 0n);
    const word = commitmentOf({ chainId: CHAIN_ID, coordinator: parseAddress(facts.coordinator), seatId, annotator: parseAddress(wallet.address), labelsHash: keccak(labels), detailsHash: NO_DETAILS, salt: SALT });
    await send(account, facts.coordinator, encodeCoordinatorCall('commit', [[BigInt(seatId)], [word]]));
    openings.push({ seat: seatIndexOf(seatId), salt: SALT, detailsHash: NO_DETAILS, labels: toHex(labels) });
  }
  await send(deployer, facts.coordinator, encodeCoordinatorCall('revealAndSettle', [project << 32n, openings]));
}

// Each test starts the command several times, which on a busy machine takes its time.
describe('tessera project, on somebody else’s chain', { timeout: 300_000 }, () => {
  it('deploys, makes a pack, and says what is missing before anything is sent', async () => {
    const deployed = await runCli('chain', 'deploy', ...key(), ...network(), '--new-token', '--name', 'Far');
    expect(deployed).toMatchObject({ code: 0 });
    facts.coordinator = String(answer(deployed)['coordinator']);
    facts.token = String(answer(deployed)['token']);
    const made = await runCli('ingest', inHome('data'), '--home', home, '--project', 'Numbers', '--classes', 'Even,Odd', '--gold', inHome('known.csv'), '--batch', '8', '--json');
    expect(answer(made)).toMatchObject({ itemCount: 8, gold: { answers: 5, classes: [{ classId: 1, count: 3 }, { classId: 2, count: 2 }] } });
    facts.root = String(answer(made)['root']);
    const short = await runCli('project', 'open', ...opening());
    expect(short).toMatchObject({ code: 3 });
    expect(answer(short)).toMatchObject({ error: { code: 'TOKENS_SHORT' } });
    // Five answers are known, and six would be asked.
    expect(await runCli('chain', 'mint', lead.address, '100', ...key(), ...network())).toMatchObject({ code: 0 });
    const tooFew = await runCli('project', 'open', ...opening().map((part) => (part === '4' ? '6' : part)));
    expect(answer(tooFew)).toMatchObject({ error: { code: 'GOLD_SHORT' } });
    writeFileSync(inHome('bad.json'), JSON.stringify({ rewardPerLabel: 0.5 }));
    const bad = await runCli('project', 'open', ...opening().map((part) => (part === inHome('rules.json') ? inHome('bad.json') : part)));
    expect(answer(bad)).toMatchObject({ error: { code: 'BAD_RULES', field: 'rewardPerLabel' } });
  });

  it('funds and opens for exactly the budget, with the root of the known answers', async () => {
    const funded = answer(await runCli('project', 'fund', ...opening()));
    // 8 items x 2 seats x 0.5 x 1.25, and 8 audits of 0.02.
    expect(funded).toMatchObject({ budget: String((1016n * TSR) / 100n), allowance: funded['budget'] });
    const opened = answer(await runCli('project', 'open', ...opening()));
    expect(opened).toMatchObject({ project: '1', balance: String(100n * TSR), goldRoot: expect.stringMatching(/^0x(?!0{64})/) as string });
    const expert = Wallet.createRandom().address;
    expect(await runCli('project', 'expert', '1', expert, ...key(), ...network())).toMatchObject({ code: 0 });
    expect(answer(await runCli('project', 'status', '1', ...network()))).toMatchObject({ escrow: funded['budget'], experts: [expert], batches: [{ phase: 'untouched', gold: 'waiting' }] });
    expect(await runCli('project', 'status', '2', ...network())).toMatchObject({ code: 3 });
  });

  it('reveals the known answers once the batch is settled, and takes back what was not earned', async () => {
    expect(answer(await runCli('project', 'gold', '1', ...key(), ...network()))).toMatchObject({ revealed: [] });
    await annotate(1n);
    expect(answer(await runCli('project', 'status', '1', ...network()))).toMatchObject({ batches: [{ phase: 'settled', gold: 'due' }] });
    expect(answer(await runCli('project', 'gold', '1', ...key(), ...network()))).toMatchObject({ revealed: [{ batch: 1 }] });
    const after = answer(await runCli('project', 'status', '1', ...network()));
    const verdicts = z.array(z.object({ gold: z.string(), verdicts: z.array(z.object({ gold: z.string() })) })).parse(after['batches']);
    expect(verdicts[0]?.gold).toBe('revealed');
    // Two of each class were asked: always the first is right on half of them.
    expect(verdicts[0]?.verdicts.map(({ gold }) => gold).sort()).toEqual(['passed', 'slashed']);
    const closed = answer(await runCli('project', 'close', '1', ...key(), ...network()));
    expect(BigInt(String(closed['refunded']))).toBeGreaterThan(0n);
    expect(answer(await runCli('project', 'status', '1', ...network()))).toMatchObject({ isClosed: true, refunded: closed['refunded'] });
  });
});
