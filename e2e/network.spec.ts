import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { Wallet } from 'ethers';
import { addressBookSchema } from '../shared/protocol/address-book.ts';
import { type FarNode, startFarNode } from '../electron/host/chain/deploy/test-support/far-node.ts';
import { runCli } from '../electron/cli/test-support/run-cli.ts';
import { Person } from './support/person.ts';
import { temporaryHome } from './support/processes.ts';

const CHAIN_ID = 4243;
const OTHER_ID = 4244;

test.use({ actionTimeout: 30_000 });

test.describe('somebody else’s network, added from the address book that its deployment wrote', () => {
  test.describe.configure({ mode: 'serial' });
  const { home, remove } = temporaryHome();
  const person = new Person(home, 'person', ['--no-chain']);
  const bookFile = join(home, 'far-book.json');
  let node: FarNode;
  let other: FarNode;

  test.beforeAll(async () => {
    [node, other] = [await startFarNode(CHAIN_ID), await startFarNode(OTHER_ID)];
    const deployer = Wallet.createRandom();
    writeFileSync(join(home, 'key'), deployer.privateKey, { mode: 0o600 });
    await node.give(deployer.address, 10n ** 19n);
    const deployed = await runCli('chain', 'deploy', '--rpc', node.url, '--chain-id', String(CHAIN_ID), '--key-file', join(home, 'key'), '--new-token', '--name', 'Far chain', '--home', home, '--book', bookFile);
    expect(deployed).toMatchObject({ code: 0 });
    await person.open();
  });
  test.afterAll(async () => {
    await person.close();
    await node.close();
    await other.close();
    remove();
  });

  const dialog = () => person.page.getByRole('dialog', { name: 'Add a network' });
  const give = async (path: string): Promise<void> => dialog().getByTestId('address-book').setInputFiles(path);
  const add = async (rpcUrl: string): Promise<void> => {
    await dialog().getByLabel('RPC address').fill(rpcUrl);
    await dialog().getByRole('button', { name: 'Check and add' }).click();
  };
  const fileOf = (name: string, text: string): string => {
    const path = join(home, name);
    writeFileSync(path, text);
    return path;
  };

  test('garbage is refused with what is wrong in it, and nothing is taken in', async () => {
    await person.go('/settings');
    await person.page.getByRole('button', { name: 'Add a network' }).click();
    await give(fileOf('words.json', 'these are words'));
    await expect(dialog().getByRole('alert')).toContainText('no address book');
    const book = addressBookSchema.parse(JSON.parse(readFileSync(bookFile, 'utf8')));
    await give(fileOf('cut.json', JSON.stringify({ ...book, deployments: book.deployments.map((entry) => ({ ...entry, coordinator: { ...entry.coordinator, address: '0x12' } })) })));
    await expect(dialog().getByRole('alert')).toContainText('coordinator');
    await expect(dialog().getByRole('combobox').getByRole('option', { name: /Far chain/ })).toHaveCount(0);
  });

  test('a book whose code hash is not the contract’s is held against the node', async () => {
    const book = addressBookSchema.parse(JSON.parse(readFileSync(bookFile, 'utf8')));
    const forged = { ...book, deployments: book.deployments.map((entry) => ({ ...entry, name: 'Forged', coordinator: { ...entry.coordinator, codeHash: `0x${'ab'.repeat(32)}` } })) };
    await give(fileOf('forged.json', JSON.stringify(forged)));
    await dialog().getByRole('combobox').selectOption({ label: 'Forged, from the address book' });
    await add(node.url);
    await expect(dialog().getByRole('alert')).toContainText('other code');
  });

  test('the good book fills the form; a node of another chain is refused, and one without the contract', async () => {
    await give(bookFile);
    await dialog().getByRole('combobox').selectOption({ label: 'Far chain, from the address book' });
    await expect(dialog().getByLabel('Chain id')).toHaveValue(String(CHAIN_ID));
    await add(other.url);
    await expect(dialog().getByRole('alert')).toContainText(`a node of chain ${OTHER_ID}`);
    await dialog().getByLabel('Chain id').fill(String(OTHER_ID));
    await add(other.url);
    await expect(dialog().getByRole('alert')).toContainText('no contract');
    await dialog().getByLabel('Chain id').fill(String(CHAIN_ID));
    await add(node.url);
    await expect(dialog()).toHaveCount(0);
    const line = person.page.getByRole('listitem').filter({ hasText: 'Far chain' });
    await expect(line).toContainText(node.url);
    await expect(line).toContainText('this version');
    await line.getByRole('button', { name: 'Use' }).click();
    await expect(line.getByText('In use')).toBeVisible({ timeout: 20_000 });
  });
});
