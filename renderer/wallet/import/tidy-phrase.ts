/** As it comes from paper or a file: numbers, commas and line ends between the words do not matter. */
export function tidyPhrase(typed: string): string {
  return typed
    .toLowerCase()
    .replace(/[\d.,;)]+/g, ' ')
    .trim()
    .split(/\s+/)
    .join(' ');
}
