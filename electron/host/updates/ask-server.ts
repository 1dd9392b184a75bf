import type { Result } from '../../../shared/host-api.ts';
import { fail } from '../context.ts';
import { download, forgetPart } from '../packs/fetch/download.ts';
import { FetchFailure, bytesOf, httpGet, statusFailure } from '../packs/fetch/http-get.ts';
import type { HttpLimits } from '../packs/fetch/http-get.ts';
import type { Channel } from './channel.ts';
import type { FeedFile } from './feed.ts';
import { isFile } from './file-hash.ts';

const FEED_MOST_BYTES = 65_536;
/** Reads on from where it broke off, so often in one go. */
const TRIES = 3;

/** The feed's own host, and those that the channel names; never anywhere else. */
function mayLeadTo({ feedUrl, leadsTo }: Channel): (to: URL) => boolean {
  return (to) => to.host === new URL(feedUrl).host || leadsTo.includes(to.host);
}

/**
 * The feed's text. The request is a bare GET: no agent, no version, no name of this machine.
 * UPDATE_UNREACHABLE, UPDATE_ELSEWHERE, UPDATE_TOO_LARGE, UPDATE_MISSING.
 */
export async function askFeed(channel: Channel, limits: HttpLimits, signal: AbortSignal): Promise<Result<string>> {
  const { host } = new URL(channel.feedUrl);
  try {
    const reply = await httpGet(channel.feedUrl, {}, limits, signal, mayLeadTo(channel));
    if (reply.statusCode !== 200) {
      reply.destroy();
      throw statusFailure(host, reply);
    }
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of bytesOf(host, reply, limits)) {
      bytes += chunk.length;
      if (bytes > FEED_MOST_BYTES) throw new FetchFailure('SOURCE_TOO_LARGE', `${host} sends more than ${FEED_MOST_BYTES} bytes where a list of versions was expected`, false);
      chunks.push(chunk);
    }
    return { ok: true, value: Buffer.concat(chunks).toString('utf8') };
  } catch (error) {
    return asResult(error);
  }
}

interface FileAsked {
  readonly file: FeedFile;
  readonly path: string;
  readonly limits: HttpLimits;
  readonly signal: AbortSignal;
  readonly onBytes: (count: number) => void;
}

/**
 * Brings a release's file to `path`, from where an earlier try broke off, and holds it against the signed hash. What does not
 * hash is thrown away. As `askFeed`, and UPDATE_DIFFERS.
 */
export async function askFile(channel: Channel, { file, path, limits, signal, onBytes }: FileAsked): Promise<Result<null>> {
  const url = new URL(file.name, channel.feedUrl).href;
  for (let left = TRIES; ; left -= 1) {
    try {
      await download({ url, path, bytes: file.bytes, maxBytes: file.bytes, limits, signal, mayLeadTo: mayLeadTo(channel), onBytes });
      break;
    } catch (error) {
      const isPassing = error instanceof FetchFailure && error.isPassing;
      if (error instanceof FetchFailure && error.code === 'SOURCE_TOO_LARGE') await forgetPart(path);
      if (!isPassing || left <= 1) return asResult(error);
    }
  }
  if (await isFile(path, file)) return { ok: true, value: null };
  await forgetPart(path);
  return fail('UPDATE_DIFFERS', `${file.name} is not the file that was signed`, { field: file.name, fix: 'It was thrown away. Try again; if this goes on, get it from the project’s own page.' });
}

/** Of the network and the disk, in words of updates; anything else is a bug and thrown on. */
function asResult(error: unknown): Result<never> {
  if (error instanceof FetchFailure) {
    const { code, message } = error;
    if (code === 'BAD_REDIRECT' || code === 'TOO_MANY_REDIRECTS') return fail('UPDATE_ELSEWHERE', `${message}, where no update comes from`, { fix: 'Nothing was fetched from there. Try again on another network.' });
    if (code === 'SOURCE_TOO_LARGE') return fail('UPDATE_TOO_LARGE', message, { fix: 'Nothing of it was kept. Try again later.' });
    if (code === 'SOURCE_LACKS_FILE') return fail('UPDATE_MISSING', message, { fix: 'Try again later: a release may just be on its way.' });
    return fail('UPDATE_UNREACHABLE', message, { fix: 'Try again with a network. What has come already is gone on from.' });
  }
  if (error instanceof Error && error.name === 'AbortError') return fail('UPDATE_STOPPED', 'Fetching the new version was stopped', { fix: 'It goes on from where it was.' });
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOSPC') return fail('DISK_FULL', 'There is no room left on the disk for the new version', { fix: 'Make room and try again.' });
  throw error;
}
