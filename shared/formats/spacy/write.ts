import { writeClassList } from '../class-list.ts';
import { toFlat } from '../fields.ts';
import type { ItemWriter, WriteContext } from '../format.ts';
import { tokenise } from '../conll/tokens.ts';
import type { Token } from '../conll/tokens.ts';
import type { FormatItem, SpanLabel } from '../model.ts';

export async function writeSpacy(context: WriteContext): Promise<ItemWriter> {
  const { sink, classes } = context;
  const file = await sink.open('annotations.jsonl');
  return {
    write: async (item) => {
      for (const label of item.labels) classes.indexOf(label.className);
      await file.write(`${JSON.stringify(taskOf(item))}\n`);
      return null;
    },
    finish: async () => {
      await file.close();
      await writeClassList(context);
    },
  };
}

function taskOf(item: FormatItem) {
  const { path, text, split, answer, extras } = item;
  const tokens = tokenise(text ?? '');
  const spans = item.labels.filter((label): label is SpanLabel => label.kind === 'span');
  const whole = item.labels.filter(({ kind }) => kind === 'class');
  const isSame = (one: SpanLabel, other: SpanLabel) => one.start === other.start && one.end === other.end && one.className === other.className;
  const spanOf = (index: number) => {
    const label = item.labels[index];
    if (label?.kind !== 'span') return null;
    // Prodigy knows a span by where it is and what it is called; of several such, ours say which one.
    const isOneOfMany = spans.filter((other) => isSame(label, other)).length > 1;
    return { ...placeOf(label, tokens), label: label.className, ...(isOneOfMany ? { place: spans.indexOf(label) } : {}) };
  };
  const relations = item.relations.flatMap(({ from, to, label }) => {
    const [head, child] = [spanOf(from), spanOf(to)];
    return head === null || child === null ? [] : [{ head: head.token_end ?? 0, child: child.token_end ?? 0, head_span: head, child_span: child, label }];
  });
  return {
    text,
    spans: spans.map((label) => ({ ...placeOf(label, tokens), label: label.className, ...toFlat(label) })),
    tokens: tokens.map(({ text: word, start, end, hasSpace }, id) => ({ text: word, start, end, id, ws: hasSpace })),
    ...(whole.length === 0 ? {} : { cats: Object.fromEntries(whole.map(({ className }) => [className, 1])), accept: whole.map(({ className }) => className) }),
    ...(relations.length === 0 ? {} : { relations }),
    ...(answer === null ? {} : { answer }),
    meta: {
      source: path,
      ...(split === null ? {} : { split }),
      ...(whole.length === 0 ? {} : { classes: whole.map((label) => ({ label: label.className, ...toFlat(label) })) }),
      ...(extras === null ? {} : { provenance: extras }),
    },
  };
}

/** Token numbers only where the span's edges are tokens' edges: the last one belongs to the span. */
function placeOf({ start, end }: SpanLabel, tokens: readonly Token[]): { start: number; end: number; token_start?: number; token_end?: number } {
  const first = tokens.findIndex((token) => token.start === start);
  const last = tokens.findIndex((token) => token.end === end);
  return { start, end, ...(first === -1 || last === -1 ? {} : { token_start: first, token_end: last }) };
}
