const MAX_STEM = 120;

/**
 * File names for items in an export: the item's own where it can be, without folders, harmless on every system,
 * and once each, whatever two systems hold to be the same (case, composed and decomposed letters).
 */
export class SafeNames {
  readonly #taken = new Set<string>();

  /** @param name what people know it by; @param ending such as `jpg`, which the bytes decide */
  take(name: string, ending: string): string {
    const stem = stemOf(name);
    for (let number = 1; ; number++) {
      const candidate = `${stem}${number === 1 ? '' : `-${number}`}.${ending}`;
      const folded = candidate.normalize('NFC').toLowerCase();
      if (this.#taken.has(folded)) continue;
      this.#taken.add(folded);
      return candidate;
    }
  }
}

function stemOf(name: string): string {
  const base = name.replaceAll('\\', '/').split('/').filter(Boolean).join('__');
  const clean = base
    .replace(/\.[A-Za-z0-9]{1,8}$/, '')
    .replace(/[\s\p{C}<>:"|?*/]+/gu, '_')
    .replace(/^[.-]+|[. ]+$/g, '')
    .slice(0, MAX_STEM)
    .replace(/[\uD800-\uDBFF]$/, '');
  return clean === '' || /^(con|prn|aux|nul|com\d|lpt\d)$/i.test(clean) ? `item_${clean}` : clean;
}

const ENDINGS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'image/bmp': 'bmp',
  'image/avif': 'avif',
  'text/plain': 'txt',
};

export function endingOf(mediaType: string): string {
  return ENDINGS[mediaType] ?? 'bin';
}
