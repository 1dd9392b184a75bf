import type { Result } from '../../../../shared/host-api.ts';
import { contractsFingerprint } from '../../../../shared/protocol/deployment/contracts.ts';
import { fail } from '../../context.ts';
import { ChainAccount } from '../account.ts';
import { deployForPlay } from '../deploy/play.ts';
import { createRpc } from '../rpc.ts';
import { readJsonFile, writeAtomic } from './durable.ts';
import { practiceWallet } from './keys.ts';
import type { LocalNode } from './node.ts';
import { LOCAL_CHAIN_ID } from '../../../../shared/protocol/addresses.ts';
import type { ChainPaths } from './paths.ts';
import { type LocalDeployment, deploymentSchema } from './rpc-file.ts';

/** Enough for everything that a local chain will ever mine. */
const DEPLOYER_BALANCE_WEI = 10n ** 27n;

async function isDeployed(node: LocalNode, deployment: LocalDeployment): Promise<boolean> {
  const code = await createRpc(node.asWire()).codeAt(deployment.coordinator, 'latest');
  return code.ok && code.value !== '0x';
}

/**
 * Deploys the contracts once a chain. CHAIN_OUTDATED where the chain carries those of another version:
 * what they hold is somebody's, so nothing is thrown away unasked.
 */
export async function ensureDeployed(node: LocalNode, paths: ChainPaths): Promise<Result<LocalDeployment>> {
  const fingerprint = contractsFingerprint();
  const known = readJsonFile(paths.addresses, deploymentSchema);
  if (known !== null && (await isDeployed(node, known))) {
    if (known.fingerprint === fingerprint) return { ok: true, value: known };
    return fail('CHAIN_OUTDATED', `The local chain in ${paths.dir} was made by another version of the contracts.`, {
      fix: 'Start it anew with: tessera chain --fresh (the old one is kept beside it).',
    });
  }
  const deployer = practiceWallet('deployer');
  await node.cheat('anvil_setBalance', [deployer.address, `0x${DEPLOYER_BALANCE_WEI.toString(16)}`]);
  const account = new ChainAccount(createRpc(node.asWire()), deployer, LOCAL_CHAIN_ID);
  const deployment = await deployForPlay(account, LOCAL_CHAIN_ID);
  if (!deployment.ok) return deployment;
  const value = { ...deployment.value, fingerprint };
  writeAtomic(paths.addresses, `${JSON.stringify(value, null, 2)}\n`, 0o644);
  return { ok: true, value };
}
