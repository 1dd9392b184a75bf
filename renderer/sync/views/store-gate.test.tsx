import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import type { StoreState } from '../../store/session.ts';
import { StoreGate } from './store-gate.tsx';

afterEach(cleanup);

type Restore = Extract<StoreState, { status: 'restore' }>;

const restoreState = (change: Partial<Restore> = {}): Restore => ({
  status: 'restore',
  summary: { hasWork: true, lastAtMs: 1_700_000_000_000, backupAtMs: null },
  restore: async () => ({ ok: true, report: { labels: 3, sealed: 2, seats: 1, signed: 1, fromBackup: 0, problems: [{ key: 'k', reason: 'torn' }] }, proceed: async () => undefined }),
  startEmpty: async () => undefined,
  ...change,
});

test('an emptied store offers to rebuild, says what came back, and opens when told', async () => {
  const proceed = vi.fn(async () => undefined);
  const outcome = { ok: true as const, report: { labels: 3, sealed: 2, seats: 1, signed: 1, fromBackup: 0, problems: [{ key: 'k', reason: 'torn' }] }, proceed };
  render(<StoreGate state={restoreState({ restore: async () => outcome })} />);
  fireEvent.click(screen.getByRole('button', { name: 'Rebuild from the journal' }));
  expect(await screen.findByText('1 entry could not be followed to its end')).toBeTruthy();
  expect(screen.getByText('3')).toBeTruthy();
  expect(proceed).not.toHaveBeenCalled();
  fireEvent.click(screen.getByRole('button', { name: 'Open Tessera' }));
  expect(proceed).toHaveBeenCalledOnce();
});

test('a rebuild that fails says why and can be tried again', async () => {
  const restore = vi.fn(async () => ({ ok: false as const, code: 'JOURNAL_DAMAGED', message: 'line 4' }));
  render(<StoreGate state={restoreState({ restore })} />);
  fireEvent.click(screen.getByRole('button', { name: 'Rebuild from the journal' }));
  expect((await screen.findByRole('alert')).textContent).toContain('line 4');
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(restore).toHaveBeenCalledTimes(2);
});

test('an empty start has to be said twice', () => {
  const startEmpty = vi.fn(async () => undefined);
  // jsdom has no modal dialogs.
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function () {
    this.open = false;
  };
  render(<StoreGate state={restoreState({ startEmpty })} />);
  fireEvent.click(screen.getByRole('button', { name: 'Start empty' }));
  expect(startEmpty).not.toHaveBeenCalled();
  fireEvent.click(screen.getAllByRole('button', { name: 'Start empty' }).at(-1)!);
  expect(startEmpty).toHaveBeenCalledOnce();
});

test('another window can be taken over from; a newer store is explained and not touched', () => {
  const takeOver = vi.fn(async () => undefined);
  render(<StoreGate state={{ status: 'elsewhere', takeOver }} />);
  fireEvent.click(screen.getByRole('button', { name: 'Take over here' }));
  expect(takeOver).toHaveBeenCalledOnce();
  cleanup();
  render(<StoreGate state={{ status: 'newer', found: 3, known: 1 }} />);
  expect(screen.getByText(/version 3.*up to 1.*Nothing was changed/)).toBeTruthy();
  expect(screen.queryByRole('button')).toBeNull();
});
