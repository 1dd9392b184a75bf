import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Before the fuses in Electron's binary; what stands behind it is read and flipped by `@electron/fuses`. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** As Electron ships them, in its order: run as Node, cookies, NODE_OPTIONS, inspect, asar integrity, asar alone, snapshot, file privileges. */
export const SHIPPED_FUSES = '10110001';

/**
 * A folder that electron-builder takes for Electron's distribution where the real one cannot be had: nothing in it runs,
 * but its binary has fuses to be flipped, and everything around it is as in the real one.
 */
export function writeStubElectron(dir: string, version: string): void {
  for (const folder of ['resources', 'locales']) mkdirSync(join(dir, folder), { recursive: true });
  const fuses = Buffer.concat([Buffer.from(SENTINEL, 'latin1'), Buffer.from([1, SHIPPED_FUSES.length]), Buffer.from(SHIPPED_FUSES, 'latin1')]);
  writeFileSync(join(dir, 'electron'), Buffer.concat([Buffer.from('#!/bin/sh\nexit 0\n'), fuses, Buffer.from('\n')]), { mode: 0o755 });
  writeFileSync(join(dir, 'chrome-sandbox'), '#!/bin/sh\nexit 0\n', { mode: 0o755 });
  writeFileSync(join(dir, 'version'), version);
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'resources.pak', 'icudtl.dat', 'v8_context_snapshot.bin']) writeFileSync(join(dir, name), `stub of ${name}\n`);
  for (const locale of ['en-US', 'de', 'fr']) writeFileSync(join(dir, 'locales', `${locale}.pak`), '');
}
