import { SaxesParser } from 'saxes';
import { SourceFault } from './files.ts';

/** An element with what is in it. */
export interface XmlNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlNode[];
  readonly text: string;
}

interface OpenNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlNode[];
  text: string;
}

const MAX_DEPTH = 64;
const MAX_NODES_HELD = 1_000_000;
const MAX_TEXT_CHARS = 64 * 1024 * 1024;

/**
 * The elements of these names, whole, as the document goes by; the rest of it is not kept. Nothing is fetched, and no
 * entity but the five of XML itself is known: a document that declares others is refused where it uses one. Throws
 * SourceFault at the first place that is no XML; what came before has been yielded.
 */
export async function* xmlNodes(chunks: AsyncIterable<string>, names: ReadonlySet<string>): AsyncGenerator<XmlNode> {
  const parser = new SaxesParser({ xmlns: false, position: true });
  const stack: OpenNode[] = [];
  let found: XmlNode[] = [];
  let fault: SourceFault | null = null;
  let depth = 0;
  let held = 0;
  let quiet = 0;
  parser.on('error', (error) => {
    const field = `line ${parser.line}, column ${parser.column}`;
    const isEntity = error.message.includes('entity');
    const fix = isEntity ? 'Write the characters themselves: entities are not followed.' : 'Write the file again; what comes before this place was taken.';
    fault ??= new SourceFault(`The XML cannot be read: ${error.message.replace(/^\d+:\d+: /, '').replace(/\.$/, '')}`, fix, field);
  });
  parser.on('opentag', ({ name, attributes }) => {
    depth++;
    quiet = 0;
    if (depth > MAX_DEPTH || ++held > MAX_NODES_HELD) fault ??= new SourceFault('The XML is nested too deep or has an element that is too large', 'This is no annotation file.', `line ${parser.line}`);
    if (fault === null && (stack.length > 0 || names.has(name))) stack.push({ name, attributes: { ...attributes }, children: [], text: '' });
  });
  parser.on('text', (text) => {
    const open = stack.at(-1);
    if (open !== undefined) open.text += text;
  });
  parser.on('cdata', (text) => {
    const open = stack.at(-1);
    if (open !== undefined) open.text += text;
  });
  parser.on('closetag', () => {
    depth--;
    // After a fault the parser goes on; what it closes then is not whole.
    if (fault !== null) return;
    quiet = 0;
    const done = stack.pop();
    const parent = stack.at(-1);
    if (done === undefined) held = 0;
    else if (parent !== undefined) parent.children.push(done);
    else {
      held = 0;
      found.push(done);
    }
  });
  for await (const chunk of chunks) {
    quiet += chunk.length;
    if (quiet > MAX_TEXT_CHARS) throw new SourceFault(`The XML goes on for ${MAX_TEXT_CHARS / 1024 / 1024} Mi characters without an element`, 'This is no annotation file.', `line ${parser.line}`);
    parser.write(chunk);
    const ready = found;
    found = [];
    yield* ready;
    throwIf(fault);
  }
  parser.close();
  yield* found;
  throwIf(fault);
}

function throwIf(fault: SourceFault | null): void {
  if (fault !== null) throw fault;
}

export function childOf(node: XmlNode, name: string): XmlNode | undefined {
  return node.children.find((child) => child.name === name);
}

/** The text of a child without blanks around it; null where there is no such child. */
export function textOf(node: XmlNode, name: string): string | null {
  return childOf(node, name)?.text.trim() ?? null;
}

/** As element text or as an attribute's value. What XML 1.0 has no character for becomes U+FFFD. */
export function escapeXml(text: string): string {
  if (!HAS_MORE_THAN_QUOTES.test(text)) return text.replaceAll('"', '&quot;');
  return text.replace(/[&<>"\t\n\r]|(?![\u007f-\u009f])\p{Cc}|[\ufffe\uffff]|\p{Cs}/gu, (found) => ESCAPES[found] ?? '\ufffd');
}

/** JSON, which most long texts are made of, has nothing to be escaped but its quotes. */
const HAS_MORE_THAN_QUOTES = /[^ -%'-;=?-\ud7ff\ue000-\ufffd]/;

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\t': '&#9;', '\n': '&#10;', '\r': '&#13;' };
