import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { setLanguage } from '../app/strings/strings.ts';
import { GuideView } from './guide-view.tsx';

afterEach(() => {
  cleanup();
  setLanguage('en');
});

test('the guide is shown in the window’s language, and follows a change of it', () => {
  const { container } = render(<GuideView />);
  const pictures = () => [...container.querySelectorAll('img')].map((img) => img.getAttribute('src'));
  expect(screen.getByRole('heading', { name: 'Your first box' })).toBeTruthy();
  const english = pictures();
  act(() => setLanguage('de'));
  expect(screen.getByRole('heading', { name: 'Ihre erste Box' })).toBeTruthy();
  expect(screen.queryByRole('heading', { name: 'Your first box' })).toBeNull();
  expect(container.querySelector('.guide')?.getAttribute('lang')).toBe('de');
  expect(english.length).toBeGreaterThan(5);
  expect(pictures()).toEqual(english);
});
