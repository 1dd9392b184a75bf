import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { SeatId } from '../labels/ids.ts';
import { parseProjectId } from '../labels/ids.ts';
import { krippendorffAlpha, percentAgreement } from '../quality/agreement.ts';
import { answersOf } from '../quality/answers.ts';
import { must } from '../result.ts';
import { historySchema } from '../test-support/history/history.ts';
import { testManifest } from '../test-support/pack.ts';
import { emptyIndex, extendIndex, readLogs } from './chain-index.ts';
import type { ChainIndex, SeatRecord } from './chain-records.ts';
import { buildDataset } from './dataset.ts';
import type { DatasetSource } from './dataset.ts';

const history = historySchema.parse(JSON.parse(readFileSync(new URL('../test-support/history/two-projects.json', import.meta.url), 'utf8')));
const index = extendIndex(emptyIndex, readLogs(history.logs, history.coordinator));
const source: DatasetSource = { chainId: 31_337, coordinator: history.coordinator, index, projectId: history.projectId, manifest: testManifest('boxes', 24) };

function withSeat(change: (seat: SeatRecord) => Partial<SeatRecord>): { index: ChainIndex; id: SeatId } {
  const seat = [...index.seats.values()].find((candidate) => candidate.projectId === history.projectId && candidate.reveal !== null)!;
  return { id: seat.id, index: { ...index, seats: new Map(index.seats).set(seat.id, { ...seat, ...change(seat) }) } };
}

describe('buildDataset', () => {
  const dataset = must(buildDataset(source));

  it('computes everything again and finds nothing wrong in a true record', () => {
    expect(dataset.faults).toEqual([]);
    expect(dataset.items).toHaveLength(24);
    expect(dataset.items.flatMap((item) => item.annotations)).toHaveLength(11 * 6);
    const other = must(buildDataset({ ...source, projectId: parseProjectId('1'), manifest: testManifest('class', 18) }));
    expect(other.faults).toEqual([]);
    expect(other.items.flatMap((item) => item.regions).every((region) => region.shape.kind === 'item-class')).toBe(true);
  });

  it('gives every region its voters, at least the quorum where consensus made it', () => {
    const resolved = dataset.items.filter((item) => item.outcome === 'resolved');
    expect(resolved.length).toBeGreaterThan(0);
    for (const region of resolved.flatMap((item) => item.regions)) {
      expect(region.voters.length).toBeGreaterThanOrEqual(2);
      if (region.shape.kind !== 'box') continue;
      expect(region.shape.x0).toBeLessThan(region.shape.x1);
      expect(region.shape.x1).toBeLessThanOrEqual(4000);
      expect(region.shape.y1).toBeLessThanOrEqual(3000);
    }
  });

  it('lets the expert\'s labels stand where they overturned or settled an item', () => {
    const overturned = dataset.items.filter((item) => item.outcome === 'overturned');
    expect(overturned.length).toBeGreaterThan(0);
    for (const item of overturned) {
      expect(item.ruling).toMatchObject({ verdict: 'overturned', source: 'expert' });
      expect(item.annotations.some((annotation) => annotation.verdict === 'overturned-against')).toBe(true);
    }
    for (const item of dataset.items.filter((candidate) => candidate.outcome === 'ruled')) expect(item.ruling?.verdict).toBe('ruled');
  });

  it('gives answers that agreement can be measured on', () => {
    const answers = answersOf(dataset);
    const blanks = dataset.items.flatMap((item) => item.annotations).filter((annotation) => annotation.cannotTell).length;
    expect(answers).toHaveLength(11 * 6 - blanks);
    expect(percentAgreement(answers)).toBeGreaterThan(0);
    expect(krippendorffAlpha(answers)).toBeLessThan(1);
  });

  it('refuses another pack, and a project that is not there', () => {
    expect(buildDataset({ ...source, manifest: testManifest('boxes', 25) })).toMatchObject({ ok: false, error: { code: 'MANIFEST_ROOT' } });
    expect(buildDataset({ ...source, projectId: parseProjectId('99') })).toMatchObject({ ok: false, error: { code: 'PROJECT_UNKNOWN' } });
  });

  it('finds labels that do not open their commitment', () => {
    const forged = withSeat((seat) => ({ reveal: { ...seat.reveal!, labels: `0x${seat.reveal!.labels.slice(2, -2)}00` } }));
    const { faults } = must(buildDataset({ ...source, index: forged.index }));
    expect(faults).toContainEqual(expect.objectContaining({ seatId: forged.id, field: 'commitment' }));
    const cut = withSeat((seat) => ({ reveal: { ...seat.reveal!, labels: '0x' } }));
    expect(must(buildDataset({ ...source, index: cut.index })).faults.map((fault) => fault.field)).toContain('labels');
  });

  it('finds a consensus that is not what the labels give, and names the item', () => {
    const said = (candidate: { readonly consensus: readonly string[] }) => candidate.consensus.findIndex((item) => item !== '0x00');
    const batch = [...index.batches.values()].find((candidate) => candidate.projectId === history.projectId && said(candidate) >= 0);
    const forgedItem = batch === undefined ? -1 : said(batch);
    expect(forgedItem).toBeGreaterThanOrEqual(0);
    const consensus = batch!.consensus.map((item, place) => (place === forgedItem ? ('0x00' as const) : item));
    const forged = { ...index, batches: new Map(index.batches).set(batch!.id, { ...batch!, consensus }) };
    expect(must(buildDataset({ ...source, index: forged })).faults).toEqual([expect.objectContaining({ itemIndex: batch!.firstItem + forgedItem, field: 'consensus' })]);
  });

  it('holds details against the hash that was committed to', () => {
    const { faults } = must(buildDataset({ ...source, detailsOf: () => Uint8Array.of(1, 2, 3) }));
    expect(new Set(faults.map((fault) => fault.field))).toEqual(new Set(['details']));
    expect(faults).toHaveLength(11);
  });
});
