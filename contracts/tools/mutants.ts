// Mutants of a Solidity source: one changed operator or constant each. Comparisons: mutants-together.ts.

export interface Mutant {
  readonly group: 'operator' | 'constant'
  readonly line: number
  /** What stood there, and what stands there now. */
  readonly from: string
  readonly to: string
  readonly source: string
}

/** Between spaces, as the formatter leaves them. */
const OPERATORS: Readonly<Record<string, string>> = {
  '+': '-', '-': '+', '*': '+', '/': '*', '%': '/',
  '&': '|', '|': '&', '^': '|', '<<': '>>', '>>': '<<',
  '+=': '-=', '-=': '+=', '|=': '=', '&=': '=', '<<=': '>>=', '>>=': '<<=',
}

const FUNCTIONS: Readonly<Record<string, string>> = {
  add: 'sub', sub: 'add', mul: 'add', div: 'mul', mod: 'div', and: 'or', or: 'and', xor: 'or',
  shl: 'shr', shr: 'shl', not: 'add(0, ', byte: 'shl',
}

/** The code alone: comments, imports, strings, and the lines that only declare become spaces of the same length. */
function code(source: string): string {
  const blank = (text: string): string => text.replaceAll(/[^\n]/g, ' ')
  return source
    .replaceAll(/\/\/[^\n]*/g, blank)
    .replaceAll(/"[^"\n]*"/g, blank)
    .replaceAll(/^(pragma|import|using|library|struct)[^\n]*$/gm, blank)
    .replaceAll(/^ {4}(using|struct|error|event)[^\n]*$/gm, blank)
}

export function mutantsOf(source: string): Mutant[] {
  const text = code(source)
  const mutants: Mutant[] = []
  const push = (group: Mutant['group'], start: number, end: number, to: string): void => {
    const changed = source.slice(0, start) + to + source.slice(end)
    mutants.push({ group, line: source.slice(0, start).split('\n').length, from: source.slice(start, end), to, source: changed })
  }
  for (const match of text.matchAll(/ ([<>=!+\-*/%&|^]{1,3}) /g)) {
    const to = OPERATORS[match[1] ?? '']
    if (to !== undefined) push('operator', match.index + 1, match.index + 1 + (match[1] ?? '').length, to)
  }
  for (const match of text.matchAll(/\b([a-z]+)\(/g)) {
    const name = match[1] ?? ''
    const to = FUNCTIONS[name]
    // Yul's names only: in Solidity nothing here is called so.
    if (to === undefined) continue
    push('operator', match.index, match.index + match[0].length, to.endsWith(' ') ? to : `${to}(`)
  }
  for (const match of text.matchAll(/(\+\+|--)(?=[a-zA-Z(])|(?<=[ (,])([!~])(?=[a-zA-Z(])/g)) {
    push('operator', match.index, match.index + match[0].length, match[0] === '++' ? '--' : match[0] === '--' ? '++' : '')
  }
  for (const match of text.matchAll(/(?<![\w.])(0x[0-9a-f]+|\d[\d_]*)(?![\w.])/g)) {
    const value = BigInt((match[1] ?? '0').replaceAll('_', ''))
    const isLong = (match[1] ?? '').length > 12
    push('constant', match.index, match.index + match[0].length, `0x${(isLong ? value ^ 1n : value + 1n).toString(16)}`)
  }
  return mutants
}
