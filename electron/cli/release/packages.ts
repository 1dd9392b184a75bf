import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { FeedFile, UpdateTarget } from '../../host/updates/feed.ts';
import { sha512Of } from '../../host/updates/file-hash.ts';

/** By the names that electron-builder.yml gives them. */
const ENDINGS: Readonly<Record<UpdateTarget, string>> = {
  'linux-x64-appimage': '-linux-x86_64.AppImage',
  'linux-x64-deb': '-linux-amd64.deb',
  'mac-universal-dmg': '-mac-universal.dmg',
  'win-x64-nsis': '-win-x64.exe',
};

/** The packages of a version in a folder, each with its hash. */
export async function packagesIn(dir: string, version: string): Promise<FeedFile[]> {
  const names = readdirSync(dir);
  const files: FeedFile[] = [];
  for (const [target, ending] of Object.entries(ENDINGS) as [UpdateTarget, string][]) {
    const name = names.find((each) => each === `Tessera-${version}${ending}`);
    if (name !== undefined) files.push({ target, name, bytes: statSync(join(dir, name)).size, sha512: await sha512Of(join(dir, name)) });
  }
  return files;
}
