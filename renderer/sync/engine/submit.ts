import type { HostError, HostResult, Result } from '../../../shared/host-api.ts';
import type { OutboxRow } from '../../store/schema/rows.ts';
import type { Bundle, Part } from './bundle.ts';
import type { EngineParts } from './parts.ts';

/** A relay that is away or busy is asked again after so long; no attempt is counted, for no seat is at fault. */
const ASK_AGAIN_MS = 20_000;

/** Seats' calls by the relay that their projects' leads name: one transaction goes one way. */
export function byRelay(parts: readonly Part[]): Part[][] {
  const groups = new Map<string | null, Part[]>();
  for (const part of parts) groups.set(part.entry.relay, [...(groups.get(part.entry.relay) ?? []), part]);
  return [...groups.values()];
}

/**
 * Hands a bundle to the host: for the relay that the lead of its seats names, or directly where none is named. The host
 * goes directly, too, where the relay fails and the account has gas.
 */
export function submit(parts: EngineParts, { parts: [first], data }: Bundle, most: { mostGas?: string }): Promise<Result<HostResult<'chain.send'>>> {
  const relay = first?.entry.relay ?? null;
  return parts.host.call('chain.send', { to: parts.coordinator, data, isOnce: true, ...most, ...(relay === null ? {} : { relay }) });
}

/** The row of a seat whose relay cannot be had now, and whose account cannot pay by itself: it waits, with the reason. */
export function heldRow(row: OutboxRow, error: HostError, nowMs: number): OutboxRow {
  return { ...row, status: 'open', transactionHash: null, notBeforeMs: nowMs + ASK_AGAIN_MS, error: { code: error.code, message: error.message }, updatedAtMs: nowMs };
}
