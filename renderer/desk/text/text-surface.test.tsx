import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { apply, type LabelCommand } from '../../../shared/labels/commands.ts';
import { parseItemId, parseRegionId, type RegionId } from '../../../shared/labels/ids.ts';
import { emptyItemLabels, makeSpan } from '../../../shared/labels/make.ts';
import { parseProjectSchema } from '../../../shared/labels/schema.ts';
import type { ItemLabels, SpanRegion } from '../../../shared/labels/types.ts';
import { commands } from '../../commands/registry.ts';
import type { SurfaceActions } from '../surface.ts';
import { offsetOf } from './dom-offsets.ts';
import { TextSurface } from './text-surface.tsx';

const text = 'Ada 👩‍🚀 met Bo.\r\nשלום Rome';
const parsed = parseProjectSchema({
  name: 'Names',
  kind: 'spans',
  classes: [
    { id: 1, name: 'Person', colour: '#2a5cda' },
    { id: 2, name: 'Place', colour: '#f86111' },
  ],
});
if (!parsed.ok) throw new Error(parsed.error.message);
const schema = parsed.value;

beforeAll(() => {
  // jsdom lays nothing out: the virtual list needs a window with a height.
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, value: 800 });
  Object.defineProperty(HTMLElement.prototype, 'clientWidth', { configurable: true, value: 600 });
  // Nothing is laid out, so nothing changes its size.
  vi.stubGlobal('ResizeObserver', class { observe() {} unobserve() {} disconnect() {} });
  HTMLElement.prototype.scrollTo = () => {};
  HTMLElement.prototype.scrollIntoView = () => {};
});
afterEach(cleanup);
beforeEach(() => {
  made = 0;
});

let current: ItemLabels;
let said: string[];
let made = 0;
let broken: SpanRegion | null = null;

function Desk({ index = 0 }: { index?: number }) {
  const [labels, setLabels] = useState<ItemLabels>(() => ({ ...emptyItemLabels(parseItemId('t1')), regions: broken === null ? [] : [broken] }));
  const [selection, setSelection] = useState<readonly RegionId[]>([]);
  current = labels;
  const actions: SurfaceActions = {
    newRegion: () => ({ id: parseRegionId(`r${++made}`), classId: 1, confidence: 90 }),
    apply: (_name: string, list: readonly LabelCommand[]) => {
      let next = labels;
      for (const command of list) {
        const result = apply(next, command);
        if (!result.ok) throw new Error(result.error.message);
        next = result.value;
      }
      setLabels(next);
      return true;
    },
    draft: () => {},
    commitDraft: () => {},
    cancelDraft: () => {},
    select: setSelection,
    announce: (sentence) => said.push(sentence),
    rememberView: () => {},
  };
  return (
    <TextSurface
      item={{ index, name: 'a.txt', media: { kind: 'text', sha256: '', codePoints: 0 }, state: 'untouched' }}
      media={{ kind: 'text', text }}
      labels={labels}
      schema={schema}
      overlays={[]}
      selection={selection}
      classId={1}
      readOnly={false}
      view={null}
      actions={actions}
    />
  );
}

const run = (id: Parameters<typeof commands.run>[0]) => act(() => void commands.run(id));
const spans = () => current.regions.filter((region): region is SpanRegion => region.kind === 'span');

