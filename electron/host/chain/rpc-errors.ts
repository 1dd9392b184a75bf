import { type HostError, hostErrorSchema } from '../../../shared/host-api.ts';
import { revertInWords } from './revert.ts';
import type { WireFailure } from './wire.ts';

/** JSON-RPC code of a failure of the local chain's own methods, which comes with our code and fix. */
export const OWN_FAILURE_CODE = -32_050;

const RANGE_WORDS = /range|too many (results|logs|blocks)|more than \d+ results|response size|query timeout|limit exceeded|block span/i;
const FUNDS_WORDS = /insufficient (funds|balance)|exceeds the balance/i;
const NONCE_WORDS = /nonce too low|nonce has already been used|replacement transaction underpriced/i;
/** No price is told with an estimate, so that an allowance that is exceeded is the node's cap and not the account's money. */
const GAS_WORDS = /gas required exceeds|exceeds block gas limit|gas limit (is )?too high|(exceeds|greater than) .*gas limit|out of gas/i;
const KNOWN_WORDS = /already known|known transaction|already imported/i;
const PRUNED_WORDS = /BlockOutOfRange|missing trie node|header not found|pruned|state .*not available|unknown block/i;

/** Finds a revert's data wherever this node puts it: in `data`, or in an object inside. */
function bytesIn(data: unknown): string | null {
  if (typeof data === 'string') return /0x([0-9a-f]{2})*/i.exec(data)?.[0] ?? null;
  if (typeof data === 'object' && data !== null && 'data' in data) return bytesIn(data.data);
  return null;
}

/** Whether the call ran and the contract refused it, in place of the node. */
export function isRevert(failure: WireFailure): boolean {
  return failure.kind === 'refused' && (failure.code === 3 || /revert/i.test(failure.message));
}

export function revertData(failure: WireFailure): string | null {
  return failure.kind === 'refused' ? bytesIn(failure.data) : null;
}

/**
 * What a failed call means to us, with what to do about it.
 * CHAIN_OFFLINE, RPC_GARBAGE, REVERTED, INSUFFICIENT_FUNDS, NONCE_USED, ALREADY_KNOWN, RANGE_TOO_WIDE, BLOCK_GONE, TOO_MUCH_GAS,
 * RPC_BUSY, RPC_REFUSED.
 */
export function errorOf(failure: WireFailure, url: string): HostError {
  switch (failure.kind) {
    case 'unreachable':
      return { code: 'CHAIN_OFFLINE', message: `The network at ${url} does not answer (${failure.message}).`, fix: 'Work goes on offline; it is sent when the network is back.' };
    case 'busy':
      return { code: 'RPC_BUSY', message: `The network at ${url} takes no more calls for now (${failure.message}).`, fix: 'Wait: it goes on by itself. A node of your own, or another address, takes more.' };
    case 'large':
      return { code: 'RANGE_TOO_WIDE', message: `The answer of ${url} is too large (${failure.message}).`, fix: 'Ask for a smaller range.' };
    case 'garbage':
      return garbage(url, failure.message);
    case 'refused':
      return refused(failure, url);
  }
}

function refused({ code, message, data }: Extract<WireFailure, { kind: 'refused' }>, url: string): HostError {
  // Words of ours, with what to do: of the local chain alone. Anybody else could have a person told what they like.
  const own = code === OWN_FAILURE_CODE && isOnThisMachine(url) ? hostErrorSchema.safeParse(data).data : undefined;
  if (own !== undefined) return own;
  const said = inOneLine(message);
  return code === 3 || /revert/i.test(said) ? revert(said, bytesIn(data)) : refusal(said);
}

function isOnThisMachine(url: string): boolean {
  return URL.canParse(url) && new URL(url).hostname === '127.0.0.1';
}

/** A stranger's words, for a line of ours: nothing that hides, turns the line round or fills the window. */
const inOneLine = (text: string): string => text.slice(0, 2_000).replace(/[\p{C}\s]+/gu, ' ').trim().slice(0, 300);

/** An answer that does not have the shape that the standard gives it. */
export function garbage(url: string, what: string): HostError {
  return {
    code: 'RPC_GARBAGE',
    message: `The address ${url} does not answer like an Ethereum node: ${what}`,
    fix: 'Check the RPC address in the network settings. Nothing was lost.',
  };
}

function revert(message: string, bytes: string | null): HostError {
  if (bytes === null || bytes === '0x') return { code: 'REVERTED', message };
  return { code: 'REVERTED', message: inOneLine(revertInWords(bytes) ?? `an unknown error, ${bytes.slice(0, 10)}`) };
}

function refusal(message: string): HostError {
  if (GAS_WORDS.test(message)) return { code: 'TOO_MUCH_GAS', message: `The call does not fit into a transaction (${message}).`, fix: 'Do less in one transaction.' };
  if (FUNDS_WORDS.test(message)) return { code: 'INSUFFICIENT_FUNDS', message: 'The account cannot pay the network fee.', fix: 'Send it some of the network\'s currency; on the local chain, use the faucet.' };
  if (KNOWN_WORDS.test(message)) return { code: 'ALREADY_KNOWN', message: 'The network has this transaction already.' };
  if (NONCE_WORDS.test(message)) return { code: 'NONCE_USED', message: 'Another transaction took this one\'s place.', fix: 'Try again.' };
  if (PRUNED_WORDS.test(message)) return { code: 'BLOCK_GONE', message: `The network no longer has the state of that block (${message}).`, fix: 'Ask for the latest block.' };
  if (RANGE_WORDS.test(message)) return { code: 'RANGE_TOO_WIDE', message: `The network answers only for fewer blocks at a time (${message}).`, fix: 'Ask for a smaller range.' };
  return { code: 'RPC_REFUSED', message: `The network refused the call: ${message}` };
}
