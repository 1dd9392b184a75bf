import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Wire, wireMust } from '../wire.ts';
import { writeAtomic } from './durable.ts';

/** How many state files stay: the newest and one to fall back on. The journal alone could do without any. */
const KEPT_FILES = 2;

const dumpSchema = z.string().regex(/^0x[0-9a-f]+$/i);
const headSchema = z.object({ number: z.string(), hash: z.string(), timestamp: z.string() });

export interface Head {
  readonly number: number;
  readonly hash: string;
  /** Unix seconds. */
  readonly seconds: number;
}

export async function readHead(wire: Wire): Promise<Head> {
  const block = headSchema.parse(await wireMust(wire, 'eth_getBlockByNumber', ['latest', false]));
  return { number: Number(block.number), hash: block.hash, seconds: Number(block.timestamp) };
}

/** Saves the node's whole state (blocks, receipts and logs too) beside the journal. Returns the file's name. */
export async function saveState(wire: Wire, dir: string, head: Head): Promise<string> {
  const dump = dumpSchema.parse(await wireMust(wire, 'anvil_dumpState'));
  const file = `state-${head.number}.gz`;
  writeAtomic(join(dir, file), Buffer.from(dump.slice(2), 'hex'));
  return file;
}

/** Loads a saved state into a fresh node. Returns what is wrong with it, or null. */
export async function loadState(wire: Wire, dir: string, file: string): Promise<string | null> {
  let state: Buffer;
  try {
    state = readFileSync(join(dir, file));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const answer = await wire.call('anvil_loadState', [`0x${state.toString('hex')}`]);
  if (!answer.ok) return answer.error.message;
  return answer.value === true ? null : 'the node did not take it';
}

export function dropOldStates(dir: string): void {
  const numbers = readdirSync(dir).flatMap((name) => {
    const found = /^state-(\d+)\.gz$/.exec(name);
    return found === null ? [] : [Number(found[1])];
  });
  numbers.sort((a, b) => b - a);
  for (const number of numbers.slice(KEPT_FILES)) rmSync(join(dir, `state-${number}.gz`), { force: true });
}
