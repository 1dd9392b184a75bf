import { CID } from 'multiformats/cid';
import type { Result } from '../../../../shared/host-api.ts';
import { fail } from '../../context.ts';

/** SHA-256 among multihashes, and raw bytes among codecs: such a CID is the hash of the file itself. */
const SHA2_256 = 0x12;
const RAW = 0x55;

export interface Place {
  /** Of the folder with the manifest, ending in a slash; or of a zip file. */
  readonly url: string;
  readonly isZip: boolean;
  /** For people. */
  readonly shown: string;
  /** SHA-256 of the file that the address names, where the address tells it (a raw CID). */
  readonly sha256: string | null;
}

/**
 * Where a pack's address leads: `https://host/folder/` or `.../pack.zip`; `ipfs://CID/path` through a gateway.
 * BAD_PACK_URI says what is wrong with it.
 * @param gateway of IPFS, such as https://gateway.example
 */
export function placeOf(uri: string, gateway: string): Result<Place> {
  const text = uri.trim();
  const ipfs = /^(?:ipfs:\/\/|\/ipfs\/)(?:ipfs\/)?([^/?#]+)(\/[^?#]*)?$/.exec(text);
  return ipfs === null ? webPlace(text) : ipfsPlace(ipfs[1] ?? '', ipfs[2] ?? '', gateway);
}

function webPlace(text: string): Result<Place> {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return bad(text, 'it is no address');
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return bad(text, `it begins with ${url.protocol}`);
  if (url.username !== '' || url.password !== '') return bad(text, 'it carries a password');
  url.hash = '';
  return { ok: true, value: { ...folderOrZip(url), shown: `${url.host}${url.pathname}`, sha256: null } };
}

function ipfsPlace(cidText: string, path: string, gateway: string): Result<Place> {
  let cid: CID;
  try {
    cid = CID.parse(cidText);
  } catch {
    return bad(cidText, 'it is no CID');
  }
  if (/(^|\/)\.\.?(\/|$)|%2e|%2f|\\/i.test(path)) return bad(path, 'its path steps out');
  let url: URL;
  try {
    url = new URL(`${gateway.replace(/\/+$/, '')}/ipfs/${cidText}${path}`);
  } catch {
    return bad(gateway, 'the gateway is no address');
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return bad(gateway, 'the gateway is no web address');
  const isFile = path === '' && cid.code === RAW && cid.multihash.code === SHA2_256;
  // A raw CID is one file, which can only be a zip.
  const place = isFile ? { url: url.href, isZip: true } : folderOrZip(url);
  return { ok: true, value: { ...place, shown: `ipfs://${cidText}${path}`, sha256: isFile ? Buffer.from(cid.multihash.digest).toString('hex') : null } };
}

function folderOrZip(url: URL): { url: string; isZip: boolean } {
  if (/\.zip$/i.test(url.pathname)) return { url: url.href, isZip: true };
  // The manifest itself may be given: its folder is meant.
  url.pathname = url.pathname.replace(/\/manifest\.json$/, '/').replace(/\/*$/, '/');
  return { url: url.href, isZip: false };
}

function bad(text: string, why: string): Result<never> {
  return fail('BAD_PACK_URI', `"${text.slice(0, 120)}" cannot be where a pack is: ${why}`, { field: 'uri', fix: 'It begins with https:// or ipfs://, and leads to a folder with manifest.json, or to a zip file of one.' });
}

/** An address below a folder's, its query kept. */
export function below(folder: string, path: string): string {
  const url = new URL(folder);
  url.pathname = `${url.pathname}${path}`;
  return url.href;
}
