import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addRegion, moveInOrder, removeRegions, updateRegions } from '../../../shared/labels/command-makers.ts';
import type { LabelCommand } from '../../../shared/labels/commands.ts';
import { parseItemId, parseRegionId } from '../../../shared/labels/ids.ts';
import { emptyItemLabels, makeBox } from '../../../shared/labels/make.ts';
import type { ItemLabels } from '../../../shared/labels/types.ts';
import { must } from '../../../shared/result.ts';
import { commit, emptyHistory, markToRedo, markToUndo, redo, undo } from './history.ts';
import type { Timeline } from './history.ts';

const start = (): Timeline => ({ labels: emptyItemLabels(parseItemId('cat.jpg')), history: emptyHistory });
const box = (name: string, x0 = 0) => makeBox({ id: parseRegionId(name), classId: 1, confidence: 90 }, { x0, y0: 0, x1: x0 + 10, y1: 10 });
const made = (timeline: Timeline, name: string, ...commands: LabelCommand[]): Timeline => must(commit(timeline, { name, commands, atMs: 0 }));

function taken(step: ReturnType<typeof undo>): Timeline {
  if (step === null) throw new Error('nothing to take');
  return must(step);
}

describe('history', () => {
  it('takes a mark of several commands back in one step, by its name', () => {
    const one = made(start(), 'draw', addRegion(start().labels, box('a')));
    const two = made(one, 'swap', addRegion(one.labels, box('b', 20)), removeRegions([parseRegionId('a')]));
    expect(markToUndo(two.history)?.name).toBe('swap');
    const back = taken(undo(two));
    expect(back.labels).toEqual(one.labels);
    expect(markToRedo(back.history)?.name).toBe('swap');
    expect(taken(redo(back)).labels).toEqual(two.labels);
  });

  it('has nothing to take at its ends', () => {
    expect(undo(start())).toBeNull();
    expect(redo(made(start(), 'draw', addRegion(start().labels, box('a'))))).toBeNull();
  });

  it('forgets what was undone once something new is done', () => {
    const one = made(start(), 'draw', addRegion(start().labels, box('a')));
    const other = made(taken(undo(one)), 'draw', addRegion(start().labels, box('b')));
    expect(other.history.marks).toHaveLength(1);
    expect(redo(other)).toBeNull();
  });

  it('changes nothing when one command of a mark is impossible', () => {
    const timeline = made(start(), 'draw', addRegion(start().labels, box('a')));
    const result = commit(timeline, { name: 'x', commands: [removeRegions([parseRegionId('a')]), removeRegions([parseRegionId('a')])], atMs: 0 });
    expect(result).toMatchObject({ ok: false, error: { code: 'REGION_UNKNOWN' } });
  });

  it('agrees with a stack of whole states, however marks, undo and redo are mixed, also after a restart', () => {
    const step = fc.record({ kind: fc.constantFrom('add', 'remove', 'move', 'front', 'undo', 'redo', 'restart'), pick: fc.nat(50) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let timeline = start();
        let past: ItemLabels[] = [];
        let future: ItemLabels[] = [];
        steps.forEach(({ kind, pick }, count) => {
          const target = timeline.labels.regions[pick % Math.max(1, timeline.labels.regions.length)]?.id;
          if (kind === 'restart') timeline = structuredClone(timeline);
          else if (kind === 'undo') {
            const labels = past.pop();
            if (labels === undefined) return;
            future.push(timeline.labels);
            timeline = taken(undo(timeline));
            expect(timeline.labels).toEqual(labels);
          } else if (kind === 'redo') {
            const labels = future.pop();
            if (labels === undefined) return;
            past.push(timeline.labels);
            timeline = taken(redo(timeline));
            expect(timeline.labels).toEqual(labels);
          } else {
            const command = commandFor(kind, timeline.labels, target, count);
            if (command === null) return;
            past = [...past, timeline.labels];
            future = [];
            timeline = made(timeline, kind, command);
          }
        });
        while (timeline.history.cursor > 0) timeline = taken(undo(timeline));
        expect(timeline.labels).toEqual(start().labels);
      }),
    );
  });
});

function commandFor(kind: string, labels: ItemLabels, target: ItemLabels['regions'][number]['id'] | undefined, count: number): LabelCommand | null {
  if (kind === 'add') return addRegion(labels, box(`r${count}`, count));
  if (target === undefined) return null;
  if (kind === 'remove') return removeRegions([target]);
  if (kind === 'front') return moveInOrder(labels, [target], 'front');
  return updateRegions([target], { x0: -count });
}
