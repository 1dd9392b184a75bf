import type { HostError, HostResult, Result } from '../../../shared/host-api.ts';
import type { SeatKey } from '../../store/keys.ts';
import type { OutboxRow } from '../../store/schema/rows.ts';
import type { Call, DueSeat } from './calls.ts';
import type { EngineParts } from './parts.ts';

/** A relay that is away or busy is asked again after so long; no attempt is counted, for no seat is at fault. */
const ASK_AGAIN_MS = 20_000;

/** Seats by the relay that their projects' leads name: one transaction goes one way. */
export function byRelay(due: readonly DueSeat[]): DueSeat[][] {
  const groups = new Map<string | null, DueSeat[]>();
  for (const entry of due) groups.set(entry.relay, [...(groups.get(entry.relay) ?? []), entry]);
  return [...groups.values()];
}

/**
 * Hands a call to the host: to the relay that the lead of its seats names, or directly where none is named. The host
 * goes directly, too, where the relay fails and the account has gas.
 */
export function submit(parts: EngineParts, call: Call, due: ReadonlyMap<SeatKey, DueSeat>): Promise<Result<HostResult<'chain.send'>>> {
  const relay = call.seats.map((key) => due.get(key)?.relay ?? null).find((each) => each !== null);
  return parts.host.call('chain.send', { to: parts.coordinator, data: call.data, ...(relay === undefined || relay === null ? {} : { relay }) });
}

/** The row of a seat whose relay cannot be had now, and whose account cannot pay by itself: it waits, with the reason. */
export function heldRow(row: OutboxRow, error: HostError, nowMs: number): OutboxRow {
  return { ...row, status: 'open', transactionHash: null, notBeforeMs: nowMs + ASK_AGAIN_MS, error: { code: error.code, message: error.message }, updatedAtMs: nowMs };
}
