import type { Page } from '@playwright/test';

/** Another language in this window, as if another window of the machine had chosen it. */
export async function speak(page: Page, language: 'en' | 'de' | 'en-XA'): Promise<void> {
  await page.evaluate((chosen) => {
    localStorage.setItem('tessera.language', chosen);
    window.dispatchEvent(new StorageEvent('storage', { key: 'tessera.language' }));
  }, language);
}

/**
 * Texts in sight, and names for screen readers, that do not come from the catalogue: in the language for tests each
 * of its texts stands in ⟦brackets⟧. What people wrote (`written`, or `translate="no"`), addresses, keys, times and
 * units are no texts of ours.
 */
export async function unbracketed(page: Page, written: readonly string[]): Promise<string[]> {
  return page.evaluate((data) => {
    const foreign = '[translate="no"], kbd, time, script, style, option[value=""], [lang="en"]';
    const units = /(?<![\p{L}])(?:s|sec|min|mins|h|hr|hrs|d|day|days|px|byte|kB|MB|GB|gwei|USD|f)(?![\p{L}])/gu;
    const bare = (text: string): string => {
      let left = text;
      for (let before = ''; before !== left; ) {
        before = left;
        left = left.replaceAll(/⟦[^⟦⟧]*⟧/gu, '');
      }
      for (const each of data) left = left.replaceAll(each, '');
      return left.replaceAll(/0x[0-9a-fA-F]+(?:…[0-9a-fA-F]+)?|https?:\/\/\S*|\b(?:TSR|ETH|EVM|linux)\b/gu, '').replaceAll(units, '');
    };
    const isOurs = (text: string): boolean => /\p{L}{2}/u.test(bare(text));
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const owner = node.parentElement;
      const text = node.textContent ?? '';
      if (owner !== null && isOurs(text) && owner.closest(foreign) === null && owner.checkVisibility({ visibilityProperty: true })) found.push(`${owner.className}: ${text.trim().slice(0, 80)}`);
    }
    for (const element of document.body.querySelectorAll<HTMLElement>('[aria-label], [title], [placeholder], [alt], [aria-description], [aria-roledescription]')) {
      if (element.closest(foreign) !== null || !element.checkVisibility()) continue;
      for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-description', 'aria-roledescription']) {
        const text = element.getAttribute(name);
        if (text !== null && isOurs(text)) found.push(`${element.className} ${name}: ${text.slice(0, 80)}`);
      }
    }
    return [...new Set(found)];
  }, [...written].sort((a, b) => b.length - a.length));
}

/** Elements whose own text is wider or higher than their box lets be seen; a cut with an ellipsis and a title is meant. */
export async function clipped(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    for (const element of document.body.querySelectorAll<HTMLElement>('*')) {
      if (element.clientWidth <= 1 && element.offsetWidth <= 1) continue;
      const hasText = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== '');
      if (!hasText || element.closest('.t-hidden, svg, option') !== null || !element.checkVisibility({ visibilityProperty: true })) continue;
      const range = document.createRange();
      range.selectNodeContents(element);
      const text = range.getBoundingClientRect();
      // Against every box around it that cuts off: one that scrolls shows the rest.
      for (let box: HTMLElement | null = element; box !== null && box !== document.body; box = box.parentElement) {
        const style = getComputedStyle(box);
        if (style.overflowX === 'visible' && style.overflowY === 'visible') continue;
        const isCut = style.overflowX === 'hidden' || style.overflowX === 'clip';
        const edge = box.getBoundingClientRect();
        const over = Math.max(text.right - edge.right, edge.left - text.left);
        if (isCut && over > 1.5) {
          const hasTitle = style.textOverflow === 'ellipsis' && box.closest('[title]') !== null;
          if (!hasTitle) found.push(`${element.tagName}.${element.className} in .${box.className}: ${element.textContent.trim().slice(0, 60)} (${Math.round(over)} px)`);
          break;
        }
        if (!isCut) break;
      }
      const leftOfView = text.right > window.innerWidth + 1.5 && element.closest('[data-scrolls-sideways]') === null;
      if (leftOfView && !isInScroller(element)) found.push(`${element.tagName}.${element.className} out of the window: ${element.textContent.trim().slice(0, 60)}`);
    }
    return [...new Set(found)];

    function isInScroller(element: HTMLElement): boolean {
      for (let box: HTMLElement | null = element; box !== null; box = box.parentElement) {
        if (/auto|scroll/u.test(getComputedStyle(box).overflowX) && box.scrollWidth > box.clientWidth) return true;
      }
      return false;
    }
  });
}

/** Texts of two controls that lie over each other. */
export async function overlapping(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const texts: { element: Element; box: DOMRect; text: string }[] = [];
    const walker = document.createTreeWalker(document.querySelector('dialog[open]') ?? document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const owner = node.parentElement;
      if (owner === null || (node.textContent ?? '').trim() === '' || owner.closest('.t-hidden, svg, option, [aria-hidden="true"]') !== null || !owner.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) {
        const middle = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
        // Scrolled away or under something that floats: not seen.
        if (box.width < 4 || box.height < 4 || middle === null || !(owner.contains(middle) || middle.contains(owner))) continue;
        texts.push({ element: owner, box, text: (node.textContent ?? '').trim() });
      }
    }
    const found: string[] = [];
    for (const [at, one] of texts.entries()) {
      for (const other of texts.slice(at + 1)) {
        if (one.element.contains(other.element) || other.element.contains(one.element)) continue;
        const width = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const height = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
        if (width > 3 && height > 5) found.push(`${one.text.slice(0, 40)} / ${other.text.slice(0, 40)}`);
      }
    }
    return found;
  });
}
