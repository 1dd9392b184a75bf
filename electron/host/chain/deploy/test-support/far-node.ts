import { spawn } from 'node:child_process';
import { must } from '../../../../../shared/result.ts';
import { anvilBinary } from '../../local/anvil.ts';
import { type Rpc, createRpc } from '../../rpc.ts';
import { type Wire, createWire, wireMust } from '../../wire.ts';

/** A node as if it were somebody else's: it mines by itself, and has no journal and no proxy of ours before it. */
export interface FarNode {
  readonly url: string;
  readonly wire: Wire;
  readonly rpc: Rpc;
  give(address: string, wei: bigint): Promise<void>;
  setCode(address: string, code: string): Promise<void>;
  close(): Promise<void>;
}

export async function startFarNode(chainId: number, ...more: string[]): Promise<FarNode> {
  const child = spawn(must(anvilBinary()), ['--host', '127.0.0.1', '--port', '0', '--chain-id', String(chainId), '--accounts', '0', ...more], { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const port = await new Promise<string>((resolve, reject) => {
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
      const found = /Listening on 127\.0\.0\.1:(\d+)/.exec(output)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('close', () => reject(new Error(`the node ended: ${output}`)));
  });
  const url = `http://127.0.0.1:${port}`;
  const wire = createWire(url);
  return {
    url,
    wire,
    rpc: createRpc(wire),
    give: async (address, wei) => {
      await wireMust(wire, 'anvil_setBalance', [address, `0x${wei.toString(16)}`]);
    },
    setCode: async (address, code) => {
      await wireMust(wire, 'anvil_setCode', [address, code]);
    },
    close: async () => {
      wire.close();
      child.kill('SIGTERM');
      await closed;
    },
  };
}
