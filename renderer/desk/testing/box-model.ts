/*
 * What the desk should do, said a second time and as simply as can be: a list of plain boxes, copied whole at every
 * step, with the copies as undo history. Shares no code with the desk; tests play the same gestures on both.
 */

export interface ModelBox {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
  classId: number;
  confidence: number;
  occluded: boolean;
  truncated: boolean;
  difficult: boolean;
  crowd: boolean;
  hidden: boolean;
  locked: boolean;
  origin: string;
  attributes: Record<string, string | number | boolean>;
}

export type ModelFlag = 'occluded' | 'truncated' | 'difficult' | 'crowd';
type Chosen = ReadonlySet<number>;


export class BoxModel {
  boxes: ModelBox[] = [];
  private done: ModelBox[][] = [];
  private undone: ModelBox[][] = [];

  constructor(
    readonly widthPx: number,
    readonly heightPx: number,
    /** What a new box of a class starts with. */
    private readonly attributesOf: (classId: number) => ModelBox['attributes'],
  ) {}

  get steps(): { done: number; undone: number } {
    return { done: this.done.length, undone: this.undone.length };
  }

  /** A gesture: one undo step where it changed something, none where it did not. True where it did. */
  private change(next: ModelBox[]): boolean {
    if (JSON.stringify(next) === JSON.stringify(this.boxes)) return false;
    this.done.push(this.boxes);
    this.undone = [];
    this.boxes = next;
    return true;
  }

  private each(chosen: Chosen, change: (box: ModelBox) => ModelBox): boolean {
    return this.change(this.boxes.map((box, at) => (chosen.has(at) ? change(box) : box)));
  }

  undo(): void {
    const before = this.done.pop();
    if (before === undefined) return;
    this.undone.push(this.boxes);
    this.boxes = before;
  }

  redo(): void {
    const after = this.undone.pop();
    if (after === undefined) return;
    this.done.push(this.boxes);
    this.boxes = after;
  }

  draw(x0: number, y0: number, x1: number, y1: number, classId: number, confidence: number): void {
    const box = { x0: Math.min(x0, x1), y0: Math.min(y0, y1), x1: Math.max(x0, x1), y1: Math.max(y0, y1), classId, confidence, occluded: false, truncated: false, difficult: false, crowd: false, hidden: false, locked: false, origin: 'manual', attributes: this.attributesOf(classId) };
    this.change([...this.boxes, box]);
  }

  accept(box: ModelBox): void {
    this.change([...this.boxes, { ...box, origin: 'prediction' }]);
  }

  /** What can be seen and changed moves together, until the first of it meets the edge of the image. */
  move(chosen: Chosen, dx: number, dy: number): void {
    const moved = this.boxes.filter((box, at) => chosen.has(at) && isFree(box) && !box.hidden);
    const x = held(dx, Math.max(...moved.map((box) => -box.x0)), Math.min(...moved.map((box) => this.widthPx - box.x1)));
    const y = held(dy, Math.max(...moved.map((box) => -box.y0)), Math.min(...moved.map((box) => this.heightPx - box.y1)));
    this.each(chosen, (box) => (moved.includes(box) ? touched(box, { x0: box.x0 + x, y0: box.y0 + y, x1: box.x1 + x, y1: box.y1 + y }) : box));
  }

  /** One edge of each box by so many pixels outwards. */
  grow(chosen: Chosen, edge: 'left' | 'right' | 'up' | 'down', by: number): void {
    this.each(chosen, (box) => {
      if (!isFree(box) || box.hidden) return box;
      if (edge === 'left') return touched(box, { ...box, x0: held(box.x0 - by, 0, box.x1 - 1) });
      if (edge === 'right') return touched(box, { ...box, x1: held(box.x1 + by, box.x0 + 1, this.widthPx) });
      if (edge === 'up') return touched(box, { ...box, y0: held(box.y0 - by, 0, box.y1 - 1) });
      return touched(box, { ...box, y1: held(box.y1 + by, box.y0 + 1, this.heightPx) });
    });
  }

  /** New corners by a handle; they may be turned over. */
  reshape(at: number, corners: { x0: number; y0: number; x1: number; y1: number }): void {
    const { x0, y0, x1, y1 } = corners;
    this.each(new Set([at]), (box) => touched(box, { x0: Math.min(x0, x1), y0: Math.min(y0, y1), x1: Math.max(x0, x1), y1: Math.max(y0, y1) }));
  }

  reclass(chosen: Chosen, classId: number): void {
    this.each(chosen, (box) => {
      if (!isFree(box) || box.classId === classId) return box;
      const defaults = this.attributesOf(classId);
      const kept = Object.entries(box.attributes).filter(([name]) => name in defaults);
      return { ...box, classId, attributes: { ...defaults, ...Object.fromEntries(kept) }, origin: afterwards(box) };
    });
  }

  flag(chosen: Chosen, flag: ModelFlag): void {
    const all = this.boxes.filter((_, at) => chosen.has(at)).every((box) => box[flag]);
    this.each(chosen, (box) => (isFree(box) && box[flag] === all ? { ...box, [flag]: !all, origin: afterwards(box) } : box));
  }

