import { expect, it } from 'vitest';
import { parseRegionId } from '../../../shared/labels/ids.ts';
import { makeBox } from '../../../shared/labels/make.ts';
import type { ProjectSchema } from '../../../shared/labels/schema.ts';
import { t } from '../../app/strings/strings.ts';
import { createMemoryPort } from '../testing/memory-port.ts';
import { createDeskSession } from './session.ts';
import { acceptSuggestions, createPendingSuggestions, dismissSuggestion } from './suggestions.ts';

const schema: ProjectSchema = { name: 'Cats', kind: 'boxes', documentClasses: [], attributes: [], instructions: '', languages: [], confidenceDefault: 90, classes: [{ id: 1, name: 'cat', colour: '#112233' }] };
const box = (id: string, x0: number) => ({ ...makeBox({ id: parseRegionId(id), classId: 1, confidence: 70, attributes: {} }, { x0, y0: 0, x1: x0 + 10, y1: 10 }), origin: 'prediction' as const });

it('dismisses a suggestion as a mark: undone by undo, kept over a restart, and no part of the labels', async () => {
  const port = createMemoryPort({ schema, items: [{ index: 0, name: 'text', media: { kind: 'text', sha256: 'hash', codePoints: 3 }, state: 'untouched' }], asset: async (sha256) => new Blob([sha256]) });
  const load = port.load.bind(port);
  port.load = async (index) => ({ ...(await load(index)), suggestions: [box('suggested-0', 5), box('suggested-1', 50)] });
  const start = async () => {
    const session = createDeskSession({ port, nowMs: () => 1000, newId: () => parseRegionId('r'), say: t, sayMark: (name) => name });
    await session.begin();
    const pending = createPendingSuggestions();
    return { session, ids: () => pending(session.store.get()).map(({ id }) => id), list: () => pending(session.store.get()) };
  };
  const first = await start();
  expect(first.ids()).toEqual(['suggested-0', 'suggested-1']);
  dismissSuggestion(first.session, first.list()[0], t, () => 'cat');
  expect(first.ids()).toEqual(['suggested-1']);
  expect(first.list()).toBe(first.list());
  expect(first.session.store.get().spoken.sentence).toBe('Dismissed the suggestion: cat');
  expect(first.session.store.get().open?.document.labels.regions).toEqual([]);
  first.session.undo();
  expect(first.ids()).toEqual(['suggested-0', 'suggested-1']);
  first.session.redo();
  await first.session.close();

  const again = await start();
  expect(again.ids()).toEqual(['suggested-1']);
  acceptSuggestions(again.session, again.list(), t);
  expect(again.ids()).toEqual([]);
  dismissSuggestion(again.session, again.list()[0], t, () => 'cat');
  expect(again.session.store.get().spoken.sentence).toBe('There is no suggestion left');
});
