import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { _electron, expect, test } from '@playwright/test';
import { temporaryHome } from './support/processes.ts';

const root = join(import.meta.dirname, '..');
const packageDir = join(root, 'node_modules/electron');

/** Electron's binary, where it was fetched. */
function binary(): string | null {
  const named = join(packageDir, 'path.txt');
  const path = existsSync(named) ? join(packageDir, 'dist', readFileSync(named, 'utf8').trim()) : null;
  return path !== null && existsSync(path) ? path : null;
}

test.describe('the desktop app', () => {
  const executablePath = binary();
  test.skip(executablePath === null && process.env['TESSERA_NEEDS_ELECTRON'] === undefined, 'Electron’s binary is not on this machine (node node_modules/electron/install.js fetches it)');

  test('opens, isolated, with the host in a process of its own', async () => {
    const home = temporaryHome();
    const app = await _electron.launch({ executablePath: executablePath ?? '', args: [join(root, 'dist/electron/main.cjs'), '--home', home.home, '--profile', 'smoke'] });
    try {
      const page = await app.firstWindow();
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible({ timeout: 60_000 });
      expect(page.url()).toMatch(/^app:\/\/tessera\//);
      // Nothing of Node in the page, and the bridge has names alone.
      expect(await page.evaluate(() => [typeof (globalThis as { require?: unknown }).require, typeof (globalThis as { process?: unknown }).process])).toEqual(['undefined', 'undefined']);
      expect(await page.evaluate(() => window.open('https://example.org/') === null)).toBe(true);
      expect(await page.evaluate(() => {
        const script = document.createElement('script');
        try {
          script.text = 'globalThis.ran = 1';
          document.head.append(script);
        } catch {
          return 'refused';
        }
        return 'ran' in globalThis ? 'ran' : 'refused';
      })).toBe('refused');
      const services = await app.evaluate(({ app: electron }) => electron.getAppMetrics().map(({ name }) => name ?? ''));
      expect(services).toContain('Tessera host');
    } finally {
      await app.close();
      home.remove();
    }
  });
});
