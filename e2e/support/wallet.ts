import { expect, type Page } from '@playwright/test';

export const password = 'four unrelated words here';

/** Creates a wallet as a first-time user does: the words shown, three of them typed back, a password. */
export async function createWallet(page: Page, name: string): Promise<string[]> {
  // Who is new stands on the sample, where nobody is asked for a wallet.
  await goToWallet(page);
  await page.getByRole('button', { name: 'Create a wallet' }).first().click();
  await page.getByRole('button', { name: 'I have paper and pen' }).click();
  await page.getByRole('button', { name: 'Show the words' }).click();
  const words = await page.getByRole('list', { name: 'Recovery phrase' }).getByRole('listitem').locator('.t-mono').allTextContents();
  expect(words).toHaveLength(12);
  await page.getByRole('button', { name: 'I have written them down' }).click();
  for (const field of await page.getByRole('textbox', { name: /^Word \d+/ }).all()) {
    const label = await field.evaluate((input) => (input as HTMLInputElement).labels?.[0]?.textContent ?? '');
    await field.fill(words[Number(/\d+/.exec(label)?.[0]) - 1] ?? '');
  }
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('textbox', { name: 'Name of the account' }).fill(name);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByLabel('Password again').fill(password);
  await page.getByRole('button', { name: /^(Create|Finish)/ }).last().click();
  await expect(page.getByRole('dialog')).toHaveCount(0, { timeout: 90_000 });
  return words;
}

async function goToWallet(page: Page): Promise<void> {
  await page.evaluate(() => {
    if (!location.hash.startsWith('#/wallet')) location.hash = '/work';
  });
}

/** Brings in an account whose key a test knows. */
export async function importKey(page: Page, name: string, key: string): Promise<void> {
  await goToWallet(page);
  await page.getByRole('button', { name: 'Import', exact: true }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('tab', { name: 'Private key' }).click();
  await dialog.getByRole('textbox', { name: 'Private key' }).fill(key);
  await dialog.getByRole('textbox', { name: 'Name of the account' }).fill(name);
  await dialog.getByLabel('Password', { exact: true }).fill(password);
  await dialog.getByLabel('Password again').fill(password);
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(dialog).toHaveCount(0, { timeout: 90_000 });
}
