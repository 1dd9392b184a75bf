import { describe, expect, it } from 'vitest';
import { boxIdle, sketchBox, stepBox } from './box-tool.ts';
import { extremeIdle, sketchExtreme, stepExtreme } from './extreme-tool.ts';
import { playTool, testBox } from './test-scene.ts';

describe('drawing a box', () => {
  it('draws by a drag, in whole pixels, with the current class, and selects it', () => {
    const play = playTool(boxIdle, stepBox, []);
    play.drag({ x: 100.4, y: 60.6 }, { x: 40, y: 200 });
    expect(play.corners()).toEqual([[40, 61, 100, 200]]);
    expect(play.boxes()[0]).toMatchObject({ classId: 2, confidence: 80, origin: 'manual' });
    expect(play.selection()).toEqual(['new0']);
    expect(play.marks).toEqual(['desk:mark.drawBox']);
  });

  it('draws by two clicks and is ready for the next box', () => {
    const play = playTool(boxIdle, stepBox, []);
    play.click(10, 20);
    play.at('move', 50, 60);
    expect(sketchBox(play.state()).rect).toEqual({ x0: 10, y0: 20, x1: 50, y1: 60 });
    play.click(70, 80);
    play.click(300, 300);
    play.click(310, 320);
    expect(play.corners()).toEqual([[10, 20, 70, 80], [300, 300, 310, 320]]);
  });

  it('takes a tremble for a click, by the zoom', () => {
    const near = playTool(boxIdle, stepBox, [], { scale: 0.25 });
    near.drag({ x: 100, y: 100 }, { x: 112, y: 110 });
    expect(near.corners()).toEqual([]);
    const far = playTool(boxIdle, stepBox, [], { scale: 4 });
    far.drag({ x: 100, y: 100 }, { x: 112, y: 110 });
    expect(far.corners()).toEqual([[100, 100, 112, 110]]);
  });

  it('does not take hold of a box that is there', () => {
    const play = playTool(boxIdle, stepBox, [testBox('a', 0, 0, 200, 200)]);
    play.select('a');
    play.drag({ x: 50, y: 50 }, { x: 100, y: 100 });
    expect(play.corners()).toEqual([[0, 0, 200, 200], [50, 50, 100, 100]]);
  });

  it('stays inside the image, at one pixel or more', () => {
    const play = playTool(boxIdle, stepBox, []);
    play.drag({ x: -50, y: 790 }, { x: 30, y: 4000 });
    play.drag({ x: 5000, y: 10 }, { x: 2000, y: 300 });
    play.drag({ x: 500, y: 300 }, { x: 700, y: 300 });
    expect(play.corners()).toEqual([[0, 790, 30, 800], [999, 10, 1000, 300], [500, 300, 700, 301]]);
  });

  it('forgets a box on cancel, also between two clicks', () => {
    const play = playTool(boxIdle, stepBox, []);
    play.click(10, 20);
    play.send({ type: 'cancel' });
    play.at('down', 10, 10);
    play.at('move', 90, 90);
    play.send({ type: 'cancel' });
    play.at('up', 90, 90);
    expect(play.corners()).toEqual([]);
    expect(play.state()).toEqual(boxIdle);
  });

  it('sets no second corner on the first one', () => {
    const play = playTool(boxIdle, stepBox, []);
    play.click(10, 20);
    play.click(10, 20);
    play.click(60, 70);
    expect(play.corners()).toEqual([[10, 20, 60, 70]]);
  });

  it('lets the other corner be moved', () => {
    const play = playTool(boxIdle, stepBox, []);
    play.click(50, 50);
    play.at('move', 90, 90);
    play.send({ type: 'swap' });
    play.at('move', 40, 45);
    play.click(40, 45);
    expect(play.corners()).toEqual([[40, 45, 90, 90]]);
  });

  it('draws nothing where labels cannot be changed', () => {
    const play = playTool(boxIdle, stepBox, [], { readOnly: true });
    play.drag({ x: 1, y: 1 }, { x: 100, y: 100 });
    expect(play.corners()).toEqual([]);
  });
});

describe('drawing by four extreme points', () => {
  it('finishes on the fourth, whatever their order', () => {
    const play = playTool(extremeIdle, stepExtreme, []);
    play.click(50, 10);
    play.click(10, 40);
    play.click(90, 30);
    expect(sketchExtreme(play.state()).points).toHaveLength(3);
    play.click(40, 80);
    expect(play.corners()).toEqual([[10, 10, 90, 80]]);
    expect(play.state()).toEqual(extremeIdle);
  });

  it('takes the last point back, and all of them', () => {
    const play = playTool(extremeIdle, stepExtreme, []);
    play.click(50, 10);
    play.click(999, 799);
    play.send({ type: 'swap' });
    play.click(10, 40);
    play.click(90, 30);
    play.click(40, 80);
    expect(play.corners()).toEqual([[10, 10, 90, 80]]);
    play.click(5, 5);
    play.send({ type: 'cancel' });
    expect(play.state()).toEqual(extremeIdle);
  });
});
