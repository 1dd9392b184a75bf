import { build } from 'esbuild';
import { join } from 'node:path';

/**
 * A part of a bench as one file, as the host ships: run from source, the loader's own memory and time would be measured
 * with it. @returns where it lies
 */
export async function bundled(entry: string, folder: string): Promise<string> {
  const outfile = join(folder, 'run-one.mjs');
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    external: ['electron', '@foundry-rs/*'],
    // Libraries that are CommonJS ask for Node's own modules in their own way.
    banner: { js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);" },
    logLevel: 'warning',
  });
  return outfile;
}
