import { useState } from 'react';
import type { ProjectKind } from '../../../shared/labels/schema.ts';
import { labelCost } from '../../../shared/protocol/gas-costs.ts';
import type { GasQuestion, LabelCost } from '../../../shared/protocol/gas-costs.ts';
import { pricesOf } from '../../../shared/protocol/gas-costs-prices.ts';
import type { NetworkPrices } from '../../../shared/protocol/gas-costs-prices.ts';
import type { ProjectParams } from '../../../shared/protocol/params.ts';
import { encodeTokenCall } from '../../../shared/protocol/abi.ts';
import { useAnswer } from '../../app/state/use-answer.ts';
import { useLive } from '../../app/state/use-live.tsx';
import type { TokenInfo } from './draft.ts';

/** What was typed over the prices to start from; undefined: not touched. */
interface Typed {
  readonly gasPriceGwei?: number | null;
  readonly coinPriceUsd?: number | null;
  readonly tokenPriceUsd?: number | null;
  readonly regions?: number | null;
}

export interface GasPrices {
  readonly preset: NetworkPrices;
  readonly currency: string;
  readonly gasPriceGwei: number | null;
  /** The node told it; otherwise it is the preset's, or typed. */
  readonly isFromNode: boolean;
  readonly coinPriceUsd: number | null;
  readonly tokenPriceUsd: number | null;
  /** Regions an item, as the lead expects. */
  readonly regions: number | null;
  readonly change: (part: Typed) => void;
}

const START_REGIONS = 4;

/** Prices to compute gas with: the node's gas price where it answers, the preset's otherwise, each open to change. */
export function useGasPrices(token: TokenInfo): GasPrices {
  const { chain } = useLive();
  const [typed, setTyped] = useState<Typed>({});
  const preset = pricesOf(chain?.network.chainId ?? 0);
  const asked = useAnswer('chain.estimate', { to: token.address, data: encodeTokenCall('approve', [token.address, 0n]) }, chain?.network.id);
  const node = asked.value === null ? null : Number(BigInt(asked.value.gasPriceWei)) / 1e9;
  const start = node ?? preset.gasPriceGwei;
  return {
    preset,
    currency: chain?.network.currency ?? preset.currency,
    gasPriceGwei: typed.gasPriceGwei === undefined ? rounded(start) : typed.gasPriceGwei,
    isFromNode: typed.gasPriceGwei === undefined && node !== null,
    coinPriceUsd: typed.coinPriceUsd === undefined ? preset.coinPriceUsd : typed.coinPriceUsd,
    tokenPriceUsd: typed.tokenPriceUsd ?? null,
    regions: typed.regions === undefined ? START_REGIONS : typed.regions,
    change: (part) => setTyped((before) => ({ ...before, ...part })),
  };
}

/** Three digits are enough of a price that changes by the second. */
function rounded(gwei: number): number {
  return Number(gwei.toPrecision(3));
}

/** The label that the rules ask for. */
export function questionOf(params: ProjectParams, regions: number | null): GasQuestion {
  return { kind: params.kind, regions: Math.max(1, regions ?? 1), seats: params.seats, batchSize: params.batchSize, settlement: params.settlement };
}

/** What one label costs in gas; null while a price is no number. */
export function costOf(params: ProjectParams | null, prices: GasPrices): LabelCost | null {
  const { gasPriceGwei, coinPriceUsd, regions } = prices;
  if (params === null || gasPriceGwei === null || gasPriceGwei < 0 || !(coinPriceUsd === null || coinPriceUsd >= 0)) return null;
  return labelCost(questionOf(params, regions), { gasPriceGwei, coinPriceUsd });
}

/** Whether the kind has regions to count. */
export function hasRegions(kind: ProjectKind): boolean {
  return kind !== 'class';
}
