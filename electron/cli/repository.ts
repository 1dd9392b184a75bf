import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder with package.json: this file runs from source alone. */
const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export const repository = {
  root,
  cli: join(root, 'electron', 'cli', 'tessera.mjs'),
  sampleDir: join(root, 'dist', 'sample'),
  rendererDir: join(root, 'dist', 'renderer'),
  electronMain: join(root, 'dist', 'electron', 'main.cjs'),
} as const;
