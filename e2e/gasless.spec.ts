import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { Wallet } from 'ethers';
import { publishPack } from '../electron/host/packs/export-pack.ts';
import { type PackServer, startPackServer } from '../electron/host/packs/fetch/test-support/pack-server.ts';
import { PackStore } from '../electron/host/packs/pack-store.ts';
import { createPacksService } from '../electron/host/packs/service.ts';
import { outcome, post } from '../electron/host/relay/test-support/ask.ts';
import { Annotator, NO_DETAILS, SALT, TSR, type World, labelsHex, labelsOf, startWorld } from '../electron/host/relay/test-support/world.ts';
import { type Running, startCli } from '../electron/cli/test-support/run-cli.ts';
import { decodeCoordinatorLog, encodeCoordinatorCall } from '../shared/protocol/abi.ts';
import { parseAddress } from '../shared/labels/ids.ts';
import { must } from '../shared/result.ts';
import { Desk } from './support/desk.ts';
import { Person } from './support/person.ts';
import { temporaryHome } from './support/processes.ts';
import { createWallet } from './support/wallet.ts';

const CHAIN_ID = 4280;
const PROJECT = 'Greetings';
test.use({ actionTimeout: 30_000 });

async function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

test.describe('somebody without a coin for gas, on a network of somebody else, with a pack from a web server', () => {
  test.describe.configure({ mode: 'serial' });
  const { home, remove } = temporaryHome();
  const shots = process.env['TESSERA_SHOTS'];
  let world: World;
  let server: PackServer;
  let relay: Running;
  let relayUrl = '';
  let person: Person;
  let other: Annotator;
  let startRelay: () => Promise<Running>;

  const look = async (name: string): Promise<void> => {
    if (shots === undefined) return;
    mkdirSync(shots, { recursive: true });
    for (const [theme, size] of [['light', { width: 1440, height: 900 }], ['dark', { width: 1440, height: 900 }], ['light', { width: 1024, height: 700 }]] as const) {
      await person.page.setViewportSize(size);
      await person.page.emulateMedia({ colorScheme: theme });
      await person.page.waitForTimeout(300);
      await person.page.screenshot({ path: join(shots, `${name}-${theme}-${size.width}.png`), fullPage: true });
    }
    await person.page.setViewportSize({ width: 1440, height: 900 });
  };

  test.beforeAll(async () => {
    const port = await freePort();
    relayUrl = `http://127.0.0.1:${port}`;
    const data = join(home, 'data');
    mkdirSync(data);
    for (let item = 1; item <= 4; item++) writeFileSync(join(data, `text-${item}.txt`), `${item % 2 === 0 ? 'Goodbye' : 'Hello'}, number ${item}. ${'And so on, and so forth. '.repeat(4000)}`);
    const makers = createPacksService({ homeDir: join(home, 'lead'), profileDir: join(home, 'lead'), nowMs: Date.now });
    const classes = ['Even', 'Odd'].map((name, index) => ({ id: index + 1, name, colour: '#336699', key: String(index + 1) }));
    const { pack } = must(await makers.ingest({ source: { from: 'paths', paths: [data] }, name: PROJECT, schema: { name: PROJECT, kind: 'class', classes }, relay: relayUrl }));
    must(await publishPack(new PackStore(join(home, 'lead', 'packs')), pack.root, join(home, 'web', 'greetings'), () => undefined));
    server = await startPackServer(join(home, 'web'));
    world = await startWorld(CHAIN_ID, pack.root, { batches: 1, packUri: `${server.url}/greetings/` });
    const payer = Wallet.createRandom();
    await world.node.give(payer.address, 10n ** 19n);
    writeFileSync(join(home, 'key'), payer.privateKey, { mode: 0o600 });
    startRelay = () => startCli(/Relay:/, 'relay', '--rpc', world.node.url, '--coordinator', world.coordinator, '--home', home, '--key-file', join(home, 'key'), '--project', String(world.project), '--port', String(port), '--batch-seconds', '0.5');
    relay = await startRelay();
    person = new Person(home, 'person', ['--no-chain', '--rpc', world.node.url, '--coordinator', world.coordinator, '--token', world.token]);
    await person.open();
    other = new Annotator(world);
    await other.stakeItself(2n * TSR);
  });
  test.afterAll(async () => {
    await person.close();
    await relay.end('SIGTERM');
    await server.close();
    await world.close();
    remove();
  });

  const card = () => person.projectCard(PROJECT).or(person.page.getByRole('listitem').filter({ hasText: 'Project 1' })).first();

  test('gets the pack from where the lead offers it: held up, altered, paused, whole', async () => {
    const { page } = person;
    await createWallet(page, person.name);
    await person.go('/work');
    server.fault = (request, response) => {
      if (request.url?.includes('/assets/') !== true) return false;
      response.writeHead(503, { 'retry-after': '30' }).end();
      return true;
    };
    await card().getByRole('button', { name: 'Get the pack' }).click();
    await expect(card().getByText('Waits, and goes on by itself')).toBeVisible();
    await expect(card().getByText(/text-\d\.txt: .*HTTP 503/)).toBeVisible();
    await look('pack-waiting');
    server.fault = (request, response, body) => {
      if (request.url?.includes('/assets/') !== true) return false;
      const altered = Buffer.from(body);
      altered[10] = (altered[10] ?? 0) ^ 1;
      response.writeHead(200).end(altered);
      return true;
    };
    await card().getByRole('button', { name: 'Try now' }).click();
    await expect(card().getByText('The pack was changed on its way.')).toBeVisible();
    await expect(card().getByText(/text-\d\.txt/)).toBeVisible();
    await look('pack-altered');
    server.fault = (request, response, body) => {
      if (request.url?.includes('/assets/') !== true) return false;
      response.writeHead(200, { etag: '"one"', 'content-length': String(body.length) });
      response.write(body.subarray(0, 20_000));
      return true;
    };
    await card().getByRole('button', { name: 'Try again' }).click();
    await expect(card().getByText(/of .* · 0 of 4 files/)).toBeVisible();
    await look('pack-coming');
    await card().getByRole('button', { name: 'Pause' }).click();
    await expect(card().getByText('Paused')).toBeVisible();
    server.fault = null;
    await card().getByRole('button', { name: 'Go on' }).click();
    await expect(person.projectCard(PROJECT).getByRole('button', { name: 'Take seats' })).toBeEnabled({ timeout: 60_000 });
    expect(server.asked.some(({ range }) => range !== null)).toBe(true);
  });

  test('takes a seat, labels, and is paid: the relay pays every fee', async () => {
    const { page } = person;
    const address = parseAddress(await person.address());
    await world.give(address, 2n * TSR);
    expect(must(await world.node.rpc.balanceWei(address))).toBe(0n);
    await person.takeSeat(PROJECT);
    const say = async (data: `0x${string}`) => outcome(relayUrl, (await post(relayUrl, await other.request(data))).body['hash']);
    await say(encodeCoordinatorCall('takeSeats', [world.project, 1]));
    const [seat = 0n] = await other.seats();
    await page.getByRole('button', { name: 'Start labelling' }).first().click();
    const desk = new Desk(page);
    // The relay dies while the labels are made: they wait, and the app says why.
    await relay.end('SIGKILL');
    for (let item = 1; item <= 4; item++) {
      await desk.ready(`${item} of 4`);
      await desk.press('1');
      await desk.saved();
      await desk.press('Enter');
    }
    await person.go('/sync');
    await page.getByRole('button', { name: 'Sync now' }).click();
    await expect(page.getByText('The relay that pays the fees does not send now', { exact: false })).toBeVisible({ timeout: 60_000 });
    await look('relay-dead');
    relay = await startRelay();
    const accepted = (call: string) => expect.poll(async () => (await (await fetch(`${relayUrl}/metrics`)).text()).includes(`tessera_relay_accepted_total{call="${call}"}`), { timeout: 120_000 }).toBe(true);
    await accepted('commit');
    await say(encodeCoordinatorCall('commit', [[seat], [other.commitment(seat, labelsOf([1, 1, 1, 1]))]]));
    // Labels are shown only where the commitments lie deep enough to stay.
    for (let block = 0; block < 13; block++) await world.pass(1);
    await accepted('reveal');
    await look('relay-back');
    const events = async () => must(await world.node.rpc.logs(world.coordinator, 0, must(await world.node.rpc.block('latest'))?.number ?? 0)).map(decodeCoordinatorLog);
    const history = (await events()).flatMap((event) => (event?.name === 'Committed' ? event.args.seatIds.map((id, at) => ({ seat: Number(id & 255n), word: event.args.commitments[at] ?? '' })) : []));
    await say(encodeCoordinatorCall('reveal', [seat, SALT, labelsHex([1, 1, 1, 1]), NO_DETAILS, '0x', history]));
    await accepted('settle');
    // Time may not pass between what the relay has taken and the chain: the audit window begins with the settlement.
    await expect.poll(async () => (await events()).some((event) => event?.name === 'BatchSettled'), { timeout: 60_000 }).toBe(true);
    // The draw needs a block after the anchor; then the audit window passes.
    await world.pass(30);
    await world.pass(601);
    // Claims are gathered for a day, unless the person asks. Meanwhile blocks come, as on any network.
    await expect(async () => {
      await world.pass(1);
      await page.getByRole('button', { name: 'Sync now' }).click();
      expect(await (await fetch(`${relayUrl}/metrics`)).text()).toContain('tessera_relay_accepted_total{call="claim"}');
    }).toPass({ timeout: 120_000, intervals: [3_000] });
    await expect.poll(() => world.tokensOf(address), { timeout: 60_000 }).toBe(4n * TSR);
    expect(must(await world.node.rpc.balanceWei(address))).toBe(0n);
    expect(must(await world.node.rpc.nonce(address))).toBe(0);
  });

  test('shows what packs take, who pays, and lets the person choose', async () => {
    const { page } = person;
    await person.go('/settings');
    const packs = page.getByRole('region', { name: 'Packs on this disk' }).or(page.locator('section').filter({ hasText: 'Packs on this disk' })).first();
    await expect(packs.getByText(PROJECT)).toBeVisible();
    await page.getByText('Who pays the fees').first().click();
    await look('settings');
    await packs.getByRole('button', { name: 'Take off the disk' }).first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Keep it' }).click();
    expect(person.complaints).toEqual([]);
  });
});
