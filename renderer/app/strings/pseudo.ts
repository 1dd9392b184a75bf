/*
 * A language for testing the window: every text of the English catalogue with accents, 40 % longer and in brackets.
 * What is seen without brackets does not come from the catalogue; a bracket that is not seen was cut off.
 */

const ACCENTED: Readonly<Record<string, string>> = {
  a: 'á', b: 'ƀ', c: 'ç', d: 'ð', e: 'é', f: 'ƒ', g: 'ĝ', h: 'ĥ', i: 'î', j: 'ĵ', k: 'ķ', l: 'ļ', m: 'ɱ', n: 'ñ', o: 'ô', p: 'þ', q: 'ǫ', r: 'ŕ', s: 'š', t: 'ţ', u: 'û', v: 'ṽ', w: 'ŵ', x: 'ẋ', y: 'ý', z: 'ž',
  A: 'Å', B: 'Ɓ', C: 'Ç', D: 'Ð', E: 'É', F: 'Ƒ', G: 'Ĝ', H: 'Ĥ', I: 'Î', J: 'Ĵ', K: 'Ķ', L: 'Ļ', M: 'Ṁ', N: 'Ñ', O: 'Ö', P: 'Þ', Q: 'Ǫ', R: 'Ŕ', S: 'Š', T: 'Ţ', U: 'Û', V: 'Ṽ', W: 'Ŵ', X: 'Ẋ', Y: 'Ý', Z: 'Ž',
};

const LONGER_BY = 0.4;

/** One text: `Seal {{count}}` becomes `⟦Šéáļ {{count}}~~~⟧`. Places stay as they are. */
export function pseudoText(text: string): string {
  const parts = text.split(/(\{\{[^}]*\}\})/u);
  const letters = parts.map((part) => (part.startsWith('{{') ? part : Array.from(part, (letter) => ACCENTED[letter] ?? letter).join(''))).join('');
  const written = text.replaceAll(/\{\{[^}]*\}\}/gu, '').length;
  return `⟦${letters}${'~'.repeat(Math.ceil(written * LONGER_BY))}⟧`;
}

interface Tree {
  readonly [key: string]: string | Tree;
}

/** The same of a whole catalogue. */
export function pseudoCatalogue(catalogue: Tree): Record<string, unknown> {
  return Object.fromEntries(Object.entries(catalogue).map(([key, value]) => [key, typeof value === 'string' ? pseudoText(value) : pseudoCatalogue(value)]));
}
