import { randomBytes } from 'node:crypto';
import type { HostEventData, Result } from '../../../shared/host-api.ts';
import { fail } from '../context.ts';
import type { AskedCall } from './policy.ts';
import type { Spend } from './spending.ts';

export type Approval = HostEventData<'wallet.approvals'>[number];

/** What was asked for, where: a request does not follow the person to another network or account. */
export interface PendingCall {
  readonly approval: Approval;
  readonly call: AskedCall;
  /** Counted against the day's limit when it is approved. */
  readonly spend: Spend | null;
  /** The most that was shown as the network's fee; null where none was. */
  readonly mostFeeWei: bigint | null;
  /** The relay that the project's lead names. */
  readonly relay?: string | undefined;
  readonly networkId: string;
  readonly chainId: number;
}

/** Requests that wait for a person. Nothing happens to one that is not answered: it runs out. */
export interface Approvals {
  list(): Approval[];
  add(request: Omit<PendingCall, 'approval'> & { approval: Omit<Approval, 'id' | 'createdAtMs'> }): Result<Approval>;
  /** Looks at a request without answering it. UNKNOWN_APPROVAL where it was answered or ran out. */
  peek(id: string): Result<PendingCall>;
  remove(id: string): void;
  /** All of them, for instance when the network changes. */
  clear(): void;
}

/** Long enough to read, short enough that nobody comes back to a request from another day. */
const LIFETIME_MS = 15 * 60_000;
const MAX_PENDING = 20;

export function createApprovals(nowMs: () => number, onChange: (pending: Approval[]) => void): Approvals {
  const pending = new Map<string, PendingCall>();
  const dropOld = (): void => {
    for (const [id, { approval }] of pending) if (nowMs() - approval.createdAtMs > LIFETIME_MS) pending.delete(id);
  };
  const list = (): Approval[] => {
    dropOld();
    return [...pending.values()].map(({ approval }) => approval);
  };
  return {
    list,
    add: (request) => {
      dropOld();
      if (pending.size >= MAX_PENDING) {
        return fail('TOO_MANY_REQUESTS', `${String(MAX_PENDING)} requests are waiting already`, { fix: 'Answer those first.' });
      }
      const approval: Approval = { ...request.approval, id: randomBytes(12).toString('hex'), createdAtMs: nowMs() };
      pending.set(approval.id, { ...request, approval });
      onChange(list());
      return { ok: true, value: approval };
    },
    peek: (id) => {
      dropOld();
      const found = pending.get(id);
      return found
        ? { ok: true, value: found }
        : fail('UNKNOWN_APPROVAL', 'This request was answered already or has run out', { field: 'id', fix: 'Start the action again.' });
    },
    remove: (id) => {
      if (pending.delete(id)) onChange(list());
    },
    clear: () => {
      if (pending.size === 0) return;
      pending.clear();
      onChange([]);
    },
  };
}
