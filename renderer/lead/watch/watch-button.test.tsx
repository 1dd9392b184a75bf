import { afterEach, expect, it, vi } from 'vitest';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { WatchButton } from './watch-button.tsx';

const form = () => ({ folder: null, isOld: false, onFolder: vi.fn(), onDrop: vi.fn() });

afterEach(() => {
  cleanup();
  delete window.showDirectoryPicker;
});

it('says what to use where the browser can give no folder for good', () => {
  render(<WatchButton {...form()} />);
  expect(screen.queryByRole('button')).toBeNull();
  expect(screen.getByText(/This browser cannot watch a folder.*tessera ingest --watch/)).toBeDefined();
});

it('changes nothing where the person closes the dialog, and says where the folder cannot be read', async () => {
  const props = form();
  window.showDirectoryPicker = async () => Promise.reject(new DOMException('The user aborted a request.', 'AbortError'));
  render(<WatchButton {...props} />);
  const button = () => screen.getByRole('button', { name: 'Watch a folder' });
  fireEvent.click(button());
  await waitFor(() => expect(button().getAttribute('aria-busy')).toBeNull());
  expect(screen.queryByRole('alert')).toBeNull();
  window.showDirectoryPicker = async () => Promise.reject(new DOMException('Not allowed.', 'SecurityError'));
  fireEvent.click(button());
  expect((await screen.findByRole('alert')).textContent).toMatch(/could not be read/);
  expect(props.onFolder).not.toHaveBeenCalled();
});
