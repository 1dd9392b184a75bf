import { keccak256 } from 'ethers/crypto';
import type { Result } from '../../../../shared/host-api.ts';
import { create2Proxy } from '../../../../shared/protocol/deployment/create2.ts';
import { type ChainAccount, waitForReceipt } from '../account.ts';
import { currentFees } from '../fees.ts';
import { fail } from '../../context.ts';
import type { Rpc } from '../rpc.ts';

/** Whether the chain has the deterministic deployment proxy: that very code, not just any. */
export async function hasCreate2(rpc: Rpc): Promise<Result<boolean>> {
  const code = await rpc.codeAt(create2Proxy.address, 'latest');
  return code.ok ? { ok: true, value: code.value.toLowerCase() === create2Proxy.code } : code;
}

const PLAIN = 'Deploy without --put-create2: the addresses are then this chain\'s own.';

/** The base fee without a tip: what the presigned price has to reach. */
async function lowestPriceWei(rpc: Rpc): Promise<Result<bigint>> {
  const block = await rpc.block('latest');
  if (!block.ok) return block;
  const baseFeeWei = block.value?.baseFeePerGas;
  if (baseFeeWei !== undefined && baseFeeWei !== null) return { ok: true, value: baseFeeWei };
  const fees = await currentFees(rpc);
  if (!fees.ok) return fees;
  return { ok: true, value: fees.value.kind === 'legacy' ? fees.value.gasPriceWei : 0n };
}

/** Asked before its signer is given any money: a node that takes no such transaction says so, whoever pays. */
async function sendPresigned(rpc: Rpc): Promise<Result<'sent' | 'unfunded'>> {
  const sent = await rpc.send(create2Proxy.transaction);
  if (sent.ok || sent.error.code === 'ALREADY_KNOWN') return { ok: true, value: 'sent' };
  if (sent.error.code === 'INSUFFICIENT_FUNDS') return { ok: true, value: 'unfunded' };
  if (sent.error.code === 'CHAIN_OFFLINE' || sent.error.code === 'RPC_GARBAGE') return sent;
  return fail('CREATE2_REFUSED', `This chain takes no transaction from before EIP-155, so CREATE2's deployment proxy cannot be put there: ${sent.error.message}`, { fix: PLAIN });
}

/**
 * Puts the proxy on a chain that lacks it, by its presigned transaction. Its signer is given the 0.01 that it needs
 * only after the node was found to take the transaction. CREATE2_REFUSED where that cannot be.
 */
export async function putCreate2(account: ChainAccount): Promise<Result<null>> {
  const { rpc } = account;
  const [price, nonce, held] = await Promise.all([lowestPriceWei(rpc), rpc.nonce(create2Proxy.signer), rpc.balanceWei(create2Proxy.signer)]);
  if (!price.ok) return price;
  if (!nonce.ok) return nonce;
  if (!held.ok) return held;
  if (price.value > create2Proxy.gasPriceWei) return fail('CREATE2_REFUSED', `Gas costs ${price.value} wei here, more than the ${create2Proxy.gasPriceWei} that the proxy's presigned transaction offers.`, { fix: PLAIN });
  if (nonce.value > 0) return fail('CREATE2_REFUSED', 'The proxy\'s presigned transaction was used up on this chain without leaving the proxy.', { fix: PLAIN });
  const first = await sendPresigned(rpc);
  if (!first.ok) return first;
  if (first.value === 'unfunded') {
    const funded = await account.send({ to: create2Proxy.signer, data: '0x', valueWei: create2Proxy.costWei - held.value });
    if (!funded.ok) return funded;
    const second = await sendPresigned(rpc);
    if (!second.ok) return second;
  }
  return untilThere(rpc);
}

async function untilThere(rpc: Rpc): Promise<Result<null>> {
  const receipt = await waitForReceipt(rpc, keccak256(create2Proxy.transaction));
  if (!receipt.ok) return receipt;
  const isThere = await hasCreate2(rpc);
  if (!isThere.ok) return isThere;
  return isThere.value ? { ok: true, value: null } : fail('CREATE2_REFUSED', 'The proxy\'s transaction was mined, and the proxy is not there.', { fix: PLAIN });
}
