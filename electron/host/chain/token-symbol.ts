/** A symbol is a stranger's text: only what can't be mistaken for words of ours, or turn a line round, is shown. */
export function shownSymbol(symbol: string): string {
  return /^[\w.$-]{1,16}$/.test(symbol) ? symbol : '?';
}
