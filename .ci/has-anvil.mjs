import { existsSync } from 'node:fs';
import { join } from 'node:path';

const SYSTEMS = { linux: 'linux', darwin: 'darwin', mas: 'darwin', win32: 'win32' };
/** electron-builder's numbers of architectures: x64, arm64, and both in one for macOS. */
const ARCHS = { 1: ['amd64'], 3: ['arm64'], 4: ['amd64', 'arm64'] };

/**
 * electron-builder's `afterPack`: an app without the local chain's node for the machine that it is made for is not made.
 * npm installs the binary of the machine that packs, and of no other.
 * @param {import('electron-builder').AfterPackContext} context
 */
export default function hasAnvil({ appOutDir, arch, electronPlatformName, packager }) {
  const file = electronPlatformName === 'win32' ? 'anvil.exe' : 'anvil';
  for (const each of ARCHS[arch] ?? []) {
    const name = `@foundry-rs/anvil-${SYSTEMS[electronPlatformName]}-${each}`;
    if (existsSync(join(packager.getResourcesDir(appOutDir), 'app.asar.unpacked/node_modules', name, 'bin', file))) continue;
    throw new Error(`The package has no local chain: ${name} is not installed. Run npm install --no-save --force ${name}@VERSION, with the version of @foundry-rs/anvil, and pack again.`);
  }
}
