import { besideRows, holds } from '../beside.ts';
import { CLASS_LIST, readClassList } from '../class-list.ts';
import { codePointLength } from '../../labels/text-offsets.ts';
import { shown, takeClass } from '../checks.ts';
import type { ReadContext } from '../format.ts';
import { lines } from '../lines.ts';
import { spanLabel, textItem } from '../model.ts';
import type { FormatItem } from '../model.ts';
import { namedByPlace } from '../rows.ts';
import { isTag, spansOf } from './tags.ts';

const MOST_LINES = 200_000;

/** A document, or a sentence of a file that has no -DOCSTART-. */
interface Block {
  readonly file: string;
  readonly number: number;
  readonly sentences: readonly (readonly Row[])[];
  /** As it stands in the file. */
  readonly text: string;
}

interface Row {
  readonly word: string;
  readonly tag: string;
}

export async function* readConll(context: ReadContext): AsyncGenerator<FormatItem> {
  await readClassList(context);
  const rows = besideRows(context);
  let row = await rows.next();
  let count = 0;
  const isOne = await conllFiles(context.source);
  for await (const { path } of context.source.files()) {
    if (!isOne(path)) continue;
    count++;
    for await (const block of blocks(path, context)) {
      const kept = row.done === true ? null : (row.value);
      const isOfBlock = kept?.place === `${block.file}#${block.number}`;
      if (isOfBlock) row = await rows.next();
      yield isOfBlock && holds(kept, block.text, context) ? kept.item : itemOf(block, context);
    }
  }
  await rows.return(undefined);
  if (count === 0) context.report.problem('', '', 'There is no CoNLL file', 'Name it .conll, .iob, .bio, .tsv or .txt.');
}

/** Files by their endings; .txt alone may be texts beside the labels, and counts where nothing else is there. */
async function conllFiles(source: ReadContext['source']): Promise<(path: string) => boolean> {
  const sure = /\.(conll(2003)?|iob[12]?|bio|iobes|bioes|tsv|train|test[ab]?)$/i;
  for await (const { path } of source.files()) if (sure.test(path)) return (each) => sure.test(each);
  return (path) => path.toLowerCase().endsWith('.txt') && path !== CLASS_LIST;
}

async function* blocks(file: string, { source, report }: ReadContext): AsyncGenerator<Block> {
  let hasDocuments = false;
  let number = 0;
  let sentences: Row[][] = [];
  let sentence: Row[] = [];
  let text: string[] = [];
  const endSentence = () => {
    if (sentence.length > 0) sentences.push(sentence);
    sentence = [];
  };
  const take = (): Block => {
    const block = { file, number: ++number, sentences, text: text.join('') };
    [sentences, text] = [[], []];
    return block;
  };
  for await (const line of report.guardEach(file, () => lines(source.text(file)))) {
    if (line.text.startsWith('-DOCSTART-')) {
      endSentence();
      if (hasDocuments || sentences.length > 0) yield take();
      [hasDocuments, text] = [true, []];
      continue;
    }
    const isBlank = /^[ \t\r]*$/.test(line.text);
    // The blank line after -DOCSTART- is none of the document's.
    if (!(isBlank && text.length === 0)) text.push(`${line.text}\n`);
    if (isBlank) {
      endSentence();
      if (!hasDocuments && sentences.length > 0) yield take();
      continue;
    }
    const row = rowOf(line.text);
    if (row !== null) sentence.push(row);
    else if (!/^#\s/.test(line.text)) report.problem(file, `line ${line.number}`, `${shown(line.text)} does not end with a tag`, 'A line is a token and its tag at least: O, or B-, I-, E-, S- and a class.');
    if (text.length > MOST_LINES) {
      report.problem(file, `line ${line.number}`, `the document has over ${MOST_LINES} lines; it is cut here`, 'Part documents with -DOCSTART- lines.');
      endSentence();
      yield take();
    }
  }
  endSentence();
  if (hasDocuments || sentences.length > 0) yield take();
}

function rowOf(text: string): Row | null {
  // Blanks and tabs part columns, and no other space: a token may hold one, as numbers of some languages do.
  const cells = text.replace(/^ +|[ \t\r]+$/g, '').split(text.includes('\t') ? /[ ]*\t[ ]*/ : / +/);
  const [word, tag] = [cells[0] ?? '', cells.at(-1) ?? ''];
  return cells.length >= 2 && word !== '' && isTag(tag) ? { word, tag } : null;
}

/** Words with blanks between them, sentences with line ends: what the text was like before nobody knows. */
function itemOf({ file, number, sentences }: Block, { report, classes }: ReadContext): FormatItem {
  const parts: string[] = [];
  const places: { readonly start: number; readonly end: number }[] = [];
  let at = 0;
  for (const [index, sentence] of sentences.entries()) {
    if (index > 0) at += 1;
    for (const [word, { word: text }] of sentence.entries()) {
      if (word > 0) at += 1;
      const end = at + codePointLength(text);
      places.push({ start: at, end });
      at = end;
    }
    parts.push(sentence.map(({ word }) => word).join(' '));
  }
  report.losses.add('blanks between tokens', 'CoNLL does not keep them: tokens are joined by one blank, sentences by a line end', sentences.length === 0 ? 0 : 1);
  let first = 0;
  const labels = sentences.flatMap((sentence) => {
    const base = first;
    first += sentence.length;
    return spansOf(sentence.map(({ tag }) => tag)).flatMap((span) => {
      const className = takeClass(span.className, file, `document ${number}`, report);
      const [start, end] = [places[base + span.first]?.start, places[base + span.last]?.end];
      if (className === null || start === undefined || end === undefined) return [];
      classes.indexOf(className);
      return [spanLabel({ className, start, end })];
    });
  });
  const split = /test(?!a)/i.test(file) ? 'test' : /testa|valid|dev/i.test(file) ? 'val' : null;
  return textItem({ path: namedByPlace(file, number), text: parts.join('\n'), labels, split });
}
