import { BesideWriter } from '../beside.ts';
import { carries } from '../carries.ts';
import { writeClassList } from '../class-list.ts';
import type { Format, FormatOptions, ItemWriter, WriteContext } from '../format.ts';
import type { FormatItem, SpanLabel } from '../model.ts';
import type { LossCounter } from '../report.ts';
import { readConll } from './read.ts';
import { tagsOf } from './tags.ts';
import type { TokenSpan } from './tags.ts';
import { tokenise } from './tokens.ts';
import type { Token } from './tokens.ts';

/**
 * CoNLL-2003 (Tjong Kim Sang and De Meulder 2003): a token a line in four columns, a blank line between sentences,
 * -DOCSTART- before each document. The text's own blanks, overlaps and all else go to `extras.jsonl`.
 */
export const conll: Format = {
  name: 'conll',
  carries: carries('beside', { texts: 'yes', spans: 'yes', images: 'no', boxes: 'no', occluded: 'no', truncated: 'no', difficult: 'no', crowd: 'no', zOrder: 'no', sizes: 'no' }),
  read: readConll,
  write: writeConll,
};

export const CONLL_FILE = 'labels.conll';

async function writeConll(context: WriteContext): Promise<ItemWriter> {
  const { sink, classes, report, options } = context;
  const file = await sink.open(CONLL_FILE);
  const beside = new BesideWriter(sink);
  let count = 0;
  return {
    write: async (item) => {
      count++;
      for (const label of item.labels) classes.indexOf(label.className);
      const text = documentOf(item, options, report.losses);
      await file.write(`-DOCSTART- -X- -X- O\n\n${text}`);
      await beside.add(`${CONLL_FILE}#${count}`, text, item);
      return null;
    },
    finish: async () => {
      await file.close();
      await beside.close();
      await writeClassList(context);
    },
  };
}

/** The sentences of a document, each with its blank line. */
function documentOf(item: FormatItem, { conllScheme }: FormatOptions, losses: LossCounter): string {
  const tokens = tokenise(item.text ?? '');
  const tags = tagsOf(tokens.length, tokenSpans(item.labels.filter((label): label is SpanLabel => label.kind === 'span'), tokens, losses), conllScheme);
  const rows = tokens.map(({ text, startsLine }, index) => `${startsLine && index > 0 ? '\n' : ''}${text} -X- _ ${tags[index] ?? 'O'}\n`);
  return rows.length === 0 ? '' : `${rows.join('')}\n`;
}

/** Each span grows to the tokens that it touches; of those that then share a token the longest stays. */
function tokenSpans(spans: readonly SpanLabel[], tokens: readonly Token[], losses: LossCounter): TokenSpan[] {
  const taken = new Set<number>();
  const found: TokenSpan[] = [];
  for (const span of [...spans].sort((one, other) => other.end - other.start - (one.end - one.start) || one.start - other.start)) {
    const touched = tokens.flatMap(({ start, end }, index) => (start < span.end && end > span.start ? [index] : []));
    const [first, last] = [touched[0], touched.at(-1)];
    if (first === undefined || last === undefined) losses.add('spans of blanks', 'there is no token in them');
    else if (touched.some((index) => taken.has(index))) losses.add('tags of spans that share a token', 'a token has one tag: the longest span has it; the others stand in extras.jsonl');
    else {
      if (tokens[first]?.start !== span.start || tokens[last]?.end !== span.end) losses.add('edges of spans', 'a span grows to whole tokens; its own edges stand in extras.jsonl');
      if (/\s/.test(span.className)) losses.add('blanks in names of classes', 'columns are parted by blanks: _ takes their place');
      for (const index of touched) taken.add(index);
      found.push({ className: span.className.replaceAll(/\s/g, '_'), first, last });
    }
  }
  return found;
}
