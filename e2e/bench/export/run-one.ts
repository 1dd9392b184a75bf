/*
 * One export in a process of its own, so that its memory is its own: FOLDER FORMAT. It stays where it is: for minutes
 * after files by the thousand are removed, ext4 makes new ones at a tenth of its speed. Prints seconds by the clock
 * and of the processor, MiB at its highest, and the bytes written.
 */
import { createReadStream } from 'node:fs';
import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { lines } from '../../../shared/formats/lines.ts';
import type { FormatName } from '../../../shared/formats/names.ts';
import type { ChainService } from '../../../electron/host/chain/port.ts';
import { fail } from '../../../electron/host/context.ts';
import { createFilesService } from '../../../electron/host/files/service.ts';
import type { Log } from '../../../electron/host/files/read-logs.ts';
import type { PacksService } from '../../../electron/host/packs/port.ts';
import { CHAIN_ID, COORDINATOR } from './world.ts';

const [folder = '', format = ''] = process.argv.slice(2);
const home = join(folder, `home-${format}`);

/** A range at a time, each further on than the one before, as a node tells them: the file is in the order of the blocks. */
const told = lines(createReadStream(join(folder, 'logs.jsonl'), 'utf8') as AsyncIterable<string>);
let ahead: Log | null = null;
async function logsUpTo(to: number): Promise<Log[]> {
  const found: Log[] = [];
  for (;;) {
    const read: IteratorResult<{ readonly text: string }> | null = ahead === null ? await told.next() : null;
    const log: Log | null = read === null ? ahead : read.done === true ? null : (JSON.parse(read.value.text) as Log);
    ahead = log !== null && log.blockNumber > to ? log : null;
    if (log === null || ahead !== null) return found;
    found.push(log);
  }
}
const last = 24_999;
const WIDTH = 2_500;
const chain: Partial<ChainService> = {
  network: () => ({ id: 'bench', name: 'Bench', chainId: CHAIN_ID, isLocal: false, currency: 'ETH', coordinator: COORDINATOR, token: null, deployedAtBlock: 0, rpcUrl: '' }),
  block: async () => ({ ok: true, value: { number: last, hash: `0x${'77'.repeat(32)}`, parentHash: `0x${'76'.repeat(32)}`, timestampSeconds: 1_900_002_000 } }),
  logs: async ({ fromBlock, toBlock }) => (toBlock - fromBlock >= WIDTH ? fail('RANGE_TOO_WIDE', 'at most 2,500 blocks') : { ok: true, value: await logsUpTo(toBlock) }),
  rawBlock: async () => fail('PROOF_UNAVAILABLE', 'This chain is made of paper'),
};
// Pictures are not there: that they are not found costs nothing.
const assets = new Set(await readdir(join(folder, 'assets')));
const packs: Partial<PacksService> = {
  manifest: async () => ({ ok: true, value: JSON.parse(await readFile(join(folder, 'pack.json'), 'utf8')) as never }),
  asset: async (sha256) => {
    if (!assets.has(sha256)) return fail('ASSET_MISSING', 'not here');
    const path = join(folder, 'assets', sha256);
    return { ok: true, value: { path, bytes: (await stat(path)).size, mediaType: 'text/plain' } };
  },
};
const files = createFilesService({ homeDir: home, nowMs: () => Date.now() }, { chain: chain as ChainService, packs: packs as PacksService });
const before = process.cpuUsage();
const startMs = performance.now();
const done = await files.export({ projectId: '1', format: format as FormatName, labels: 'consensus' });
const seconds = (performance.now() - startMs) / 1000;
const used = process.cpuUsage(before);
if (!done.ok) throw new Error(`${done.error.code}: ${done.error.message}`);
const bytes = done.value.files.reduce((sum, file) => sum + file.bytes, 0);
process.stdout.write(`${JSON.stringify({ seconds, cpuSeconds: (used.user + used.system) / 1e6, mib: process.resourceUsage().maxRSS / 1024, bytes })}\n`);
