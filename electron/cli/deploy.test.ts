import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Wallet, encryptKeystoreJson } from 'ethers/wallet';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AddressBook, addressBookSchema } from '../../shared/protocol/address-book.ts';
import { standardCoordinator } from '../../shared/protocol/deployment/contracts.ts';
import { must } from '../../shared/result.ts';
import { type FarNode, startFarNode } from '../host/chain/deploy/test-support/far-node.ts';
import { type Finished, runCli } from './test-support/run-cli.ts';

const CHAIN_ID = 4242;
let node: FarNode;
let bare: FarNode;
let home = '';
let keyFile = '';
let wallet = Wallet.createRandom();

beforeAll(async () => {
  node = await startFarNode(CHAIN_ID);
  bare = await startFarNode(CHAIN_ID, '--disable-default-create2-deployer');
});
afterAll(async () => {
  await node.close();
  await bare.close();
});
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'tessera-deploy-'));
  wallet = Wallet.createRandom();
  keyFile = join(home, 'key');
  writeFileSync(keyFile, `${wallet.privateKey}\n`, { mode: 0o600 });
  for (const one of [node, bare]) await one.give(wallet.address, 10n ** 19n);
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const deploy = (on: FarNode, ...more: string[]): Promise<Finished> => runCli('chain', 'deploy', '--rpc', on.url, '--home', home, ...more);
const withKey = (on: FarNode, ...more: string[]): Promise<Finished> => deploy(on, '--key-file', keyFile, ...more);
const bookAt = (path = join(home, 'address-book.json')): AddressBook => addressBookSchema.parse(JSON.parse(readFileSync(path, 'utf8')));

interface Report {
  readonly coordinator: string;
  readonly token: string | null;
  readonly method: string;
  readonly deployedAtBlock: number;
  readonly gasUsed: string;
  readonly costWei: string;
  readonly contracts: { readonly name: string; readonly isNew: boolean; readonly isThere?: boolean }[];
}
const reportOf = ({ stdout }: Finished): Report => JSON.parse(stdout) as Report;

