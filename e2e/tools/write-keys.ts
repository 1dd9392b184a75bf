/*
 * Writes docs/keys.md from the table of commands. `npx tsx e2e/tools/write-keys.ts [--check]`: with --check nothing is
 * written, and the exit code is 1 where the file is not what the table says.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { t } from '../../renderer/app/strings/strings.ts';
import { keysDocument } from '../../renderer/commands/keys-document.ts';

const path = fileURLToPath(new URL('../../docs/keys.md', import.meta.url));
const wanted = keysDocument(t);
if (!process.argv.includes('--check')) await writeFile(path, wanted);
else if ((await readFile(path, 'utf8').catch(() => '')) !== wanted) {
  console.error('docs/keys.md is not what the table of commands says. Write it anew: npx tsx e2e/tools/write-keys.ts');
  process.exitCode = 1;
}
