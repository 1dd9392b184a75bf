import { expect, test } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { Person } from './support/person.ts';
import { type RunningChain, startChain, temporaryHome } from './support/processes.ts';
import { createWallet, password } from './support/wallet.ts';

const BOB = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
/** The same ends, made to be taken for Bob. */
const POISON = `0x7099${'5'.repeat(32)}79c8`;

/** Money and keys, as somebody with a wallet has them in hand. */
test.describe('the wallet', () => {
  const home = temporaryHome();
  const ann = new Person(home.home, 'ann', ['--no-chain']);
  let chain: RunningChain;
  let words: string[] = [];

  test.beforeAll(async () => {
    chain = await startChain(home.home, ['--no-practice']);
    await ann.open();
    await ann.page.emulateMedia({ reducedMotion: 'reduce' });
    await ann.go('/wallet');
    words = await createWallet(ann.page, 'ann');
    await expect.poll(() => ann.tokens()).toBe(1000);
  });
  test.afterAll(async () => {
    await ann.close();
    await chain.stop();
    home.remove();
  });

  const field = (name: string | RegExp) => ann.page.getByRole('dialog').getByLabel(name, { exact: typeof name === 'string' });
  const more = async (item: string) => {
    await ann.page.getByRole('button', { name: 'More for ann' }).click();
    await ann.page.getByRole('menuitem', { name: item }).click();
  };

  test('names an address, pays it, and keeps it in the history', async () => {
    const { page } = ann;
    await page.getByRole('button', { name: 'Add an address' }).click();
    await field('Name').fill('Bob');
    await field('Address').fill(BOB.replace('C8', 'c8'));
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('dialog')).toContainText('wrong digit');
    await field('Address').fill(BOB);
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('dialog')).toHaveCount(0);

    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await field('To').fill(POISON);
    await expect(page.getByRole('dialog')).toContainText('Careful: it looks like Bob');
    await field('From the address book').selectOption({ value: BOB });
    await expect(page.getByRole('dialog')).toContainText('In your address book: Bob');
    await expect(page.getByRole('dialog').getByText(/Network fee, at most: [\d<]/)).toBeVisible();
    await page.getByRole('button', { name: 'All of it' }).click();
    await expect(field('Amount')).toHaveValue('1000');
    await field('Amount').fill('12.5');
    await page.getByRole('button', { name: 'Look at the request' }).click();

    const request = page.getByRole('dialog', { name: 'A request waits for you' });
    await expect(request).toContainText('12.5 TSR');
    await expect(request).toContainText(BOB);
    await expect(request.getByRole('button', { name: 'Reject' })).toBeFocused();
    await ann.approve('Send tokens');
    await expect.poll(() => ann.tokens()).toBe(987.5);
    const sent = page.getByRole('region', { name: 'History' }).getByRole('row').filter({ hasText: 'Sent' });
    await expect(sent).toContainText('-12.5 TSR');
    await expect(page.getByRole('region', { name: 'History' }).getByRole('row').filter({ hasText: 'Received' })).toContainText('+1,000 TSR');
  });

  test('pays fee money, all of it but the fee', async () => {
    const { page } = ann;
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByRole('radio', { name: 'Fee money' }).check();
    await field('To').fill(BOB);
    await page.getByRole('button', { name: 'All of it' }).click();
    await page.getByRole('button', { name: 'Look at the request' }).click();
    await ann.approve('Send fee money');
    await expect(page.getByRole('region', { name: 'History' }).getByRole('row').filter({ hasText: 'ETH' })).toContainText('Sent');
    await page.getByRole('button', { name: 'Get practice money' }).click();
    await expect(page.getByText('Practice money is on its way')).toBeVisible();
    await expect.poll(() => ann.tokens()).toBe(1987.5);
  });

  test('holds to its daily limit, which only the password raises', async () => {
    const { page } = ann;
    const limits = page.getByRole('region', { name: 'Daily limit' });
    await limits.getByRole('button', { name: 'Change the daily limit: Tokens' }).click();
    await field(/At most/).fill('20');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(limits).toContainText('12.5 of 20 TSR');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await field('To').fill(BOB);
    await field('Amount').fill('8');
    await page.getByRole('button', { name: 'Look at the request' }).click();
    const request = page.getByRole('dialog', { name: 'A request waits for you' });
    await expect(request).toContainText('12.5 TSR / 20.0 TSR');
    await request.getByRole('button', { name: 'Approve' }).click();
    await expect(request).toContainText('beyond the account’s daily limit');
    await request.getByRole('button', { name: 'Reject' }).click();
    await expect(request).toHaveCount(0);
    expect(await ann.tokens()).toBe(1987.5);
    await limits.getByRole('button', { name: 'Change the daily limit: Tokens' }).click();
    await field(/At most/).fill('100');
    await expect(page.getByRole('button', { name: 'Save' })).toBeDisabled();
    await field('Password').fill('not the password');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('dialog')).toContainText('not the password of this account');
    await field('Password').fill(password);
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(limits).toContainText('12.5 of 100 TSR');
  });

  test('shows its words to the password alone, and hides them again', async () => {
    const { page } = ann;
    await more('Show the recovery phrase');
    await expect(page.getByRole('button', { name: 'Show it for a minute' })).toBeDisabled();
    await page.getByRole('checkbox', { name: /Nobody else sees my screen/ }).check();
    await field('Password').fill(password);
    await page.getByRole('button', { name: 'Show it for a minute' }).click();
    const shown = page.getByRole('list', { name: 'Recovery phrase' }).locator('.t-mono');
    await expect(shown).toHaveText(words);
    await expect(page.getByText(/hidden again in \d+ seconds/)).toBeVisible();
    await page.getByRole('button', { name: 'Hide it now' }).click();
    await expect(shown).toHaveCount(0);
    expect(await page.content()).not.toContain(`>${words[0] ?? ''}<`);
  });

  test('has further accounts of one phrase, and leaves as a file', async () => {
    const { page } = ann;
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      (async () => {
        await more('Export as a keystore file');
        await field('Password').fill(password);
        await page.getByRole('button', { name: 'Save the file' }).click();
      })(),
    ]);
    const file = JSON.parse(await readFile(await download.path(), 'utf8')) as { version: number };
    expect(file.version).toBe(3);
    await more('Another account of this phrase');
    await field('Name of the account').fill('savings');
    await field('Password').fill(password);
    await page.getByRole('button', { name: 'Add the account' }).click();
    await expect(page.getByText('savings is there, and in use.')).toBeVisible({ timeout: 60_000 });
    await expect(page.getByRole('region', { name: 'Accounts' })).toContainText('Passwords are not remembered in a browser tab');
    expect(ann.complaints).toEqual([]);
  });
});
