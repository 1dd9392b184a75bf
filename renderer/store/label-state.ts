import type { DeskDocument, DeskItemState } from '../desk/port.ts';

/** How the queue shows an item. */
export function stateOf(document: DeskDocument): DeskItemState {
  if (document.isSealed) return document.labels.cannotTell === null ? 'sealed' : 'cannot-tell';
  const { labels, history } = document;
  const isTouched = labels.regions.length > 0 || labels.cannotTell !== null || history.marks.length > 0;
  return isTouched ? 'started' : 'untouched';
}
