import { expect, test } from 'vitest';
import { emptyIndex } from '../../../shared/protocol/chain-index.ts';
import type { ChainIndex, SeatRecord } from '../../../shared/protocol/chain-records.ts';
import type { OutboxRow } from '../../store/schema/rows.ts';
import { historyColumns, historyLines, outboxColumns, outboxLines, toCsv } from './queue-export.ts';
import { movesOf, queueOf } from './queue.ts';
import type { SeatCard } from './seats.ts';

const me = `0x${'11'.repeat(20)}`;
const placeAt = (blockNumber: number) => ({ blockNumber, blockHash: `0x${'0b'.repeat(32)}`, transactionHash: `0x${'aa'.repeat(31)}${blockNumber.toString(16).padStart(2, '0')}`, logIndex: 2 });
const place = placeAt(10);

const record = (id: string, change: Partial<SeatRecord> = {}): SeatRecord =>
  ({ id, batchId: '7', projectId: '1', annotator: me, taken: place, commitment: null, reveal: null, claim: null, ...change }) as unknown as SeatRecord;
const indexOf = (...records: SeatRecord[]): ChainIndex => ({ ...emptyIndex, seats: new Map(records.map((each) => [each.id, each])) });

const outboxOf = (change: Partial<OutboxRow> = {}): OutboxRow =>
  ({ key: 'k', net: 'n', step: 'commit', status: 'open', transactionHash: null, attempts: 0, notBeforeMs: 0, error: null, createdAtMs: 1_700_000_000_000, updatedAtMs: 1_700_000_000_000, ...change }) as OutboxRow;

function card(seatId: string, change: { outbox?: OutboxRow | null; status?: Partial<SeatCard['status']>; name?: string } = {}): SeatCard {
  return {
    seat: { key: `k/${seatId}`, seatId, annotator: me, itemCount: 3 },
    project: { name: change.name ?? 'Boats', projectId: '1', params: { stakePerSeat: 5n } },
    batchNumber: 1,
    sealed: 3,
    states: [],
    status: { state: 'committed', step: 'wait', reason: 'waiting-for-seats', deadlineSeconds: null, ...change.status },
    outbox: change.outbox ?? null,
  } as unknown as SeatCard;
}

const far = { headNumber: 30, isLocal: false };

test('every seat is in one pile by what is to be done, the nearest deadline first', () => {
  const cards = [
    card('1', { outbox: outboxOf({ status: 'parked', error: { code: 'SEAL_BROKEN', message: 'x' } }) }),
    card('2', { outbox: outboxOf({ status: 'sending' }) }),
    card('3', { outbox: outboxOf({ status: 'sent', transactionHash: '0xab' }) }),
    card('4', { outbox: outboxOf(), status: { deadlineSeconds: 200 } }),
    card('5', { outbox: outboxOf({ step: 'reveal' }), status: { deadlineSeconds: 100 } }),
    card('6', { status: { step: 'sign', reason: 'all-sealed' } }),
    card('7', { status: { step: 'label', reason: 'items-open' } }),
    card('8', { status: { step: 'wait', reason: 'opening-missing' } }),
  ];
  const queue = queueOf(cards, indexOf(), far);
  const ids = (pile: readonly SeatCard[]) => pile.map(({ seat }) => seat.seatId);
  expect({ needsYou: ids(queue.needsYou), underWay: ids(queue.underWay), waiting: ids(queue.waiting), onChain: queue.onChain }).toEqual({ needsYou: ['1', '8'], underWay: ['2', '3'], waiting: ['5', '4', '6'], onChain: [] });
});

test('what was committed is on the chain with block and depth, also while its next step is on its way', () => {
  const index = indexOf(
    record('1', { commitment: { word: '0x', place: placeAt(28) } as never }),
    record('2', { commitment: { word: '0x', place: placeAt(12) } as never, reveal: { place: placeAt(19) } as never }),
    record('3'),
    record('4', { annotator: `0x${'99'.repeat(20)}` as never, commitment: { word: '0x', place } as never }),
  );
  const { onChain, waiting } = queueOf([card('1', { outbox: outboxOf({ step: 'reveal' }) }), card('2'), card('3'), card('4')], index, far);
  expect(onChain.map(({ card: { seat }, moves }) => [seat.seatId, moves.at(-1)?.move, moves.at(-1)?.confirmations, moves.at(-1)?.isFinal])).toEqual([
    ['1', 'committed', 3, false],
    ['2', 'revealed', 12, true],
  ]);
  expect(waiting.map(({ seat }) => seat.seatId)).toEqual(['1']);
});

test('the local chain is final at once; what lies past the block that was read is not counted', () => {
  const seat = record('1', { taken: placeAt(30), commitment: { word: '0x', place: placeAt(31) } as never });
  expect(movesOf(seat, { headNumber: 30, isLocal: true }).map(({ confirmations, isFinal }) => [confirmations, isFinal])).toEqual([[1, true], [0, false]]);
  expect(movesOf(seat, { headNumber: null, isLocal: true }).every(({ isFinal }) => !isFinal)).toBe(true);
});

test('the outbox as a file has every seat with something to send, its failure, and times in UTC', () => {
  const error = { code: 'REVERTED', message: 'LeaseOver(1), "late"' };
  const lines = outboxLines([card('1', { outbox: outboxOf({ status: 'parked', attempts: 3, error }), status: { deadlineSeconds: 1_700_000_100 } }), card('2')]);
  expect(lines).toMatchObject([{ seatId: '1', step: 'commit', status: 'parked', attempts: 3, errorCode: 'REVERTED', deadline: '2023-11-14T22:15:00.000Z', createdAt: '2023-11-14T22:13:20.000Z', notBefore: '' }]);
  expect(toCsv(outboxColumns, lines)).toContain('"LeaseOver(1), ""late"""');
});

test('the history has every move of the account and of nobody else, in the order of the chain', () => {
  const index = indexOf(
    record('1', { taken: placeAt(12), commitment: { word: '0x', place: placeAt(20) } as never, claim: { amount: 7n, place: placeAt(29) } }),
    record('2', { taken: placeAt(11) }),
    record('3', { annotator: `0x${'99'.repeat(20)}` as never }),
  );
  const lines = historyLines(index, me, far, (block) => (block === 29 ? null : block * 10));
  expect(lines.map(({ seatId, move, block, confirmations, isFinal, amount, at }) => [seatId, move, block, confirmations, isFinal, amount, at])).toEqual([
    ['2', 'taken', 11, 20, true, '', '1970-01-01T00:01:50.000Z'],
    ['1', 'taken', 12, 19, true, '', '1970-01-01T00:02:00.000Z'],
    ['1', 'committed', 20, 11, false, '', '1970-01-01T00:03:20.000Z'],
    ['1', 'paid', 29, 2, false, '7', ''],
  ]);
  const [head, first] = toCsv(historyColumns, lines).split('\r\n');
  expect(head?.replace('\uFEFF', '').split(',')).toEqual([...historyColumns]);
  expect(first?.split(',')).toHaveLength(historyColumns.length);
});

test('a name that a spreadsheet would run is only a name', () => {
  const text = toCsv(outboxColumns, outboxLines([card('1', { outbox: outboxOf(), name: '=HYPERLINK("http://x","y")' })]));
  expect(text).toContain(`"'=HYPERLINK(""http://x"",""y"")"`);
});
