/** A network that can be chosen in settings; the coordinator's address is the user's to give. */
export interface NetworkPreset {
  readonly id: string;
  readonly name: string;
  readonly chainId: number;
  /** Shown in the empty field, so that the user sees what sort of address is wanted. */
  readonly rpcPlaceholder: string;
  /** What gas is paid in. */
  readonly currency: string;
  readonly isLocal: boolean;
  readonly isTestnet: boolean;
}

/** One of its own, so that no other development chain is taken for it. */
export const LOCAL_CHAIN_ID = 7357;

export const networkPresets: readonly NetworkPreset[] = [
  preset('local', 'Local chain', LOCAL_CHAIN_ID, 'http://127.0.0.1:8545', 'ETH', { isLocal: true }),
  preset('base', 'Base', 8453, 'https://your-provider.example/base', 'ETH'),
  preset('optimism', 'OP Mainnet', 10, 'https://your-provider.example/optimism', 'ETH'),
  preset('arbitrum', 'Arbitrum One', 42_161, 'https://your-provider.example/arbitrum', 'ETH'),
  preset('gnosis', 'Gnosis', 100, 'https://your-provider.example/gnosis', 'xDAI'),
  preset('polygon', 'Polygon PoS', 137, 'https://your-provider.example/polygon', 'POL'),
  preset('neon', 'Neon EVM (on Solana)', 245_022_934, 'https://your-provider.example/neon', 'NEON'),
  preset('base-sepolia', 'Base Sepolia', 84_532, 'https://your-provider.example/base-sepolia', 'ETH', { isTestnet: true }),
  preset('neon-devnet', 'Neon EVM devnet (on Solana)', 245_022_926, 'https://your-provider.example/neon-devnet', 'NEON', { isTestnet: true }),
];

export function presetOf(chainId: number): NetworkPreset | undefined {
  return networkPresets.find((candidate) => candidate.chainId === chainId);
}

function preset(
  id: string,
  name: string,
  chainId: number,
  rpcPlaceholder: string,
  currency: string,
  flags: { isLocal?: boolean; isTestnet?: boolean } = {},
): NetworkPreset {
  return { id, name, chainId, rpcPlaceholder, currency, isLocal: flags.isLocal ?? false, isTestnet: flags.isTestnet ?? false };
}
