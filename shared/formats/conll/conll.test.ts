import { describe, expect, it } from 'vitest';
import { spanLabel, textItem } from '../model.ts';
import { memorySource } from '../test-support/memory.ts';
import { readAll, writeAll } from '../test-support/passes.ts';
import { spansOf, tagsOf } from './tags.ts';

/** EU rejects German call / Peter Blackburn: the first lines of the shared task, with two neighbours of one class added. */
const spans = [
  { className: 'ORG', first: 0, last: 0 },
  { className: 'MISC', first: 2, last: 2 },
  { className: 'PER', first: 4, last: 5 },
  { className: 'PER', first: 6, last: 8 },
];
const tags = {
  iob1: ['I-ORG', 'O', 'I-MISC', 'O', 'I-PER', 'I-PER', 'B-PER', 'I-PER', 'I-PER'],
  iob2: ['B-ORG', 'O', 'B-MISC', 'O', 'B-PER', 'I-PER', 'B-PER', 'I-PER', 'I-PER'],
  iobes: ['S-ORG', 'O', 'S-MISC', 'O', 'B-PER', 'E-PER', 'B-PER', 'I-PER', 'E-PER'],
};

describe('tags', () => {
  it.each(['iob1', 'iob2', 'iobes'] as const)('%s are written and read', (scheme) => {
    expect(tagsOf(9, spans, scheme)).toEqual(tags[scheme]);
    expect(spansOf(tags[scheme])).toEqual(spans);
  });

  it('of BILOU are read too', () => {
    expect(spansOf(['U-ORG', 'O', 'U-MISC', 'O', 'B-PER', 'L-PER', 'B-PER', 'I-PER', 'L-PER'])).toEqual(spans);
  });
});

describe('CoNLL-2003', () => {
  const text = 'Hello Jane Smith, hi.';

  it('snaps spans to tokens, and says so', async () => {
    const write = async (start: number, end: number) => {
      const { files, report } = await writeAll('conll', { items: [textItem({ path: 'a.txt', text: ` ${text}`, labels: [spanLabel({ className: 'Person', start, end })] })] });
      return { rows: String(files['labels.conll']).split('\n').filter((line) => / [BI]-/.test(line)), edges: report.losses.list().some(({ what }) => what === 'edges of spans') };
    };
    // A blank before, and part of a word: as Label Studio's converter has it.
    expect(await write(6, 17)).toEqual({ rows: ['Jane -X- _ B-Person', 'Smith -X- _ I-Person'], edges: true });
    expect(await write(8, 11)).toEqual({ rows: ['Jane -X- _ B-Person'], edges: true });
    expect(await write(7, 17)).toEqual({ rows: ['Jane -X- _ B-Person', 'Smith -X- _ I-Person'], edges: false });
  });

  it('writes four columns, a document line of four and blank lines between sentences', async () => {
    const { files } = await writeAll('conll', { items: [textItem({ path: 'a.txt', text: 'Jane left.\nShe came', labels: [] }), textItem({ path: 'b.txt', text: 'x', labels: [] })] });
    expect(files['labels.conll']).toBe('-DOCSTART- -X- -X- O\n\nJane -X- _ O\nleft -X- _ O\n. -X- _ O\n\nShe -X- _ O\ncame -X- _ O\n\n-DOCSTART- -X- -X- O\n\nx -X- _ O\n\n');
  });

  it('keeps the longer of two spans that share a token in the tags, and both beside them', async () => {
    const labels = [spanLabel({ className: 'A', start: 6, end: 10 }), spanLabel({ className: 'B', start: 6, end: 16 })];
    const { files, images } = await writeAll('conll', { items: [textItem({ path: 'a.txt', text, labels })] });
    expect(files['labels.conll']).toContain('Jane -X- _ B-B\nSmith -X- _ I-B');
    expect((await readAll('conll', memorySource(files, images))).items[0]?.labels).toEqual(labels);
    const { 'extras.jsonl': _, ...alone } = files;
    const bare = (await readAll('conll', memorySource(alone))).items[0];
    expect(bare?.text).toBe('Hello Jane Smith , hi .');
    expect(bare?.labels).toEqual([spanLabel({ className: 'B', start: 6, end: 16 })]);
  });

  it('reads files without document lines sentence by sentence, with comments, tabs and broken lines', async () => {
    const { items, report } = await readAll('conll', memorySource({ 'eng.testa': '# a comment\nEU\tNNP\tI-ORG\nrejects\tVBZ\tO\n\n\nPeter I-PER\nbroken\n# O\n' }));
    expect(items.map(({ text: each, labels, split }) => [each, labels.length, split])).toEqual([['EU rejects', 1, 'val'], ['Peter #', 1, 'val']]);
    expect(report.problems()).toMatchObject([{ file: 'eng.testa', field: 'line 7' }]);
  });
});
