import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** What axe finds once nothing moves any more: a colour half way between two themes is no fault. */
export async function faultsOf(page: Page, isWhole: boolean): Promise<string[]> {
  await page.evaluate(async () => {
    await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
  });
  const axe = new AxeBuilder({ page });
  // Names, roles and structure are the same with more contrast: there only the colours are asked for again.
  const { violations } = await (isWhole ? axe.withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']) : axe.withRules(['color-contrast'])).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ') ?? ''}`);
}

/** Ways to look at a view, by what the system asks for. */
export const looks = {
  light: { colorScheme: 'light', contrast: 'no-preference', forcedColors: 'none' },
  dark: { colorScheme: 'dark', contrast: 'no-preference', forcedColors: 'none' },
  'light with more contrast': { colorScheme: 'light', contrast: 'more', forcedColors: 'none' },
  'dark with more contrast': { colorScheme: 'dark', contrast: 'more', forcedColors: 'none' },
  'forced colours': { colorScheme: 'dark', contrast: 'no-preference', forcedColors: 'active' },
} as const;
