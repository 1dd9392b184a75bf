import { describe, expect, it } from 'vitest';
import { toHex } from '../../../shared/bytes.ts';
import { courseOf } from '../../../shared/consensus/progress.ts';
import { joinItems, packItem } from '../../../shared/labels/codec-bytes.ts';
import { batchIdFrom, projectIdOf, seatIdFrom } from '../../../shared/labels/ids.ts';
import { decodeCoordinatorCall } from '../../../shared/protocol/abi.ts';
import { claimOf } from '../../../shared/protocol/assertion.ts';
import type { Claim } from '../../../shared/protocol/assertion.ts';
import { emptyIndex } from '../../../shared/protocol/chain-index.ts';
import type { BatchRecord, ChainIndex, ProjectRecord, SeatRecord } from '../../../shared/protocol/chain-records.ts';
import { must } from '../../../shared/result.ts';
import { ScriptedHost } from '../../store/test-support/scripted-host.ts';
import { Watcher } from './watcher.ts';

const ITEMS = 24;
const rule = { kind: 'boxes', quorum: 2, thresholdBps: 5000, agreementBps: 6667, seats: 3, classCount: 2 } as const;
const box = (at: number) => packItem('boxes', [{ classId: 1, confidence: 80, coordinates: [at, at, at + 500, at + 400] }]);
const labels = [0, 3, 9].map((shift) => joinItems(Array.from({ length: ITEMS }, (_, at) => box(at * 10 + shift))));
const honest = claimOf(must(courseOf(rule, ITEMS, labels)));
const zero = `0x${'00'.repeat(32)}`;
const projectId = projectIdOf(3n);

/** One batch about which this is claimed. */
function indexWith(claim: Claim): ChainIndex {
  const id = batchIdFrom(projectId, 0);
  const assertion = { asserter: zero.slice(0, 42), kept: 0, history: zero, labels: [zero, zero, zero], claim };
  const seat = (at: number) => ({ index: at, reveal: { salt: zero, detailsHash: zero, labels: toHex(labels[at]!) } }) as unknown as SeatRecord;
  return {
    ...emptyIndex,
    projects: new Map([[projectId, { params: rule } as unknown as ProjectRecord]]),
    batches: new Map([[id, { id, projectId, itemCount: ITEMS, history: [], phase: 'asserted', assertion: { assertion } } as unknown as BatchRecord]]),
    seats: new Map([0, 1, 2].map((at) => [seatIdFrom(id, at), seat(at)])),
  };
}

describe('the watcher', () => {
  const watching = () => {
    const sent: string[] = [];
    const host = new ScriptedHost();
    host.script['chain.send'] = ({ data }) => {
      sent.push(decodeCoordinatorCall(data)?.name ?? '');
      return { ok: false, error: { code: 'CHAIN_OFFLINE', message: 'away' } };
    };
    return { sent, watcher: new Watcher(host, zero.slice(0, 42)) };
  };

  it('lets a right assertion be', async () => {
    const { sent, watcher } = watching();
    await watcher.watch(indexWith(honest));
    expect(sent).toEqual([]);
  });

  it('challenges a wrong one in every pass until the chain has it', async () => {
    const { sent, watcher } = watching();
    const index = indexWith({ ...honest, result: { ...honest.result, sums: [0n, ...honest.result.sums.slice(1)] } });
    await watcher.watch(index);
    await watcher.watch(index);
    expect(sent).toEqual(['recompute', 'recompute']);
    await watcher.watch({ ...index, batches: new Map() });
    expect(sent).toHaveLength(2);
  });
});
