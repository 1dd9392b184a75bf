import { openWindow } from './support/window.ts';
import { startProfile, temporaryHome } from './support/processes.ts';
import { createWallet, password } from './support/wallet.ts';
const { home } = temporaryHome();
const run = await startProfile(home, 'default', ['--host-only', '--allow-cheats']);
console.log('url', run.url, home);
const w = await openWindow(home, 'a', run.url);
const { page } = w;
const shot = (n: string) => page.screenshot({ path: `/tmp/w-${n}.png` });
const text = async () => (await page.locator('body').innerText()).replace(/\n+/g, ' | ').slice(0, 2500);
try {
  await createWallet(page, 'Ann');
  const base = run.url.replace(/#.*$/, '');
  await page.goto(base + '#/work');
  const card = page.getByRole('listitem', { name: /photographs/i }).first();
  await card.getByRole('button', { name: 'Take seats' }).click();
  await page.waitForTimeout(1500);
  await shot('take');
  await page.getByRole('dialog').getByRole('button', { name: /^Take 1/ }).click();
  for (let i = 0; i < 2; i++) {
    await page.waitForTimeout(2500);
    await shot('approve' + i);
    console.log('dialogs', await page.getByRole('dialog').allInnerTexts());
    const yes = page.getByRole('dialog').getByRole('button', { name: /^(Approve|Sign|Allow|Deposit)/ }).last();
    if (await yes.count() && await yes.isEnabled()) await yes.click();
  }
  await page.waitForTimeout(6000);
  await shot('taken');
  console.log(await text());
  await page.getByRole('button', { name: /Start labelling/ }).first().click();
  await page.waitForTimeout(3000);
  await shot('desk');

  for (let i = 0; i < 6; i++) {
    await page.keyboard.press('b');
    const cx = 640, cy = 430;
    await page.mouse.move(cx - 60, cy - 50); await page.mouse.down(); await page.mouse.move(cx + 30, cy + 30, { steps: 4 }); await page.mouse.move(cx + 60, cy + 60, { steps: 3 }); await page.mouse.up();
    await page.waitForTimeout(400);
    await page.keyboard.press('Enter');
    await page.waitForTimeout(700);
  }
  await shot('sealed');
  await page.goto(base + '#/sync');
  for (let i = 0; i < 8; i++) {
    await page.waitForTimeout(4000);
    await shot('sync' + i);
    console.log(i, (await text()).slice(60, 700));
  }
  await page.goto(base + '#/earnings'); await page.waitForTimeout(1500);
  await page.locator('summary').first().click().catch(() => undefined);
  await shot('earn'); console.log(await text());
  await page.waitForTimeout(110_000);
  await page.goto(base + '#/earnings'); await page.waitForTimeout(1500);
  await shot('claimed'); console.log('CLAIMED', (await text()).slice(0, 700)); console.log('BAR', (await text()).slice(-160));
  // another window
  const second = await w.context.newPage();
  await second.goto(base + '#/work'); await second.waitForTimeout(3500);
  await second.screenshot({ path: '/tmp/w-second.png' }); console.log('SECOND', (await second.locator('body').innerText()).replace(/\n+/g, ' | ').slice(0, 500));
  await second.getByRole('button', { name: 'Take over here' }).click(); await second.waitForTimeout(2500);
  console.log('TAKEN OVER', (await second.locator('body').innerText()).replace(/\n+/g, ' | ').slice(0, 300));
  console.log('FIRST', (await text()).slice(0, 300));
  await page.close();
  await second.evaluate(async () => { for (const d of await indexedDB.databases()) if (d.name) await new Promise((r) => { const q = indexedDB.deleteDatabase(d.name!); q.onsuccess = q.onerror = q.onblocked = () => r(null); }); });
  await second.reload(); await second.waitForTimeout(3500);
  await second.screenshot({ path: '/tmp/w-restore.png' }); console.log('RESTORE', (await second.locator('body').innerText()).replace(/\n+/g, ' | ').slice(0, 700));
  await second.getByRole('button', { name: 'Rebuild from the journal' }).click(); await second.waitForTimeout(1500);
  console.log('REBUILT', (await second.locator('body').innerText()).replace(/\n+/g, ' | ').slice(0, 500));
  await second.getByRole('button', { name: 'Open Tessera' }).click(); await second.waitForTimeout(5000);
  await second.screenshot({ path: '/tmp/w-restored.png', fullPage: true }); console.log('AFTER', (await second.locator('body').innerText()).replace(/\n+/g, ' | ').slice(0, 700));
  const log = run.output();
  console.log(log.slice(-600));
} catch (e) { console.log('ERR', e); await shot('err'); console.log(await text()); }
console.log('errors', w.errors);
await w.close(); await run.stop(); process.exit(0);