// Each test starts the command several times, which on a busy machine takes its time.
describe('tessera chain deploy', { timeout: 300_000 }, () => {
  it('says what it would cost and sends nothing, then deploys, and writes the book that the app reads', async () => {
    const dry = await withKey(node, '--new-token', '--dry-run', '--json');
    expect(dry).toMatchObject({ code: 0 });
    expect(reportOf(dry)).toMatchObject({ isDryRun: true, method: 'create2', balanceWei: (10n ** 19n).toString() });
    expect(must(await node.rpc.nonce(wallet.address))).toBe(0);
    expect(existsSync(join(home, 'address-book.json'))).toBe(false);
    const done = await withKey(node, '--new-token', '--name', 'Far', '--json');
    expect(done).toMatchObject({ code: 0 });
    expect(done.stderr).toContain('gas');
    const report = reportOf(done);
    expect(report.coordinator).toBe(standardCoordinator());
    expect(BigInt(report.costWei)).toBe(10n ** 19n - must(await node.rpc.balanceWei(wallet.address)));
    const [entry] = bookAt().deployments;
    expect(entry).toMatchObject({ chainId: CHAIN_ID, name: 'Far', method: 'create2', coordinator: { address: report.coordinator }, token: { address: report.token }, deployedAtBlock: report.deployedAtBlock });
    expect(readFileSync(join(home, 'address-book.json'), 'utf8')).not.toContain(node.url);
    const again = reportOf(await withKey(node, '--json'));
    expect(again.gasUsed).toBe('0');
    expect(again).toMatchObject({ coordinator: report.coordinator, token: report.token, deployedAtBlock: report.deployedAtBlock });
    expect(bookAt().deployments).toHaveLength(1);
  });

  it('deploys plainly where CREATE2 is missing, repeats from the book under another key, and puts the proxy there when asked', async () => {
    const book = join(home, 'far', 'book.json');
    const first = reportOf(await withKey(bare, '--book', book, '--json'));
    expect(first).toMatchObject({ method: 'plain', token: null });
    const other = Wallet.createRandom();
    await bare.give(other.address, 10n ** 19n);
    writeFileSync(keyFile, other.privateKey);
    const again = reportOf(await withKey(bare, '--book', book, '--json'));
    expect(again).toMatchObject({ coordinator: first.coordinator, gasUsed: '0', deployedAtBlock: first.deployedAtBlock });
    const dry = await withKey(bare, '--put-create2', '--dry-run', '--json');
    expect(reportOf(dry).contracts.every(({ isThere }) => isThere === false)).toBe(true);
    const put = await withKey(bare, '--put-create2', '--book', book, '--json');
    expect(put).toMatchObject({ code: 0 });
    expect(reportOf(put)).toMatchObject({ method: 'create2', coordinator: standardCoordinator() });
    expect(bookAt(book).deployments.map(({ method }) => method)).toEqual(['create2', 'plain']);
  });

  it('takes a keystore, and never shows the key', async () => {
    const keystore = join(home, 'keystore.json');
    const passwordFile = join(home, 'password');
    writeFileSync(keystore, await encryptKeystoreJson({ address: wallet.address, privateKey: wallet.privateKey }, 'correct horse', { scrypt: { N: 1024 } }));
    writeFileSync(passwordFile, 'wrong horse\n');
    const wrong = await deploy(node, '--keystore', keystore, '--password-file', passwordFile);
    expect(wrong).toMatchObject({ code: 3 });
    expect(wrong.stderr).toContain('WRONG_PASSWORD [--password-file]');
    expect(await deploy(node, '--keystore', keystore)).toMatchObject({ code: 2 });
    writeFileSync(passwordFile, 'correct horse\n');
    const done = await deploy(node, '--keystore', keystore, '--password-file', passwordFile, '--new-token');
    expect(done).toMatchObject({ code: 0 });
    expect(done.stderr).toContain(wallet.address);
    expect(done.stdout).toMatch(/Coordinator {2}0x/);
    for (const text of [done.stdout, done.stderr, wrong.stderr]) expect(text).not.toContain(wallet.privateKey.slice(2));
  });

  it('pays in a token that is there, and refuses what is no token', async () => {
    const { token } = reportOf(await withKey(node, '--new-token', '--json'));
    const given = await withKey(node, '--token', token ?? '', '--book', join(home, 'other.json'), '--json');
    expect(reportOf(given)).toMatchObject({ token, gasUsed: '0' });
    const coordinator = await withKey(node, '--token', standardCoordinator());
    expect(coordinator).toMatchObject({ code: 4 });
    expect(coordinator.stderr).toContain('NOT_TOKEN [--token]');
    expect(await withKey(node, '--token', `0x${'12'.repeat(20)}`)).toMatchObject({ code: 4 });
  });

  it('names what is wrong before anything is sent', async () => {
    const nonce = must(await bare.rpc.nonce(wallet.address));
    const wrongChain = await withKey(bare, '--chain-id', '1');
    expect(wrongChain).toMatchObject({ code: 4 });
    expect(wrongChain.stderr).toContain('WRONG_CHAIN [--chain-id]');
    expect(await withKey(bare, '--token', '0x12')).toMatchObject({ code: 3 });
    expect(await withKey(bare, '--token', wallet.address, '--new-token')).toMatchObject({ code: 2 });
    expect(await deploy(bare)).toMatchObject({ code: 2 });
    const book = join(home, 'book.json');
    writeFileSync(book, '{"format":"tessera-address-book","version":1,"deployments":[{"chainId":"x"}]}');
    const badBook = await withKey(bare, '--book', book);
    expect(badBook).toMatchObject({ code: 3 });
    expect(badBook.stderr).toContain('deployments.0.chainId');
    await bare.give(wallet.address, 1000n);
    // Another key's contracts are not looked for: everything would have to be deployed.
    const poor = await withKey(bare, '--new-token');
    expect(poor).toMatchObject({ code: 4 });
    expect(poor.stderr).toContain('INSUFFICIENT_FUNDS');
    const poorDry = await withKey(bare, '--new-token', '--dry-run');
    expect(poorDry).toMatchObject({ code: 4 });
    expect(poorDry.stdout).toContain('Must hold');
    expect(must(await bare.rpc.nonce(wallet.address))).toBe(nonce);
  });

  it('never shows a key file that is no key, and warns of one that others may read', async () => {
    writeFileSync(keyFile, 'not a key');
    const wrong = await withKey(node);
    expect(wrong).toMatchObject({ code: 3 });
    expect(wrong.stderr).toContain('BAD_KEY [--key-file]');
    expect(wrong.stderr).not.toContain('not a key');
    writeFileSync(keyFile, '0'.repeat(64));
    expect(await withKey(node)).toMatchObject({ code: 3 });
    writeFileSync(keyFile, wallet.privateKey);
    chmodSync(keyFile, 0o644);
    const offline = await runCli('chain', 'deploy', '--rpc', 'http://127.0.0.1:1', '--home', home, '--key-file', keyFile);
    expect(offline).toMatchObject({ code: 4 });
    expect(offline.stderr).toContain('chmod 600');
  });
});
