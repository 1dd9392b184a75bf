import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { ChainFacts } from './support/chain-facts.ts';
import { Desk } from './support/desk.ts';
import { Person } from './support/person.ts';
import { type RunningChain, startChain, temporaryHome } from './support/processes.ts';

const project = 'Greetings';
const TSR = 10n ** 18n;
const ITEMS = 16;
/** One in four is of the rare class. */
const isRare = (number: number) => number % 4 === 0;
const nameOf = (number: number) => `${isRare(number) ? 'farewell' : 'greeting'}-${String(number).padStart(2, '0')}.txt`;

/** Sixteen texts; the lead knows twelve of the answers, all of the rare class among them. */
function rawFolder(home: string): { folder: string; answers: string } {
  const folder = join(home, 'raw', 'texts');
  mkdirSync(folder, { recursive: true });
  const numbers = Array.from({ length: ITEMS }, (_, at) => at + 1);
  for (const number of numbers) writeFileSync(join(folder, nameOf(number)), `${isRare(number) ? 'Goodbye' : 'Hello'}, number ${number}.\n`);
  const answers = join(home, 'raw', 'what-we-know.csv');
  const known = numbers.filter((number) => number > 4 || isRare(number)).map((number) => `${nameOf(number)},${isRare(number) ? 'Farewell' : 'Greeting'}`);
  writeFileSync(answers, `item,label\n${known.join('\n')}\nnowhere.txt,Greeting\n`);
  return { folder, answers };
}

