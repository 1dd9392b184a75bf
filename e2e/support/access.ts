import type { Page } from '@playwright/test';

/** Everything that can be pressed, typed into or chosen. */
const INTERACTIVE = 'a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex="-1"]), [role="option"]';

/**
 * Targets under 24 by 24 CSS px (WCAG 2.5.8). A link in a sentence may be as high as its line; a control counts with its
 * label; one that leaves 24 px to the middle of every other has the room around it.
 */
export async function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate((selector) => {
    const least = 24;
    const scope = document.querySelector('dialog[open]') ?? document.body;
    const all = [...scope.querySelectorAll<HTMLElement>(selector)].filter((element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && element.closest('[inert], .t-hidden') === null && getComputedStyle(element).pointerEvents !== 'none');
    const boxOf = (element: HTMLElement): DOMRect => {
      const own = element.getBoundingClientRect();
      const label = element instanceof HTMLInputElement && ['checkbox', 'radio'].includes(element.type) ? (element.closest('label') ?? element.labels?.[0]) : undefined;
      const area = label?.getBoundingClientRect();
      return area === undefined ? own : new DOMRect(Math.min(own.x, area.x), Math.min(own.y, area.y), Math.max(own.right, area.right) - Math.min(own.x, area.x), Math.max(own.bottom, area.bottom) - Math.min(own.y, area.y));
    };
    const found: string[] = [];
    for (const element of all) {
      const box = boxOf(element);
      if (box.width < 1 || box.height < 1 || (element instanceof HTMLInputElement && element.type === 'file')) continue;
      // Half a pixel lost to rounding is not what makes a target hard to hit.
      if (box.width >= least - 0.5 && box.height >= least - 0.5) continue;
      const isInline = element.matches('a[href]') && getComputedStyle(element).display === 'inline';
      if (!isInline) found.push(`${element.tagName}.${element.className} ${Math.round(box.width)}x${Math.round(box.height)} ${(element.getAttribute('aria-label') ?? element.textContent).trim().slice(0, 40)}`);
    }
    return [...new Set(found)];
  }, INTERACTIVE);
}

/** Parts that have to be scrolled both ways to be read: `overflow` in x and in y at once. Images and texts with a zoom of their own are none. */
export async function twoWayScrolled(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth) found.push(`the window by ${root.scrollWidth - root.clientWidth} px`);
    for (const box of document.body.querySelectorAll<HTMLElement>('*')) {
      const { overflowX, overflowY } = getComputedStyle(box);
      const canBoth = /auto|scroll/u.test(overflowX) && /auto|scroll/u.test(overflowY);
      if (canBoth && box.checkVisibility() && box.clientWidth > 1 && box.scrollWidth > box.clientWidth + 1 && box.scrollHeight > box.clientHeight + 1) found.push(`${box.tagName}.${box.className} by ${box.scrollWidth - box.clientWidth} px`);
    }
    return found;
  });
}

export interface FocusWalk {
  /** How many different elements had the focus. */
  readonly stops: number;
  /** Those that looked the same with the focus as without. */
  readonly unseen: readonly string[];
}

/** Goes through the view by Tab, and compares every element with and without the focus. */
export async function walkFocus(page: Page, atMost = 60): Promise<FocusWalk> {
  await page.evaluate(() => {
    for (const marked of document.querySelectorAll('[data-walked]')) marked.removeAttribute('data-walked');
    if (document.activeElement instanceof HTMLElement && document.querySelector('dialog[open]') === null) document.activeElement.blur();
  });
  const unseen: string[] = [];
  let stops = 0;
  let turns = 0;
  for (let step = 0; step < atMost; step++) {
    await page.keyboard.press('Tab');
    const told = await page.evaluate(() => {
      const element = document.activeElement;
      if (!(element instanceof HTMLElement) || element === document.body) return 'outside';
      if (element.hasAttribute('data-walked')) return 'again';
      element.setAttribute('data-walked', '');
      // A ring may be drawn by the element, by what stands for it (a radio's text), or by what holds it.
      const parts = [element, element.nextElementSibling, element.parentElement, ...(element instanceof HTMLInputElement ? (element.labels ?? []) : [])].filter((part) => part instanceof HTMLElement);
      const look = (): string[] => parts.map((part) => { const style = getComputedStyle(part); return [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow, style.borderColor, style.backgroundColor].join(' '); });
      const hasRing = (part: HTMLElement): boolean => { const style = getComputedStyle(part); return (style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none'; };
      // Or by the ground that shows around it on every side: an outline over a canvas would have the page painted anew.
      const frame = element.parentElement;
      const ground = (): string => (frame === null ? '' : getComputedStyle(frame).backgroundColor);
      const [own, around] = [element.getBoundingClientRect(), frame?.getBoundingClientRect()];
      const hasRim = around !== undefined && Math.min(own.left - around.left, own.top - around.top, around.right - own.right, around.bottom - own.bottom) >= 2;
      const groundFocused = ground();
      const focused = look();
      const ringed = parts.some(hasRing);
      const scroll = element.scrollTop;
      element.blur();
      const plain = look();
      const isFramed = hasRim && ground() !== groundFocused;
      element.focus({ preventScroll: true });
      element.scrollTop = scroll;
      const isSeen = isFramed || (ringed && focused.some((line, at) => line !== plain[at]));
      return { unseen: isSeen ? null : `${element.tagName}.${element.className} ${(element.getAttribute('aria-label') ?? element.textContent).trim().slice(0, 40)}` };
    });
    // The walk begins where the view put the focus: the first time round it goes on at the top of the page.
    if (told === 'outside' && (turns += 1) < 2) continue;
    if (typeof told === 'string') break;
    stops += 1;
    if (told.unseen !== null) unseen.push(told.unseen);
  }
  return { stops, unseen };
}