describe('the text surface', () => {
  it('marks with the keyboard alone, in code points, and says so', () => {
    said = [];
    render(<Desk />);
    run('text.next');
    run('text.mark-1');
    run('text.next');
    run('text.mark-2');
    expect(spans().map((span) => [span.quote, span.classId, span.start, span.end, span.startUtf16, span.endUtf16])).toEqual([
      ['Ada', 1, 0, 3, 0, 3],
      ['👩‍🚀', 2, 4, 7, 4, 9],
    ]);
    expect(said).toContain('Marked “Ada” as Person');
    run('text.mark-2');
    expect(spans()).toHaveLength(2);
  });

  it('leaves the digits to the desk while no cursor is there', () => {
    render(<Desk />);
    expect(commands.run('text.mark-1')).toBe(false);
  });

  it('marks what the mouse dragged over, across a line end and a half word', () => {
    render(<Desk />);
    const runs = screen.getByRole('group', { name: /^Text of/ }).querySelectorAll('[data-start]');
    const range = document.createRange();
    range.setStart(runs[0]!.firstChild!, text.indexOf('Bo'));
    range.setEnd(runs[1]!.firstChild!, 2);
    document.getSelection()!.removeAllRanges();
    document.getSelection()!.addRange(range);
    fireEvent.pointerUp(runs[1]!);
    expect(spans().map((span) => span.quote)).toEqual(['Bo.\r\nשלום']);
    expect(text.slice(spans()[0]!.startUtf16, spans()[0]!.endUtf16)).toBe('Bo.\r\nשלום');
  });

  it('begins the next text at its first word, wherever the last one was left', () => {
    const { rerender } = render(<Desk />);
    run('text.next');
    run('text.next');
    rerender(<Desk index={1} />);
    expect(commands.run('text.mark')).toBe(false);
    run('text.next');
    run('text.mark');
    expect(spans().map((span) => span.quote)).toEqual(['Ada']);
  });

  it('moves the edges of the selected span by words', () => {
    render(<Desk />);
    run('text.next');
    run('text.mark');
    run('text.grow-end');
    expect(spans()[0]!.quote).toBe('Ada 👩‍🚀');
    run('text.shrink-start');
    expect(spans()[0]!.quote).toBe('👩‍🚀');
    expect(spans()[0]!.start).toBe(4);
    run('text.shrink-start');
    expect(spans()[0]!.quote).toBe('👩‍🚀');
  });

  it('goes by the eye in a line that runs from right to left', () => {
    render(<Desk />);
    run('text.document-end');
    run('text.document-end');
    run('text.line-start');
    run('text.next');
    run('text.mark');
    // Right of the first Hebrew word is the end of the line above.
    expect(spans().at(-1)!.quote).toBe('Bo');
    run('text.line-down');
    run('text.previous');
    run('text.mark-2');
    expect(spans().at(-1)!.quote).toBe('Rome');
  });

  it('snaps to characters once it is told to, and back', () => {
    said = [];
    render(<Desk />);
    run('text.snapping');
    run('text.next');
    run('text.next');
    run('text.mark');
    expect(spans().map((span) => span.quote)).toEqual(['d']);
    run('text.snapping');
    expect(said).toEqual(['Marks snap to characters', 'Marked “d” as Person', 'Marks snap to whole words']);
  });

  it('relates the selected span to another, with the keyboard', () => {
    render(<Desk />);
    run('text.next');
    run('text.mark');
    run('text.next');
    run('text.mark');
    run('text.relate');
    // Enter makes no relation of a span to itself, and is not the desk's either.
    expect(commands.run('text.relate-finish')).toBe(true);
    expect(current.relations).toEqual([]);
    fireEvent.pointerUp(screen.getByText('Ada'));
    expect(current.relations.map(({ from, to }) => [from, to])).toEqual([['r2', 'r1']]);
  });

  it('finds, steps, and marks what was found with a class key', () => {
    render(<Desk />);
    run('text.search');
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'ME' } });
    expect(screen.getByRole('status').textContent).toBe('1 of 2');
    fireEvent.keyDown(screen.getByRole('searchbox'), { key: 'Enter' });
    expect(screen.getByRole('status').textContent).toBe('2 of 2');
    fireEvent.keyDown(screen.getByRole('searchbox'), { key: 'Escape' });
    run('text.mark-2');
    expect(spans().map((span) => span.quote)).toEqual(['me']);
    run('text.search');
    run('text.search-mark-all');
    expect(spans().map((span) => [span.quote, span.classId])).toEqual([['me', 2], ['me', 1], ['me', 1]]);
  });

  it('says which span does not fit the text, shows it nowhere, and removes it when told', () => {
    broken = { ...makeSpan({ id: parseRegionId('old'), classId: 1, confidence: 90 }, text, 0, 3), quote: 'Eve' };
    render(<Desk />);
    broken = null;
    expect(screen.getByRole('alert').textContent).toContain('“Eve” at 0 to 3 does not fit this text, which has “Ada” there.');
    expect(screen.getByRole('group', { name: /^Text of/ }).querySelector('.text-run-span')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Remove' }));
    expect(current.regions).toEqual([]);
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('finds every offset of the document from the DOM', () => {
    render(<Desk />);
    run('text.next');
    run('text.mark');
    const runs = [...screen.getByRole('group', { name: /^Text of/ }).querySelectorAll<HTMLElement>('[data-start]')];
    for (const element of runs) {
      const start = Number(element.dataset['start']);
      for (let at = 0; at <= element.textContent.length; at++) expect(offsetOf(element.firstChild!, at)).toBe(start + at);
    }
    expect(runs.map((element) => element.textContent).join('')).toBe(text.replace('\r\n', ''));
  });
});