test.describe('known answers: who looks is paid, who answers blindly loses pay and stake', () => {
  test.describe.configure({ mode: 'serial' });
  const { home, remove } = temporaryHome();
  const lead = new Person(home, 'lead', ['--no-chain']);
  const annotators = ['ann', 'ben', 'lazy'].map((name) => new Person(home, name, ['--no-chain']));
  const addresses = new Map<string, string>();
  const balances = new Map<string, bigint>();
  let chain: RunningChain;
  let facts: ChainFacts;

  test.beforeAll(async () => {
    chain = await startChain(home, ['--no-seed', '--no-practice', '--allow-cheats']);
    for (const person of [lead, ...annotators]) {
      await person.open();
      await person.createWallet();
      addresses.set(person.name, await person.address());
    }
    facts = new ChainFacts(home, chain.rpcUrl);
  });
  test.afterAll(async () => {
    for (const person of [lead, ...annotators]) await person.close();
    facts.close();
    await chain.stop();
    remove();
  });

  test('the lead gives a file of answers, and opens the project with their root', async () => {
    const { page } = lead;
    const { folder, answers } = rawFolder(home);
    await lead.go('/lead');
    await page.getByRole('button', { name: 'New project' }).first().click();
    await page.getByTestId('lead-folder').setInputFiles(folder);
    await page.getByRole('radio', { name: /^A class/ }).check();
    await page.getByRole('textbox', { name: 'Project’s name' }).fill(project);
    await page.getByRole('textbox', { name: 'Name of class 1' }).fill('Greeting');
    await page.getByRole('textbox', { name: 'Name of class 2' }).fill('Farewell');
    await page.getByLabel('Reward a label').fill('1');
    await page.getByLabel('Stake a seat').fill('8');
    await page.getByLabel('Items a batch').fill('16');
    await page.getByTestId('lead-gold').setInputFiles(answers);
    await expect(page.getByText('what-we-know.csv')).toBeVisible();
    await page.getByLabel('Known answers a batch').fill('8');
    await expect(page.getByText('With 6 or more of 8 right a batch is paid; with 4 or fewer', { exact: false })).toBeVisible();
    await page.getByRole('button', { name: 'Make the pack' }).click();
    await expect(page.getByTestId('lead-gold-taken')).toHaveText('13 known answers are kept on this machine: Greeting 9, Farewell 4.', { timeout: 30_000 });
    // An answer to an item that is not there is named.
    await expect(page.getByRole('row').filter({ hasText: 'nowhere.txt' })).toBeVisible();
    await page.getByText('All rules').click();
    const audit = page.locator('.t-lead-duration').filter({ has: page.getByLabel('Time to audit') });
    await audit.getByRole('combobox').selectOption('minutes');
    await audit.getByRole('spinbutton').fill('2');
    await page.getByRole('button', { name: 'Fund and open' }).click();
    await lead.approve('Let the coordinator take tokens', 'Open');
    await expect(page.getByRole('heading', { level: 1, name: project })).toBeVisible({ timeout: 30_000 });
    await expect(page.getByText('1 batch is not settled yet.')).toBeVisible();
    const [opened] = (await facts.index()).projects.values();
    expect(opened?.params.goldPerBatch).toBe(8);
    expect(existsSync(join(home, 'profiles', 'lead', 'gold', 'plans', `${opened?.goldRoot}.json`))).toBe(true);
  });

  test('annotators get a pack without a trace of the answers', async () => {
    const [manifest] = readdirSync(join(home, 'packs', 'manifests'));
    expect(readFileSync(join(home, 'packs', 'manifests', manifest ?? ''), 'utf8')).not.toMatch(/gold|what-we-know|nowhere/);
    for (const person of annotators) {
      await person.takeSeat(project);
      balances.set(person.name, await facts.balance(addresses.get(person.name) ?? ''));
      expect(existsSync(join(home, 'profiles', person.name, 'gold'))).toBe(false);
    }
  });

  test('two look, one always answers the same', async () => {
    test.setTimeout(480_000);
    for (const person of annotators) {
      await person.go('/work');
      await person.page.getByRole('button', { name: 'Start labelling' }).click();
      const desk = new Desk(person.page);
      for (let item = 1; item <= ITEMS; item++) {
        await desk.ready(`${item} of ${ITEMS}`);
        const name = (await person.page.getByRole('heading', { level: 1 }).textContent()) ?? '';
        await desk.press(person.name !== 'lazy' && name.includes('farewell') ? '2' : '1');
        await desk.saved();
        await desk.press('Enter');
      }
      await person.go('/work');
      await expect(person.page.getByText(`${ITEMS} of ${ITEMS} sealed`)).toBeVisible();
    }
  });

  test('the lead’s window reveals the answers once the batch is settled, without a question', async () => {
    const gold = async () => [...(await facts.index()).seats.values()].map((seat) => seat.gold).sort();
    await expect.poll(gold, { timeout: 120_000 }).toEqual(['passed', 'passed', 'slashed']);
    await expect(lead.page.getByRole('dialog')).toHaveCount(0);
    const row = (text: string) => lead.page.getByRole('region', { name: 'Known answers' }).getByRole('row').filter({ hasText: text });
    await expect(row('8 of 8')).toHaveCount(2, { timeout: 20_000 });
    await expect(row('8 of 8').first()).toContainText('paid');
    // Four of the eight are of the rare class, though it is a quarter of the data: the gate is balanced.
    await expect(row('4 of 8')).toContainText('pay and stake lost');
    await expect(row('4 of 8')).toContainText('8 TSR');
    const slashed = [...(await facts.index()).seats.values()].find((seat) => seat.gold === 'slashed');
    expect(slashed).toMatchObject({ annotator: addresses.get('lazy'), stakeLost: 8n * TSR });
  });

  test('after the window the honest are paid to the token, and the lazy get nothing', async () => {
    await facts.passAudits();
    const expected = { ann: 16n * TSR, ben: 16n * TSR, lazy: 0n };
    for (const person of annotators) {
      await person.go('/earnings');
      await expect(person.page.getByText(/paid in block/).first()).toBeVisible({ timeout: 240_000 });
      const gained = (await facts.balance(addresses.get(person.name) ?? '')) - (balances.get(person.name) ?? 0n);
      expect({ [person.name]: gained }).toEqual({ [person.name]: expected[person.name as keyof typeof expected] });
    }
    const lazy = annotators.find(({ name }) => name === 'lazy')!;
    await expect(lazy.page.getByText('The known answers of this batch were missed too often', { exact: false })).toBeVisible();
    for (const person of [lead, ...annotators]) expect({ [person.name]: person.complaints }).toEqual({ [person.name]: [] });
  });
});
