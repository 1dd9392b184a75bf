import { useEffect, useState } from 'react';
import { decodeCoordinatorResult, encodeCoordinatorCall } from '../../../shared/protocol/abi.ts';
import { useHost } from '../../app/state/host.tsx';
import { useLive } from '../../app/state/use-live.tsx';

export interface Escrow {
  readonly escrowWei: bigint;
  /** What batches under way may still earn. */
  readonly reservedWei: bigint;
}

/** What the contract holds for a project, read again with every block. The last answer stays while the network is away. */
export function useEscrow(projectId: string): Escrow | null {
  const host = useHost();
  const { chain } = useLive();
  const coordinator = chain?.network.coordinator ?? null;
  const block = chain?.head?.number ?? null;
  const [escrow, setEscrow] = useState<{ of: string; value: Escrow } | null>(null);
  useEffect(() => {
    if (coordinator === null || !/^\d+$/.test(projectId)) return undefined;
    let isCurrent = true;
    const calls = (['escrow', 'reserved'] as const).map((name) => ({ to: coordinator, data: encodeCoordinatorCall(name, [BigInt(projectId)]) }));
    void host.call('chain.read', { calls }).then((answer) => {
      const [held, reserved] = answer.ok ? answer.value.results : [];
      if (!isCurrent || held?.isSuccess !== true || reserved?.isSuccess !== true) return;
      const value = { escrowWei: decodeCoordinatorResult('escrow', held.data), reservedWei: decodeCoordinatorResult('reserved', reserved.data) };
      setEscrow({ of: projectId, value });
    });
    return () => {
      isCurrent = false;
    };
  }, [host, coordinator, projectId, block]);
  return escrow?.of === projectId ? escrow.value : null;
}
