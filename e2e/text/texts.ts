/** Texts on which other tools lose their offsets, and those that no test may do without. */
export const texts = {
  'emoji between words': 'label1 😄 label2',
  'emoji at the start': '💩This is an annotation.',
  'joined emoji': '👨🏻‍🚒 firemen drive firetrucks at work',
  arabic: 'زار أحمد مدينة القاهرة في الصيف.',
  hebrew: 'דנה נסעה אל ירושלים ביום שני.',
  mixed: 'Ahmad (أحمد) met דנה 😄 in القاهرة, 2025.',
  'combining marks': 'Zoe\u0308 ate a cre\u0300me bru\u0302le\u0301e in Malmo\u0308.',
  devanagari: 'राम दिल्ली गया और सीता मुंबई।',
  'carriage returns': 'First line\r\nsecond Rome line\r\n\r\nfourth  Paris  \r\nlast',
  'trailing blanks': '  leading Jane Smith trailing   ',
} as const;
export type TextName = keyof typeof texts;
export const names = Object.keys(texts) as TextName[];

const WORDS = ['harbour', 'Ada', 'went', 'to', 'Rome', '😄', 'and', 'saw', 'מים', 'the', 'crème', 'ships', 'دار'];

/** 100,000 characters in paragraphs of a few lines, the same at every call. */
export function longText(length = 100_000): string {
  const parts: string[] = [];
  for (let at = 0, size = 0; size < length; at++) {
    const word = WORDS[(at * 7 + (at >> 3)) % WORDS.length] ?? 'a';
    const end = at % 61 === 60 ? '.\n' : ' ';
    parts.push(word + end);
    size += word.length + end.length;
  }
  return parts.join('').slice(0, length);
}
