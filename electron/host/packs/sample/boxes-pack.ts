import type { SamplePack, TrueBox } from './types.ts';

const BOAT = 1;
const PERSON = 2;
const BUILDING = 3;
const ANIMAL = 4;
const PLANT = 5;
const AIRCRAFT = 6;

function all(classId: number, ...boxes: TrueBox['at'][]): TrueBox[] {
  return boxes.map((at) => ({ classId, at }));
}

const instructions = `Draw one box around each thing of the six classes, as tight as you can.

- **Boat**: with its masts, rudder and bowsprit, without its reflection. A boat cut by the edge of the picture counts.
- **Person**: whatever can be seen of the person.
- **Building**: only where nothing else stands in front of it.
- **Animal**: from the tip of the tail to the nose.
- **Plant**: each flower head with its leaves and spikes, without the stem; each tree that is taller than a quarter of the picture.
- **Aircraft**: with wings, propeller and tail.

Leave out what is more than half hidden.`;

/** Pixel coordinates are those of the finished item, so of the crop where there is one. */
export const boxesPack: SamplePack = {
  key: 'boxes',
  kind: 'boxes',
  batchSize: 6,
  schema: {
    name: 'Old photographs',
    kind: 'boxes',
    classes: [
      { id: BOAT, name: 'Boat', colour: '#2f7ed8', key: '1', glyph: '⛵' },
      { id: PERSON, name: 'Person', colour: '#d6336c', key: '2', glyph: '☺' },
      { id: BUILDING, name: 'Building', colour: '#e8890c', key: '3', glyph: '⌂' },
      { id: ANIMAL, name: 'Animal', colour: '#7b4fd0', key: '4', glyph: '♞' },
      { id: PLANT, name: 'Plant', colour: '#2b9348', key: '5', glyph: '✿' },
      { id: AIRCRAFT, name: 'Aircraft', colour: '#0f9aa8', key: '6', glyph: '✈' },
    ],
    documentClasses: [],
    attributes: [],
    instructions,
    languages: [],
    confidenceDefault: 90,
  },
  items: [
    {
      id: 'dust-bowl-home',
      making: { from: 'photograph', photograph: 'dust-bowl-home', crop: null },
      answers: { truth: all(BUILDING, [526, 224, 989, 473]) },
    },
    {
      id: 'nagasaki-river',
      making: { from: 'photograph', photograph: 'nagasaki-boats', crop: [0, 590, 1024, 229] },
      answers: { truth: [...all(BOAT, [0, 31, 757, 188], [700, 54, 1024, 229]), ...all(PERSON, [380, 62, 462, 120], [751, 76, 815, 224])] },
    },
    {
      id: 'cats-walking',
      making: { from: 'photograph', photograph: 'locomotion-house-cat', crop: [8, 8, 336, 242] },
      answers: {
        truth: all(ANIMAL, [28, 15, 150, 97], [200, 15, 323, 97], [30, 140, 148, 224], [192, 143, 308, 227]),
        // One animal missed: still enough for agreement, not for a full score.
        mistakes: { b: all(ANIMAL, [28, 15, 150, 97], [200, 15, 323, 97], [30, 140, 148, 224]) },
      },
    },
    {
      id: 'allium-flower-head',
      making: { from: 'photograph', photograph: 'allium-oreophilum', crop: null },
      answers: {
        truth: all(PLANT, [10, 64, 801, 693]),
        // Both box the flowers one by one: a consensus that only an expert can put right.
        mistakes: {
          a: all(PLANT, [10, 107, 250, 333], [219, 74, 418, 280], [423, 84, 581, 275], [583, 64, 801, 309]),
          b: all(PLANT, [12, 105, 252, 331], [217, 76, 420, 282], [425, 82, 579, 277], [585, 66, 801, 307]),
        },
      },
    },
    {
      id: 'nagasaki-junk',
      making: { from: 'photograph', photograph: 'nagasaki-boats', crop: [330, 115, 435, 475] },
      answers: {
        truth: all(BOAT, [105, 9, 421, 463], [12, 418, 127, 457]),
        // The hull alone, without masts; the small boat missed; a building that the rule leaves out.
        mistakes: { a: [...all(BOAT, [108, 318, 421, 463]), ...all(BUILDING, [135, 222, 264, 305])] },
      },
    },
    {
      id: 'aircraft-from-above',
      making: { from: 'photograph', photograph: 'airplane-from-above', crop: null },
      answers: {
        truth: all(AIRCRAFT, [187, 110, 948, 717]),
        // Only the wings.
        mistakes: { b: all(AIRCRAFT, [187, 178, 948, 336]) },
      },
    },
    {
      id: 'black-canyon',
      making: { from: 'photograph', photograph: 'black-canyon', crop: null },
      answers: {
        truth: [...all(BOAT, [131, 447, 407, 637]), ...all(PERSON, [244, 575, 281, 634])],
        // The hull without the mast, and no person.
        mistakes: { a: all(BOAT, [131, 598, 407, 637]) },
      },
    },
    {
      id: 'cats-turning',
      making: { from: 'photograph', photograph: 'locomotion-house-cat', crop: [680, 8, 336, 242] },
      answers: { truth: all(ANIMAL, [28, 20, 154, 101], [201, 20, 325, 101], [28, 146, 138, 228], [200, 145, 320, 227]) },
    },
    {
      id: 'acanthus',
      making: { from: 'photograph', photograph: 'acanthus-mollis', crop: null },
      answers: {
        truth: all(PLANT, [241, 30, 551, 272], [250, 290, 558, 499], [241, 558, 555, 778]),
        // Both take the whole plant, stem and all.
        mistakes: { a: all(PLANT, [87, 31, 728, 1024]), b: all(PLANT, [86, 33, 726, 1024]) },
      },
    },
    {
      id: 'nagasaki-warehouse',
      making: { from: 'photograph', photograph: 'nagasaki-boats', crop: [780, 420, 244, 180] },
      answers: {
        truth: all(BUILDING, [11, 17, 243, 112]),
        // Roof and wall as two buildings.
        mistakes: { b: all(BUILDING, [14, 17, 243, 42], [76, 46, 240, 112]) },
      },
    },
    {
      id: 'cats-running',
      making: { from: 'photograph', photograph: 'locomotion-house-cat', crop: [342, 257, 338, 245] },
      answers: {
        truth: all(ANIMAL, [25, 5, 150, 102], [204, 9, 324, 102], [7, 164, 154, 228], [169, 169, 327, 228]),
        mistakes: { b: all(ANIMAL, [25, 5, 150, 102], [204, 9, 324, 102], [169, 169, 327, 228]) },
      },
    },
    {
      id: 'alpine-spruces',
      making: { from: 'photograph', photograph: 'french-alpine-landscape', crop: [515, 50, 230, 300] },
      answers: { truth: all(PLANT, [6, 113, 73, 300], [152, 157, 228, 300]) },
    },
  ],
};
