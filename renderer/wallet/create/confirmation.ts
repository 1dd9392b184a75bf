export const WORDS_ASKED = 3;

/** Three places of the phrase, in order, from 0. `random` gives numbers in [0, 1). */
export function pickPositions(wordCount: number, random: () => number): readonly number[] {
  const left = Array.from({ length: wordCount }, (_, index) => index);
  const picked: number[] = [];
  while (picked.length < WORDS_ASKED && left.length > 0) {
    const [position] = left.splice(Math.floor(random() * left.length), 1);
    if (position !== undefined) picked.push(position);
  }
  return picked.sort((a, b) => a - b);
}

/** Typed back as people type: case and blanks around do not count. */
export function normaliseWord(typed: string): string {
  return typed.trim().toLowerCase().normalize('NFKD');
}

/** The asked places whose typed word is another one. Empty: all are right. */
export function wrongPositions(words: readonly string[], positions: readonly number[], typed: Readonly<Record<number, string>>): readonly number[] {
  return positions.filter((position) => normaliseWord(typed[position] ?? '') !== words[position]);
}
