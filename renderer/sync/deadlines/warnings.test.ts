import { describe, expect, it } from 'vitest';
import { ZERO_ADDRESS, defaultParams } from '../../../shared/protocol/params.ts';
import type { SeatChainView } from '../../../shared/protocol/seat-state.ts';
import { t } from '../../app/strings/strings.ts';
import { annotator, net, project } from '../../store/test-support/seat-fixture.ts';
import { seatKey } from '../../store/keys.ts';
import { seatCard } from '../model/seats.ts';
import type { SeatCard } from '../model/seats.ts';
import { nextDeadlineMs } from './next-deadline.ts';
import { dueWarnings } from './warnings.ts';
import type { WarningSituation } from './warnings.ts';
import { warningText } from './words.ts';

const zero = `0x${'00'.repeat(32)}`;
const TSR = 10n ** 18n;
const token = { decimals: 18, symbol: 'TSR' };
const schema = { name: 'x', kind: 'class' as const, classes: [{ id: 1, name: 'x', colour: '#000000' }], documentClasses: [], attributes: [], instructions: '', languages: [], confidenceDefault: 90 };
const params = { ...defaultParams(schema, ZERO_ADDRESS), stakePerSeat: 5n * TSR, revealSeconds: 3_000 };
const signed = { labels: '0x', details: '0x', detailsHash: zero, commitment: zero, atMs: 0 };
const batch: SeatChainView['batch'] = {
  ...{ phase: 0, itemCount: 2, taken: 3, commits: 0, reveals: 0, settledItems: 0, commitEnd: 0n, revealStart: 0n, revealEnd: 0n, settledAt: 0n, auditEnd: 0n },
  ...{ anchorBlock: 0n, challengeEnd: 0n, drawnRuns: 0, confirmedRuns: 0, drawnMask: 0n, resolvedMask: 0n, auditedMask: 0n, overturnedMask: 0n, drawn: false, record: zero },
};
const seatView: SeatChainView['seat'] = { state: 1, tier: 0, annotator, leaseEnd: 100_000n, agreedItems: 0, unsettledItems: 0, multiplierBps: 10_000, payFactorBps: 0, bonus: 0n, slashed: 0n, chunksHash: zero };

function card(id: string, view: Partial<SeatChainView['seat']>, ofBatch: Partial<SeatChainView['batch']>, isSigned: boolean): SeatCard {
  const chain = { batch: { ...batch, ...ofBatch }, seat: { ...seatView, ...view }, blockNumber: 1 };
  const row = { key: seatKey(net, id), net, seatId: id, projectKey: project, annotator, firstItem: 0, itemCount: 2, place: null, isSentAsIs: false, signed: isSigned ? signed : null, chain, addedAtMs: 0 };
  const projectRow = { key: project, net, projectId: '1', lead: annotator, root: zero, packUri: '', itemCount: 2, params, openedAtSeconds: 0, name: 'x', schema, pack: 'ready' as const, packProblem: null, checkedAtMs: 0 };
  return seatCard(row, projectRow, new Map(isSigned ? [[0, 'sealed' as const], [1, 'sealed' as const]] : [[0, 'sealed' as const]]), null, { headSeconds: 0, wallSeconds: 0, isLocal: false });
}

const revealable = (id: string) => card(id, { state: 2 }, { commits: 3, revealStart: 10n, revealEnd: 50_000n }, true);
const away: WarningSituation = { nowSeconds: 46_500, seenSeconds: 20, isOnline: false, canSend: false };

describe('warnings', () => {
  it('are one sentence for all seats of a kind, with the first deadline and the whole stake', () => {
    const due = dueWarnings([revealable('256'), revealable('512'), card('768', {}, {}, false)], { ...away, nowSeconds: 99_000 - 50_000 + 500 }, new Set());
    expect(due).toEqual([{ kind: 'reveal', atSeconds: 50_000, seats: 2, openItems: 0, stake: 10n * TSR }]);
  });

  it('come once for each lead', () => {
    const told = new Set<string>();
    const at = (nowSeconds: number) => dueWarnings([revealable('256')], { ...away, nowSeconds }, told).length;
    expect([20_000, 30_000, 30_001, 46_500, 46_600, 49_500, 49_900, 50_000].map(at)).toEqual([0, 1, 0, 1, 0, 1, 0, 0]);
  });

  it('are not told where the app sees to it alone, but for open items', () => {
    const alone = { ...away, isOnline: true, canSend: true };
    expect(dueWarnings([revealable('256')], alone, new Set())).toEqual([]);
    const open = dueWarnings([card('256', {}, {}, false)], { ...alone, nowSeconds: 99_000 }, new Set());
    expect(open).toEqual([{ kind: 'label', atSeconds: 100_000, seats: 1, openItems: 1, stake: 0n }]);
  });

  it('say what is lost, by when, and what stands in the way', () => {
    const [warning] = dueWarnings([revealable('256')], away, new Set());
    expect(warningText(warning!, 'locked', token, t, 'en')).toMatch(/^Reveal a batch by .* or lose 5 TSR\. The wallet is locked\.$/);
  });
});

describe('the next deadline, which keeps a new version from being tried', () => {
  const labelled = (id: string) => card(id, {}, {}, true);

  it('is the first at which the app has to do something, in milliseconds, and none where nothing is at hand', () => {
    expect(nextDeadlineMs([], 1_000, 0)).toBeNull();
    expect(nextDeadlineMs([revealable('256')], 46_000, 20)).toBe(4_000_000);
    expect(nextDeadlineMs([labelled('768'), revealable('256')], 46_000, 20)).toBe(4_000_000);
    expect(nextDeadlineMs([labelled('768')], 46_000, 20)).toBeGreaterThan(4_000_000);
  });

  it('counts from the later of the clock and the newest block: a clock that is behind hides none', () => {
    expect(nextDeadlineMs([revealable('256')], 1_000, 49_000)).toBe(1_000_000);
    expect(nextDeadlineMs([revealable('256')], 49_500, 49_000)).toBe(500_000);
  });

  it('leaves to the person what is still to be labelled, and does not count what is over', () => {
    expect(nextDeadlineMs([card('768', {}, {}, false)], 46_000, 20)).toBeNull();
    expect(nextDeadlineMs([revealable('256')], 50_000, 20)).toBeNull();
    expect(nextDeadlineMs([revealable('256')], 60_000, 20)).toBeNull();
  });
});
