import type { Stretch } from './segments.ts';

/** Every run's element carries the UTF-16 offset of its first unit here, and holds one text node and nothing else. */
export const START_ATTRIBUTE = 'data-start';

/**
 * The document's UTF-16 offset of a place in the DOM, or null outside of the text.
 * A place between runs (an element and a child index) counts as the start of the child, or the end of the last.
 */
export function offsetOf(node: Node, offset: number): number | null {
  if (node.nodeType === Node.TEXT_NODE) {
    const start = startOf(node.parentElement);
    return start === null ? null : start + offset;
  }
  if (!(node instanceof HTMLElement)) return null;
  const own = startOf(node);
  if (own !== null) return own + (offset === 0 ? 0 : node.textContent.length);
  const child = node.childNodes[offset];
  if (child !== undefined) return offsetOf(child, 0);
  const runs = node.querySelectorAll<HTMLElement>(`[${START_ATTRIBUTE}]`);
  const last = runs[runs.length - 1];
  const start = startOf(last ?? null);
  return last === undefined || start === null ? null : start + last.textContent.length;
}

function startOf(element: Element | null): number | null {
  const value = element?.getAttribute(START_ATTRIBUTE) ?? null;
  return value === null ? null : Number(value);
}

/** What the mouse or a finger has selected inside `root`; null for a caret or a selection elsewhere. */
export function selectedStretch(root: HTMLElement): Stretch | null {
  const selection = root.ownerDocument.getSelection();
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!root.contains(range.startContainer) || !root.contains(range.endContainer)) return null;
  const start = offsetOf(range.startContainer, range.startOffset);
  const end = offsetOf(range.endContainer, range.endOffset);
  return start === null || end === null || start >= end ? null : { start, end };
}
