import { networkPresets } from './addresses.ts';

/** A network's prices to start from; the form lets the user put in today's. */
export interface NetworkPrices {
  /** Of the preset. */
  readonly id: string;
  readonly name: string;
  readonly currency: string;
  /** In 10^-9 of the coin. */
  readonly gasPriceGwei: number;
  /** null where the coin is worth nothing. */
  readonly coinPriceUsd: number | null;
  /** When both were so: a month. */
  readonly asOf: string;
  readonly source: string;
}

type Known = Omit<NetworkPrices, 'id' | 'name' | 'currency'>;

const ETH_USD = 2130;
const ETH_SOURCE = 'ETH: market price of 21 May 2026';
const NOTHING: Known = { gasPriceGwei: 1, coinPriceUsd: null, asOf: '2026-05', source: 'its coin has no price' };

/*
 * Floors are what a quiet network charges; a busy one charges more. Rollups add a fee for the data they post, which is
 * not in here: see docs/economics.md.
 */
const known: Readonly<Record<string, Known>> = {
  base: { gasPriceGwei: 0.005, coinPriceUsd: ETH_USD, asOf: '2026-05', source: `floor of the base fee (docs.base.org, Network Fees); ${ETH_SOURCE}` },
  optimism: { gasPriceGwei: 0.001, coinPriceUsd: ETH_USD, asOf: '2026-05', source: `assumed: ten times the floor that docs.optimism.io recommends (Set the Minimum Base Fee); ${ETH_SOURCE}` },
  arbitrum: { gasPriceGwei: 0.02, coinPriceUsd: ETH_USD, asOf: '2026-05', source: `floor of the base fee in the DAO's proposal of 10 November 2025; ${ETH_SOURCE}` },
  gnosis: { gasPriceGwei: 2, coinPriceUsd: 1, asOf: '2026-05', source: 'average in the example of docs.gnosischain.com, Gas Price Oracle; xDAI follows the dollar' },
  polygon: { gasPriceGwei: 25, coinPriceUsd: 0.07, asOf: '2026-07', source: 'floor (PIP-59, 11 February 2025); POL: market price of 1 July 2026' },
  // gas price x NEON = SOL x 3.5 x 10^-9 by Neon's formula: what NEON is worth cancels out.
  neon: { gasPriceGwei: 8750, coinPriceUsd: 0.05, asOf: '2026-05', source: 'SOL / NEON x (1 + 2.5) of neonevm.org/docs, Fees & Gas, with its example\'s SOL at 125 dollars; NEON at 0.05 is assumed and cancels out' },
};

/** Of every preset, in their order. */
export const networkPrices: readonly NetworkPrices[] = networkPresets.map(({ id, name, currency }) => ({ id, name, currency, ...(known[id] ?? NOTHING) }));

/** Of a preset by its chain; where there is none, a coin without a price. */
export function pricesOf(chainId: number): NetworkPrices {
  const preset = networkPresets.find((one) => one.chainId === chainId);
  const found = networkPrices.find(({ id }) => id === preset?.id);
  return found ?? { id: '', name: '', currency: 'ETH', ...NOTHING };
}
