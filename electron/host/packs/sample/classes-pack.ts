import type { ClassAnswers, SampleItem, SamplePack } from './types.ts';

const LIVING = 1;
const LANDSCAPE = 2;
const MADE = 3;

function photograph(id: string, truth: number, mistakes?: ClassAnswers['mistakes']): SampleItem<ClassAnswers> {
  return { id, making: { from: 'photograph', photograph: id, crop: null }, answers: mistakes === undefined ? { truth } : { truth, mistakes } };
}

export const classesPack: SamplePack = {
  key: 'classes',
  kind: 'class',
  batchSize: 8,
  schema: {
    name: 'What is it a picture of?',
    kind: 'class',
    classes: [
      { id: LIVING, name: 'Animal or plant', colour: '#2b9348', key: '1', glyph: '✿' },
      { id: LANDSCAPE, name: 'Landscape', colour: '#2f7ed8', key: '2', glyph: '⛰' },
      { id: MADE, name: 'Made by people', colour: '#e8890c', key: '3', glyph: '⌂' },
    ],
    documentClasses: [],
    attributes: [],
    instructions:
      'What is the photograph mainly of? **Animal or plant**: one animal or plant, studied. **Landscape**: land and water, with trees or not. **Made by people**: a building, a boat, a machine fills the middle.',
    languages: [],
    confidenceDefault: 90,
  },
  items: [
    photograph('acanthus-mollis', LIVING),
    photograph('airplane-from-above', MADE, { b: LANDSCAPE }),
    photograph('allium-oreophilum', LIVING),
    photograph('black-canyon', LANDSCAPE, { a: MADE }),
    photograph('dust-bowl-home', MADE),
    photograph('french-alpine-landscape', LANDSCAPE),
    photograph('locomotion-house-cat', LIVING),
    // Both see the river and the hills first.
    photograph('nagasaki-boats', MADE, { a: LANDSCAPE, b: LANDSCAPE }),
  ],
};
