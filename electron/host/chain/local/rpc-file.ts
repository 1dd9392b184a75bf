import { z } from 'zod';
import { readJsonFile, writeAtomic } from './durable.ts';
import type { ChainPaths } from './paths.ts';

const address = z.string().regex(/^0x[0-9a-fA-F]{40}$/);

export const deploymentSchema = z.object({
  chainId: z.number().int().positive(),
  coordinator: address,
  token: address,
  deployedAtBlock: z.number().int().nonnegative(),
  /** SHA-256 of the deployed code: tells a chain of another version. */
  fingerprint: z.string(),
});
export type LocalDeployment = z.infer<typeof deploymentSchema>;

const rpcFileSchema = z.object({
  url: z.url(),
  pid: z.number().int().positive(),
  /** Who knows it may stop the chain. The file is readable by its owner alone. */
  stopToken: z.string(),
  /** Started for everybody and ended when nobody uses it; false: a person runs it. */
  isShared: z.boolean(),
  deployment: deploymentSchema,
});
/** How a process of this machine finds the running local chain. Written when the chain is ready. */
export type RpcFile = z.infer<typeof rpcFileSchema>;

export function readRpcFile(paths: ChainPaths): RpcFile | null {
  return readJsonFile(paths.rpc, rpcFileSchema);
}

export function writeRpcFile(paths: ChainPaths, content: RpcFile): void {
  writeAtomic(paths.rpc, `${JSON.stringify(content, null, 2)}\n`);
}
