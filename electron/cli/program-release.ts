import { Option } from 'commander';
import type { Command } from 'commander';
import type { Run } from './command-run.ts';
import { addOptions, jsonOption } from './options.ts';
import type { ReleaseKeyOptions, ReleaseSignOptions, ReleaseVerifyOptions } from './commands/release.ts';

/** What a release of the desktop app is signed with. */
export function addRelease(program: Command, run: Run): void {
  const release = program.command('release').description('releases of the desktop app: keys, and the signed list that the app finds new versions by');
  const channel = (): Option => new Option('--channel <file>', 'where the app\'s keys are; the one that is built in, where it is left out');
  const key = (): Option => new Option('--key-file <file...>', 'private release keys; the variable TESSERA_RELEASE_KEY where it is left out');
  addOptions(release.command('key').argument('<name>', 'what the key is called: small letters, digits, hyphens').description('make a key: the private half into a file, the public half into the app'), [
    new Option('--out <file>', 'file for the private half; never written over').makeOptionMandatory(),
    channel(),
    jsonOption(),
  ]).action((name: string, options: Omit<ReleaseKeyOptions, 'name'>) => run(async () => (await import('./commands/release.ts')).runReleaseKey, { ...options, name }));
  addOptions(release.command('sign').argument('<dir>', 'the folder with a release\'s packages, as electron-builder writes them').description('list a release\'s packages with their hashes, and sign the list'), [
    new Option('--notes <url>', 'https address of the release notes').makeOptionMandatory(),
    new Option('--minimum <version>', 'versions older than this are no longer kept safe').default('0.0.0'),
    new Option('--release <version>', 'which version; the repository\'s, where it is left out'),
    new Option('--out <file>', 'feed.json in the folder, where it is left out'),
    key(),
    channel(),
    jsonOption(),
  ]).action((dir: string, options: Omit<ReleaseSignOptions, 'dir'>) => run(async () => (await import('./commands/release.ts')).runReleaseSign, { ...options, dir }));
  addOptions(release.command('verify').argument('<feed>', 'a signed list').argument('[dir]', 'the folder with its packages').description('hold a list against the app\'s keys, and packages against the list'), [channel(), jsonOption()])
    .action((feed: string, dir: string | undefined, options: Omit<ReleaseVerifyOptions, 'feed' | 'dir'>) => run(async () => (await import('./commands/release.ts')).runReleaseVerify, { ...options, feed, ...(dir === undefined ? {} : { dir }) }));
}