  surer(chosen: Chosen, by: number): void {
    this.each(chosen, (box) => (isFree(box) ? { ...box, confidence: held(box.confidence + by, 0, 100) } : box));
  }

  attribute(chosen: Chosen, name: string, value: string | number | boolean): void {
    this.each(chosen, (box) => (isFree(box) && box.attributes[name] !== value ? { ...box, attributes: { ...box.attributes, [name]: value }, origin: afterwards(box) } : box));
  }

  toggle(chosen: Chosen, field: 'hidden' | 'locked'): void {
    const all = this.boxes.filter((_, at) => chosen.has(at)).every((box) => box[field]);
    this.each(chosen, (box) => ({ ...box, [field]: !all }));
  }

  showAll(): void {
    this.change(this.boxes.map((box) => ({ ...box, hidden: false })));
  }

  unlockAll(): void {
    this.change(this.boxes.map((box) => ({ ...box, locked: false })));
  }

  hideOthers(chosen: Chosen): void {
    this.change(this.boxes.map((box, at) => ({ ...box, hidden: !chosen.has(at) })));
  }

  remove(chosen: Chosen): void {
    this.change(this.boxes.filter((box, at) => !chosen.has(at) || box.locked));
  }

  copy(from: readonly ModelBox[], by: number): void {
    const made = from.map((box) => {
      const x = held(by, -box.x0, this.widthPx - box.x1);
      const y = held(by, -box.y0, this.heightPx - box.y1);
      return { ...box, x0: box.x0 + x, y0: box.y0 + y, x1: box.x1 + x, y1: box.y1 + y, origin: 'manual', hidden: false, locked: false };
    });
    this.change([...this.boxes, ...made]);
  }

  /** In the order of selection: the first stays, and grows around the others. */
  merge(order: readonly number[]): void {
    const parts = order.filter((at) => this.boxes[at] !== undefined && isFree(this.boxes[at]) && !this.boxes[at].hidden);
    const boxes = parts.flatMap((at) => this.boxes[at] ?? []);
    const [first] = boxes;
    if (first === undefined || boxes.length < 2) return;
    const any = (flag: ModelFlag): boolean => boxes.some((box) => box[flag]);
    const merged: ModelBox = {
      ...first,
      x0: Math.min(...boxes.map((box) => box.x0)), y0: Math.min(...boxes.map((box) => box.y0)), x1: Math.max(...boxes.map((box) => box.x1)), y1: Math.max(...boxes.map((box) => box.y1)),
      confidence: Math.min(...boxes.map((box) => box.confidence)),
      occluded: any('occluded'), truncated: any('truncated'), difficult: any('difficult'), crowd: any('crowd'), origin: afterwards(first),
    };
    this.change(this.boxes.flatMap((box, at) => (at === parts[0] ? [merged] : parts.includes(at) ? [] : [box])));
  }

  /** Each in two at its middle. */
  split(chosen: Chosen, way: 'beside' | 'stacked'): void {
    this.change(
      this.boxes.flatMap((box, at) => {
        if (!chosen.has(at) || !isFree(box) || box.hidden) return [box];
        const isBeside = way === 'beside';
        const [low, high] = isBeside ? [box.x0, box.x1] : [box.y0, box.y1];
        if (high - low < 2) return [box];
        const cut = Math.round((low + high) / 2);
        const origin = afterwards(box);
        return isBeside ? [{ ...box, x1: cut, origin }, { ...box, x0: cut, origin }] : [{ ...box, y1: cut, origin }, { ...box, y0: cut, origin }];
      }),
    );
  }

  order(chosen: Chosen, move: 'front' | 'back' | 'forward' | 'backward'): void {
    const moved = this.boxes.filter((_, at) => chosen.has(at));
    const others = this.boxes.filter((_, at) => !chosen.has(at));
    if (move === 'front') this.change([...others, ...moved]);
    else if (move === 'back') this.change([...moved, ...others]);
    else {
      const isForward = move === 'forward';
      // Towards the end of the list it is walked from its end, so that a box never overtakes one that moves too.
      const list = isForward ? [...this.boxes].reverse() : [...this.boxes];
      for (let at = 1; at < list.length; at++) {
        const [below, here] = [list[at - 1], list[at]];
        if (below === undefined || here === undefined || !moved.includes(here) || moved.includes(below)) continue;
        list[at - 1] = here;
        list[at] = below;
      }
      this.change(isForward ? list.reverse() : list);
    }
  }
}

const isFree = (box: ModelBox): boolean => !box.locked;
const held = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
const afterwards = (box: ModelBox): string => (box.origin === 'prediction' ? 'prediction-changed' : box.origin);

function touched(box: ModelBox, { x0, y0, x1, y1 }: { x0: number; y0: number; x1: number; y1: number }): ModelBox {
  const isSame = box.x0 === x0 && box.y0 === y0 && box.x1 === x1 && box.y1 === y1;
  return isSame ? box : { ...box, x0, y0, x1, y1, origin: afterwards(box) };
}

/** The same numbers from the same seed, each from 0 to below `below`. */
export function seededPicks(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    // xorshift32
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % below;
  };
}
