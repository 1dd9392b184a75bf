import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { crashReportSchema } from '../shared/crash/crash-report.ts';
import { Person } from './support/person.ts';
import { temporaryHome } from './support/processes.ts';

/** What an error knows and a report must not: a key, a password, a label, a path of the person's. */
const secrets = ['ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80', 'correct horse battery', 'Patient Rosalind', '/home/rosalind'];

/** A part of the window fails where nobody catches it: it ends as a file on this machine, without what it was about. */
test('what fails in the window is a redacted report on the disk, offered in the settings', async () => {
  const { home, remove } = temporaryHome();
  const person = new Person(home, 'faulty', ['--no-chain']);
  const folder = join(home, 'profiles', 'faulty', 'crashes');
  const reports = () => (existsSync(folder) ? readdirSync(folder) : []).map((name) => readFileSync(join(folder, name), 'utf8'));
  try {
    await person.open();
    const { page } = person;
    await person.go('/work');
    await expect(page.getByRole('heading', { level: 1, name: 'Work' })).toBeVisible();
    expect(reports()).toEqual([]);
    // Out of a task of its own, as code of the window is run: no test stands around it that could catch it.
    await page.evaluate((told) => {
      setTimeout(() => {
        throw Object.assign(new TypeError(`cannot draw ${told.join(' ')}`), { code: told[1] });
      }, 0);
    }, secrets);
    await expect.poll(() => reports().length).toBe(1);
    await page.evaluate((told) => void Promise.reject(new RangeError(told.join(' '))), secrets);
    await expect.poll(() => reports().length).toBe(2);
    const kept = reports().map((text) => crashReportSchema.parse(JSON.parse(text)));
    expect(kept.map(({ from, name, code, view }) => ({ from, name, code, view })).sort((a, b) => b.name.localeCompare(a.name))).toEqual([
      { from: 'window', name: 'TypeError', code: null, view: 'work' },
      { from: 'window', name: 'RangeError', code: null, view: 'work' },
    ]);
    for (const secret of secrets) expect(reports().join('\n').includes(secret), secret).toBe(false);

    await person.go('/settings');
    const panel = page.getByRole('region', { name: 'Fault reports' });
    await expect(panel.getByRole('listitem')).toHaveCount(2);
    await panel.getByRole('listitem').filter({ hasText: 'TypeError' }).getByRole('button', { name: 'Show file' }).click();
    const dialog = page.getByRole('dialog', { name: 'Fault reports' });
    await expect(dialog).toContainText(folder);
    await expect(dialog.locator('pre')).toContainText('"name": "TypeError"');
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await expect(panel.getByRole('listitem')).toHaveCount(1);
    await expect.poll(() => reports().length).toBe(1);
    expect(reports()[0]).toContain('RangeError');
    // The window went on: the faults were its own, and are all that it complains of.
    expect(person.complaints.filter((line) => !/cannot draw|RangeError|Patient Rosalind/.test(line))).toEqual([]);
  } finally {
    await person.close();
    remove();
  }
});
