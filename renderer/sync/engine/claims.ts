import type { HostError } from '../../../shared/host-api.ts';
import { encodeCoordinatorCall } from '../../../shared/protocol/abi.ts';
import { isWorthItsGas } from '../../../shared/protocol/claim-worth.ts';
import type { ClaimVerdict } from '../../../shared/protocol/claim-worth.ts';
import type { OutboxRow } from '../../store/schema/rows.ts';
import { batchIdOf } from './calls.ts';
import type { DueSeat } from './calls.ts';
import type { EngineParts } from './parts.ts';

const HELD = 'CLAIM_HELD';

/** Whether a claim waits to be worth its gas. */
export const isHeld = ({ error }: OutboxRow): boolean => error?.code === HELD;

const LOOK_AGAIN_MS = 10 * 60_000;

export type ClaimDecision = { isWorth: true } | { isWorth: false; why: HostError; againAtMs: number };

/** Whether these claims in one token go now. On the local chain gas is free; a person who presses "Sync now" has decided. */
export async function worthClaiming(parts: EngineParts, token: string, group: readonly DueSeat[]): Promise<ClaimDecision> {
  if (parts.confirmations <= 1 || group.some(({ row }) => row.notBeforeMs === 0)) return { isWorth: true };
  const data = encodeCoordinatorCall('claim', [group.map(({ seat }) => BigInt(batchIdOf(seat)))]);
  const cost = await parts.host.call('chain.estimate', { to: parts.coordinator, data });
  // What is wrong with it is told when it is sent.
  if (!cost.ok) return { isWorth: true };
  const oldestSeconds = Math.min(...group.map(({ chain }) => Number(chain.batch.auditEnd)));
  const verdict = isWorthItsGas({
    payUnits: group.reduce((sum, { seat }) => sum + parts.payOf(seat.seatId), 0n),
    costWei: BigInt(cost.value.gas) * BigInt(cost.value.gasPriceWei),
    seats: group.length,
    waitedSeconds: Math.max(0, Math.floor(parts.nowMs() / 1000) - oldestSeconds),
    unitsPerWei: await parts.tokenPrice(token),
  });
  return verdict === 'worth' ? { isWorth: true } : { isWorth: false, why: WORDS[verdict], againAtMs: parts.nowMs() + LOOK_AGAIN_MS };
}

const WORDS: Readonly<Record<Exclude<ClaimVerdict, 'worth'>, HostError>> = {
  'too-little': { code: 'CLAIM_HELD', message: 'The pay is worth less than four times the gas of its claim: it waits for more. "Sync now" claims it all the same.' },
  'gathering': { code: 'CLAIM_HELD', message: 'Claims are gathered for a day, so that they share one transaction. "Sync now" claims at once.' },
};
