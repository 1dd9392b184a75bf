import type { StringKey } from '../../app/strings/keys.ts';
import { t } from '../../app/strings/strings.ts';
import type { Handlers } from '../../commands/registry.ts';
import { mergeBoxes, splitBoxes } from '../session/reshape.ts';
import type { Reshaped, SplitWay } from '../session/reshape.ts';
import type { BoxController } from './box-controller.ts';

/** Only there while boxes are selected; asked at each press, like the arrows. */
export function reshapeHandlers(controller: BoxController): Handlers {
  const run = (markName: 'desk:mark.merge' | 'desk:mark.split', reshaped: Reshaped, failure: StringKey, done: () => string): void => {
    const { actions } = controller.props();
    if (reshaped.commands.length === 0) { actions.announce(t(failure)); return; }
    if (!actions.apply(markName, reshaped.commands)) return;
    actions.select(reshaped.ids);
    actions.announce(done());
  };
  const merge = (): void => {
    const { labels, selection } = controller.props();
    run('desk:mark.merge', mergeBoxes(labels, selection), 'desk:say.nothingToMerge', () => t('desk:say.merged', { count: selection.length }));
  };
  const split = (way: SplitWay) => (): void => {
    const { labels, selection, actions } = controller.props();
    const { cursor, isCursorShown } = controller.store.get();
    const reshaped = splitBoxes(labels, selection, { way, at: isCursorShown ? cursor : null, newId: () => actions.newRegion().id });
    run('desk:mark.split', reshaped, 'desk:say.nothingToSplit', () => t('desk:say.split', { count: reshaped.ids.length }));
  };
  const handlers: Handlers = {};
  const define = (id: 'region.merge' | 'region.split' | 'region.split-stacked', fewest: number, handler: () => void): void => {
    Object.defineProperty(handlers, id, { enumerable: true, get: () => (controller.derived().selected.length >= fewest ? handler : undefined) });
  };
  define('region.merge', 2, merge);
  define('region.split', 1, split('beside'));
  define('region.split-stacked', 1, split('stacked'));
  return handlers;
}
