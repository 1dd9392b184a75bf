import type { ReactNode } from 'react';

/**
 * The part of Markdown that instructions are written in: headings, lists, bold, emphasis, code. Everything else,
 * HTML above all, is shown as the text that it is: the source comes from strangers.
 */
export function PlainMarkdown({ source }: { source: string }) {
  return <>{blocksOf(source).map(renderBlock)}</>;
}

type Block = { kind: 'heading'; text: string } | { kind: 'list'; isOrdered: boolean; items: string[] } | { kind: 'paragraph'; text: string };

export function blocksOf(source: string): readonly Block[] {
  const blocks: Block[] = [];
  let isBroken = true;
  for (const line of source.split(/\r?\n/)) {
    const text = line.trim();
    const last = blocks.at(-1);
    const heading = /^#{1,6}\s+(.*)$/.exec(text)?.[1];
    const item = /^(?:[-*+]|(\d+)[.)])\s+(.*)$/.exec(text);
    if (text === '') isBroken = true;
    else if (heading !== undefined) blocks.push({ kind: 'heading', text: heading });
    else if (item !== null) {
      const isOrdered = item[1] !== undefined;
      if (last?.kind === 'list' && last.isOrdered === isOrdered) last.items.push(item[2] ?? '');
      else blocks.push({ kind: 'list', isOrdered, items: [item[2] ?? ''] });
    } else if (last?.kind === 'paragraph' && !isBroken) last.text += ` ${text}`;
    else if (last?.kind === 'list' && !isBroken) last.items.push(`${last.items.pop() ?? ''} ${text}`);
    else blocks.push({ kind: 'paragraph', text });
    if (text !== '') isBroken = heading !== undefined;
  }
  return blocks;
}

function renderBlock(block: Block, index: number): ReactNode {
  if (block.kind === 'heading') return <h3 key={index}>{inline(block.text)}</h3>;
  if (block.kind === 'paragraph') return <p key={index}>{inline(block.text)}</p>;
  const items = block.items.map((item, at) => <li key={at}>{inline(item)}</li>);
  return block.isOrdered ? <ol key={index}>{items}</ol> : <ul key={index}>{items}</ul>;
}

function inline(text: string): ReactNode[] {
  return text.split(/(\*\*[^*]+\*\*|`[^`]+`|\*[^*\s][^*]*\*)/).map((part, index) => {
    if (part.startsWith('**') && part.length > 4) return <strong key={index}>{part.slice(2, -2)}</strong>;
    if (part.startsWith('`') && part.length > 2) return <code key={index}>{part.slice(1, -1)}</code>;
    if (part.startsWith('*') && part.length > 2) return <em key={index}>{part.slice(1, -1)}</em>;
    return part;
  });
}
