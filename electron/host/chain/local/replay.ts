import { type Anvil, type AnvilOptions, startAnvil } from './anvil.ts';
import type { JournalEntry } from './journal.ts';
import { loadState, readHead } from './state-file.ts';
import { type Wire, wireMust } from '../wire.ts';

/** Puts one group of transactions into the node and mines them. Returns an answer for each: a hash or the node's refusal. */
export async function playBlock(wire: Wire, raw: readonly string[], seconds: number): Promise<{ answers: Awaited<ReturnType<Wire['call']>>[]; isMined: boolean }> {
  const answers: Awaited<ReturnType<Wire['call']>>[] = [];
  for (const transaction of raw) answers.push(await wire.call('eth_sendRawTransaction', [transaction]));
  const isMined = answers.some((answer) => answer.ok);
  if (isMined) await wireMust(wire, 'evm_mine', [seconds]);
  return { answers, isMined };
}

export async function playMine(wire: Wire, seconds: number, count: number): Promise<void> {
  for (let done = 0; done < count; done += 1) await wireMust(wire, 'evm_mine', [seconds]);
}

async function play(wire: Wire, entry: JournalEntry): Promise<void> {
  switch (entry.kind) {
    case 'block':
      await playBlock(wire, entry.raw, entry.seconds);
      return;
    case 'mine':
      await playMine(wire, entry.seconds, entry.count);
      return;
    case 'cheat':
      await wire.call(entry.method, entry.params);
      return;
    case 'genesis':
    case 'ahead':
    case 'checkpoint':
    case 'mined':
      return;
  }
}

/** Brings back a node from a checkpoint, or from nothing where `checkpoint` is null. */
async function startFrom(binary: string, options: AnvilOptions, dir: string, checkpoint: JournalEntry | null): Promise<{ node: Anvil; problem: string | null }> {
  const node = await startAnvil(binary, options);
  if (checkpoint?.kind !== 'checkpoint') return { node, problem: null };
  const problem = await loadState(node.wire, dir, checkpoint.file);
  if (problem !== null) return { node, problem: `${checkpoint.file}: ${problem}` };
  const head = await readHead(node.wire);
  if (head.hash === checkpoint.hash) return { node, problem: null };
  return { node, problem: `${checkpoint.file} ends in block ${head.number} ${head.hash}, the journal says ${checkpoint.hash}` };
}

/** Moves the state into a fresh process, as happened at a checkpoint whose file is gone: it forgets the hashes of older blocks. */
async function restartInPlace(binary: string, options: AnvilOptions, node: Anvil): Promise<Anvil> {
  const dump = await wireMust(node.wire, 'anvil_dumpState');
  await node.stop();
  const fresh = await startAnvil(binary, options);
  await wireMust(fresh.wire, 'anvil_loadState', [dump]);
  return fresh;
}

export interface Replayed {
  readonly node: Anvil;
  /** How many blocks the journal gave that no state file had. */
  readonly replayedBlocks: number;
  /** What did not go as recorded, in words for the log. */
  readonly problems: readonly string[];
}

async function playAll(binary: string, options: AnvilOptions, started: Anvil, entries: readonly JournalEntry[]): Promise<Replayed> {
  let node = started;
  let replayedBlocks = 0;
  const problems: string[] = [];
  for (const entry of entries) {
    if (entry.kind === 'checkpoint') node = await restartInPlace(binary, options, node);
    if (entry.kind === 'mined') {
      const head = await readHead(node.wire);
      if (head.number === entry.number && head.hash !== entry.hash && problems.length === 0) {
        problems.push(`block ${entry.number} came out as ${head.hash}, the journal says ${entry.hash}`);
      }
    }
    if (entry.kind === 'block' || entry.kind === 'mine') replayedBlocks += 1;
    await play(node.wire, entry);
  }
  return { node, replayedBlocks, problems };
}

/**
 * The chain as the journal has it: the newest state file that loads, then every entry after its checkpoint.
 * A state file that is broken costs time, not blocks: the one before is taken, in the end none.
 */
export async function replayChain(binary: string, options: AnvilOptions, dir: string, entries: readonly JournalEntry[]): Promise<Replayed> {
  const problems: string[] = [];
  const checkpoints = entries.flatMap((entry, index) => (entry.kind === 'checkpoint' ? [index] : [])).reverse();
  for (const index of [...checkpoints, -1]) {
    const { node, problem } = await startFrom(binary, options, dir, entries[index] ?? null);
    if (problem === null) {
      const replayed = await playAll(binary, options, node, entries.slice(index + 1));
      return { ...replayed, problems: [...problems, ...replayed.problems] };
    }
    problems.push(problem);
    await node.stop();
  }
  throw new Error('a replay from nothing always ends the loop above');
}
