import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Result } from '../../../shared/host-api.ts';
import { fail } from '../../host/context.ts';
import { openFeed } from '../../host/updates/signature.ts';
import { compareVersions, feedSchema, versionSchema } from '../../host/updates/feed.ts';
import { isFile } from '../../host/updates/file-hash.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { readText } from '../files.ts';
import { type Output, table } from '../output.ts';
import { makeReleaseKey, readChannel, signingKeys } from '../release/keys.ts';
import { packagesIn } from '../release/packages.ts';
import { signFeed } from '../release/sign-feed.ts';
import { repository } from '../repository.ts';
import { appVersion } from '../version.ts';

interface ChannelOption {
  readonly channel?: string;
  readonly json?: boolean;
}

export interface ReleaseKeyOptions extends ChannelOption {
  readonly name: string;
  readonly out: string;
}

const channelPath = ({ channel }: ChannelOption): string => channel ?? join(repository.root, 'electron', 'release', 'channel.json');

/** `tessera release key`: a new key pair. The private half goes into one file of its owner's, the public half into the app. */
export async function runReleaseKey(options: ReleaseKeyOptions, output: Output): Promise<Result<ExitCode>> {
  const { name, out } = options;
  const path = channelPath(options);
  const channel = readChannel(path);
  if (!channel.ok) return channel;
  if (!/^[a-z0-9-]{1,40}$/.test(name)) return fail('USAGE', `"${name.slice(0, 60)}" cannot name a key`, { field: 'name', fix: 'Up to 40 small letters, digits and hyphens.' });
  if (channel.value.keys.some(({ id }) => id === name)) return fail('KEY_EXISTS', `The channel has a key called ${name} already`, { field: 'name', fix: 'Give it another name: a name is never used again.' });
  const { privatePem, publicKey } = makeReleaseKey();
  try {
    writeFileSync(out, privatePem, { mode: 0o600, flag: 'wx', flush: true });
  } catch (error) {
    return fail('BAD_FILE', `${out} cannot be written: ${error instanceof Error ? error.message : String(error)}`, { field: '--out', fix: 'Name a file that is not there yet.' });
  }
  writeFileSync(path, `${JSON.stringify({ ...channel.value, keys: [...channel.value.keys, { id: name, publicKey }] }, null, 2)}\n`);
  output.result({ name, publicKey, out, channel: path }, () => `The private half is in ${out}: keep it off this machine.\nThe public half (${publicKey}) is in ${path}: versions built from now on believe it.`);
  return { ok: true, value: EXIT.done };
}

export interface ReleaseSignOptions extends ChannelOption {
  readonly dir: string;
  readonly notes: string;
  readonly minimum: string;
  readonly release?: string;
  readonly out?: string;
  readonly keyFile?: string[];
}

/** `tessera release sign`: a release's packages with their sizes and hashes, signed. */
export async function runReleaseSign(options: ReleaseSignOptions, output: Output): Promise<Result<ExitCode>> {
  const { dir, notes, minimum, release: version = appVersion(), out = join(dir, 'feed.json') } = options;
  const channel = readChannel(channelPath(options));
  if (!channel.ok) return channel;
  const keys = signingKeys(options.keyFile, channel.value, process.env);
  if (!keys.ok) return keys;
  for (const [field, value] of [['--release', version], ['--minimum', minimum]] as const) if (!versionSchema.safeParse(value).success) return fail('USAGE', `${value} is no version of three numbers`, { field });
  if (compareVersions(minimum, version) > 0) return fail('USAGE', `${minimum} is newer than the release itself`, { field: '--minimum' });
  const files = await packagesIn(dir, version);
  if (files.length === 0) return fail('NOTHING_READ', `${dir} has no package of ${version}`, { field: 'dir', fix: 'Name the folder that electron-builder has written (release/), and the version.' });
  const parsed = feedSchema.safeParse({ format: 1, app: 'io.tessera.desktop', version, minimumVersion: minimum, publishedAtMs: Date.now(), notesUrl: notes, files });
  if (!parsed.success) return fail('USAGE', `The list would not be believed: ${parsed.error.issues[0]?.message ?? ''}`, { field: parsed.error.issues[0]?.path.map(String).join('.') ?? '' });
  const text = signFeed(parsed.data, keys.value);
  // By the very code that an installed app reads it with.
  const opened = openFeed(text, channel.value.keys);
  if (!opened.ok) return opened;
  writeFileSync(out, text);
  output.result({ out, ...parsed.data, keys: keys.value.map(({ id }) => id) }, () => [`${out}: ${version}, signed by ${keys.value.map(({ id }) => id).join(', ')}`, table(files.map(({ target, name, bytes }) => [target, name, bytes]))].join('\n'));
  return { ok: true, value: EXIT.done };
}

export interface ReleaseVerifyOptions extends ChannelOption {
  readonly feed: string;
  readonly dir?: string;
}

/** `tessera release verify`: as an installed app would look at it. Exit 1 where something does not hold. */
export async function runReleaseVerify(options: ReleaseVerifyOptions, output: Output): Promise<Result<ExitCode>> {
  const channel = readChannel(channelPath(options));
  if (!channel.ok) return channel;
  const text = readText(options.feed);
  if (!text.ok) return text;
  const opened = openFeed(text.value, channel.value.keys);
  const faults: string[] = opened.ok ? [] : [opened.error.message];
  if (opened.ok && options.dir !== undefined) {
    for (const file of opened.value.files) if (!(await isFile(join(options.dir, file.name), file))) faults.push(`${file.name} is missing, or not the file that was signed`);
  }
  for (const fault of faults) output.progress(fault);
  const holds = faults.length === 0;
  output.result({ holds, faults, feed: opened.ok ? opened.value : null }, () => (holds ? `It holds: ${opened.ok ? opened.value.version : ''}${options.dir === undefined ? '' : ', and so do its packages'}.` : 'It does not hold.'));
  return { ok: true, value: holds ? EXIT.done : EXIT.differs };
}
