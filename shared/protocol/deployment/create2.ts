import { getCreate2Address } from 'ethers/address';
import { keccak256 } from 'ethers/crypto';

/**
 * The deterministic deployment proxy that most networks have: called with a salt and creation code it deploys by
 * CREATE2, so that an address follows from the code alone. The same on every chain, because nobody has the key of
 * its deployment: the transaction was made up around a signature.
 * Source: https://github.com/Arachnid/deterministic-deployment-proxy
 */
export const create2Proxy = {
  address: '0x4e59b44847b379578588920cA78FbF26c0B4956C',
  code: '0x7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe03601600081602082378035828234f58015156039578182fd5b8082525050506014600cf3',
  /** Who "signed" the presigned transaction: needs `costWei` before it can be mined. */
  signer: '0x3fAB184622Dc19b6109349B94811493BF2a45362',
  /** Made before EIP-155, so it carries no chain id: a node may refuse such transactions. */
  transaction:
    '0xf8a58085174876e800830186a08080b853604580600e600039806000f350fe7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe03601600081602082378035828234f58015156039578182fd5b8082525050506014600cf31ba02222222222222222222222222222222222222222222222222222222222222222a02222222222222222222222222222222222222222222222222222222222222222',
  gasPriceWei: 100_000_000_000n,
  costWei: 10_000_000_000_000_000n,
} as const;

/** "Tessera" and zeros: whoever deploys the same code with it gets the same address. */
const SALT = `0x54657373657261${'00'.repeat(25)}`;

/** Where the proxy puts this creation code. */
export function create2AddressOf(creation: string): string {
  return getCreate2Address(create2Proxy.address, SALT, keccak256(creation));
}

/** Call data for the proxy. */
export function create2Call(creation: string): string {
  return `${SALT}${creation.slice(2)}`;
}
