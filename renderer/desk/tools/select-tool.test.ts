import { describe, expect, it } from 'vitest';
import { selectIdle, stepSelect } from './select-tool.ts';
import { playTool, testBox } from './test-scene.ts';
import { chooseTool, isIdle, stepTool } from './toolbox.ts';

const two = () => [testBox('a', 100, 100, 300, 300), testBox('b', 200, 200, 400, 400)];

describe('selecting', () => {
  it('selects the upper box by a click and the empty place clears it', () => {
    const play = playTool(selectIdle, stepSelect, two());
    play.click(250, 250);
    expect(play.selection()).toEqual(['b']);
    play.click(900, 700);
    expect(play.selection()).toEqual([]);
    expect(play.marks).toEqual([]);
  });

  it('adds and takes away with Shift', () => {
    const play = playTool(selectIdle, stepSelect, two());
    play.click(110, 110);
    play.click(390, 390, { shift: true });
    expect(play.selection()).toEqual(['a', 'b']);
    play.click(110, 110, { shift: true });
    expect(play.selection()).toEqual(['b']);
  });

  it('goes through boxes on top of each other with Alt', () => {
    const play = playTool(selectIdle, stepSelect, two());
    play.click(250, 250, { alt: true });
    expect(play.selection()).toEqual(['b']);
    play.click(250, 250, { alt: true });
    expect(play.selection()).toEqual(['a']);
  });

  it('selects what a frame holds whole', () => {
    const play = playTool(selectIdle, stepSelect, two());
    play.drag({ x: 50, y: 50 }, { x: 350, y: 350 });
    expect(play.selection()).toEqual(['a']);
    play.drag({ x: 450, y: 450 }, { x: 150, y: 150 }, { shift: true });
    expect(play.selection()).toEqual(['a', 'b']);
  });
});

describe('moving', () => {
  it('moves a box in one draft from the press on, as one mark', () => {
    const play = playTool(selectIdle, stepSelect, two());
    play.drag({ x: 110, y: 110 }, { x: 130, y: 90 });
    expect(play.corners()[0]).toEqual([120, 80, 320, 280]);
    expect(play.marks).toEqual(['draft']);
  });

  it('moves all selected boxes, and the first at the edge stops them', () => {
    const play = playTool(selectIdle, stepSelect, two());
    play.select('a', 'b');
    play.drag({ x: 250, y: 250 }, { x: -250, y: 250 });
    expect(play.corners()).toEqual([[0, 100, 200, 300], [100, 200, 300, 400]]);
  });

  it('puts everything back on cancel', () => {
    const play = playTool(selectIdle, stepSelect, two());
    play.at('down', 110, 110);
    play.at('move', 500, 500);
    play.send({ type: 'cancel' });
    play.at('up', 500, 500);
    expect(play.corners()[0]).toEqual([100, 100, 300, 300]);
    expect(play.marks).toEqual([]);
  });

  it('leaves a locked box where it is', () => {
    const play = playTool(selectIdle, stepSelect, [{ ...testBox('a', 100, 100, 300, 300), locked: true }]);
    play.drag({ x: 200, y: 200 }, { x: 400, y: 400 });
    expect(play.selection()).toEqual(['a']);
    expect(play.corners()).toEqual([[100, 100, 300, 300]]);
  });

  it('says that a suggestion was changed', () => {
    const play = playTool(selectIdle, stepSelect, [{ ...testBox('a', 100, 100, 300, 300), origin: 'prediction' as const }]);
    play.drag({ x: 200, y: 200 }, { x: 210, y: 200 });
    expect(play.boxes()[0]?.origin).toBe('prediction-changed');
  });
});

describe('resizing', () => {
  const resized = (from: [number, number], to: [number, number]) => {
    const play = playTool(selectIdle, stepSelect, [testBox('a', 100, 100, 300, 200)]);
    play.select('a');
    play.drag({ x: from[0], y: from[1] }, { x: to[0], y: to[1] });
    return play.corners()[0];
  };

  it('takes each of the eight handles', () => {
    expect(resized([100, 100], [90, 80])).toEqual([90, 80, 300, 200]);
    expect(resized([200, 100], [250, 80])).toEqual([100, 80, 300, 200]);
    expect(resized([300, 100], [310, 120])).toEqual([100, 120, 310, 200]);
    expect(resized([300, 150], [350, 300])).toEqual([100, 100, 350, 200]);
    expect(resized([300, 200], [350, 250])).toEqual([100, 100, 350, 250]);
    expect(resized([200, 200], [100, 250])).toEqual([100, 100, 300, 250]);
    expect(resized([100, 200], [80, 190])).toEqual([80, 100, 300, 190]);
    expect(resized([100, 150], [120, 400])).toEqual([120, 100, 300, 200]);
  });

  it('turns over when pulled past the other side, and never gets thinner than a pixel', () => {
    expect(resized([300, 150], [40, 150])).toEqual([40, 100, 100, 200]);
    expect(resized([300, 150], [100, 150])).toEqual([100, 100, 101, 200]);
    expect(resized([300, 200], [5000, -5000])).toEqual([100, 0, 1000, 100]);
  });
});

describe('the toolbox', () => {
  it('lends the select tool while Ctrl is held, then goes on drawing', () => {
    const play = playTool(chooseTool('box'), stepTool, [testBox('a', 100, 100, 300, 300)]);
    play.drag({ x: 200, y: 200 }, { x: 250, y: 200 }, { mod: true });
    expect(play.corners()).toEqual([[150, 100, 350, 300]]);
    expect(isIdle(play.state())).toBe(true);
    play.drag({ x: 500, y: 500 }, { x: 600, y: 600 });
    expect(play.corners()).toHaveLength(2);
  });
});
