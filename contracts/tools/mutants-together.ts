// All changed comparisons of a set of sources in one program, each asleep until a call names it: the last word of its
// calldata is the number of the mutant that it asks, 0 for the code as it stands. Compiled once in place of once a mutant.
import { z } from 'zod'

export interface Sleeper {
  /** From 1 on. */
  readonly number: number
  readonly file: string
  readonly line: number
  /** What stood there, and what stands there when it is woken. */
  readonly from: string
  readonly to: string
}

interface Site {
  readonly start: number
  readonly end: number
  readonly operator: string
  readonly operands: readonly (readonly [number, number])[]
  readonly type: string
  /** Where the assembly's own functions go; undefined outside of assembly. */
  readonly assembly?: number
}

const OPERATORS: Readonly<Record<string, readonly string[]>> = {
  '<': ['<=', '>'], '<=': ['<', '>='], '>': ['>=', '<'], '>=': ['>', '<='], '==': ['!='], '!=': ['=='], '&&': ['||'], '||': ['&&'],
}

/** The changes of a comparison in assembly, as expressions of its operands. */
const FUNCTIONS: Readonly<Record<string, readonly string[]>> = {
  lt: ['iszero(gt(one, two))', 'gt(one, two)'], gt: ['iszero(lt(one, two))', 'lt(one, two)'], eq: ['iszero(eq(one, two))'], iszero: ['one'],
}

const ASKED = 'calldataload(sub(calldatasize(), 32))'
const path = 'contracts/src/libraries/Asleep.sol'

const nodeSchema = z.looseObject({ nodeType: z.string(), src: z.string() })
const binarySchema = z.object({ operator: z.string(), commonType: z.object({ typeString: z.string() }), leftExpression: nodeSchema, rightExpression: nodeSchema })
const callSchema = z.object({ functionName: z.object({ name: z.string(), src: z.string() }), arguments: z.array(nodeSchema) })

function rangeOf(src: string): readonly [number, number] {
  const [start = 0, length = 0] = src.split(':').map(Number)
  return [start, start + length]
}

function sitesIn(tree: unknown, assembly?: number): Site[] {
  if (Array.isArray(tree)) return tree.flatMap((part: unknown) => sitesIn(part, assembly))
  if (typeof tree !== 'object' || tree === null) return []
  const found: Site[] = []
  const node = nodeSchema.safeParse(tree)
  let inside = assembly
  if (node.success) {
    const [start, end] = rangeOf(node.data.src)
    if (node.data.nodeType === 'InlineAssembly') inside = rangeOf(nodeSchema.parse(node.data['AST']).src)[0] + 1
    const binary = node.data.nodeType === 'BinaryOperation' ? binarySchema.parse(node.data) : undefined
    if (binary !== undefined && binary.operator in OPERATORS) {
      const operands = [rangeOf(binary.leftExpression.src), rangeOf(binary.rightExpression.src)]
      found.push({ start, end, operator: binary.operator, operands, type: binary.commonType.typeString })
    }
    const call = node.data.nodeType === 'YulFunctionCall' ? callSchema.parse(node.data) : undefined
    if (call !== undefined && call.functionName.name in FUNCTIONS) {
      found.push({ start, end: start + call.functionName.name.length, operator: call.functionName.name, operands: [], type: '', assembly: inside ?? 0 })
    }
  }
  return [...found, ...Object.values(tree).flatMap((part: unknown) => sitesIn(part, inside))]
}

/** Names of functions by the type that is compared. */
function typeName(type: string): string {
  if (/^(uint\d+|int_const .*)$/.test(type)) return 'uint256'
  if (/^int\d+$/.test(type)) return 'int256'
  const name = /^enum (\w+)$/.exec(type)?.[1] ?? type
  if (!/^(bytes32|bool|Kind|LabelFault)$/.test(name)) throw new Error(`no comparison of ${type}`)
  return name
}

/** The function that compares as `operator` does, or as the mutant that is asked for does. */
function comparison(operator: string, type: string): string {
  const changed = (OPERATORS[operator] ?? []).map((to, place) => `if (on(n + ${place})) return a ${to} b;`).join(' ')
  return `function ${functionName(operator, type)}(uint256 n, ${type} a, ${type} b) internal pure returns (bool) { ${changed} return a ${operator} b; }`
}

const NAMES: Readonly<Record<string, string>> = { '<': 'lt', '<=': 'le', '>': 'gt', '>=': 'ge', '==': 'eq', '!=': 'ne' }
const functionName = (operator: string, type: string): string => `${NAMES[operator] ?? ''}_${type}`

/** Rewrites a source; `number` is the first mutant's. */
class Rewriter {
  readonly sleepers: Sleeper[] = []
  readonly comparisons = new Map<string, string>()
  private readonly inner = new Map<number, string[]>()

  constructor(
    private readonly file: string,
    private readonly source: string,
    private readonly sites: readonly Site[],
    private readonly number: number,
  ) {}

  rewrite(): string {
    const [body, heads] = [this.render(0, this.source.length), [...this.inner.keys()].sort((a, b) => a - b)]
    // Functions of an assembly block go in at marks, since rendering has moved everything.
    return heads.reduce((text, head) => text.replace(`/*@${head}*/`, () => (this.inner.get(head) ?? []).join(' ')), body)
  }

  private render(from: number, to: number): string {
    const within = this.sites.filter(({ start, end }) => start >= from && end <= to)
    const top = within.filter((site) => !within.some((other) => other !== site && other.start <= site.start && other.end >= site.end && other.end - other.start > site.end - site.start))
    const heads = this.sites.flatMap(({ assembly }) => (assembly === undefined ? [] : [assembly]))
    let text = ''
    let place = from
    const copy = (end: number): void => {
      for (const head of [...new Set(heads)].sort((a, b) => a - b)) {
        if (head <= place || head > end) continue
        text += `${this.source.slice(place, head)}/*@${head}*/`
        place = head
      }
      text += this.source.slice(place, end)
      place = end
    }
    for (const site of top.sort((a, b) => a.start - b.start)) {
      copy(site.start)
      text += this.replace(site)
      place = site.end
    }
    copy(to)
    return text
  }

  private replace(site: Site): string {
    const isAssembly = site.assembly !== undefined
    const changes = (isAssembly ? FUNCTIONS : OPERATORS)[site.operator] ?? []
    const first = this.number + this.sleepers.length
    const line = this.source.slice(0, site.start).split('\n').length
    for (const [place, to] of changes.entries()) this.sleepers.push({ number: first + place, file: this.file, line, from: site.operator, to })
    if (site.assembly !== undefined) {
      const parameters = site.operator === 'iszero' ? 'one' : 'one, two'
      const cases = changes.map((to, place) => `case ${first + place} { r := ${to} }`).join(' ')
      const text = `function asleep${first}(${parameters}) -> r { switch ${ASKED} ${cases} default { r := ${site.operator}(${parameters}) } }`
      this.inner.set(site.assembly, [...(this.inner.get(site.assembly) ?? []), text])
      return `asleep${first}`
    }
    const [left = '', right = ''] = site.operands.map(([start, end]) => this.render(start, end))
    if (site.operator === '&&' || site.operator === '||') {
      return `(Asleep.on(${first}) ? ((${left}) ${changes[0] ?? ''} (${right})) : ((${left}) ${site.operator} (${right})))`
    }
    const type = typeName(site.type)
    this.comparisons.set(functionName(site.operator, type), comparison(site.operator, type))
    return `Asleep.${functionName(site.operator, type)}(${first}, ${left}, ${right})`
  }
}

/** @param trees by path, see `parse` */
export function putToSleep(sources: ReadonlyMap<string, string>, trees: ReadonlyMap<string, unknown>, folder: string): { sources: Map<string, string>; sleepers: Sleeper[] } {
  const changed = new Map(sources)
  const sleepers: Sleeper[] = []
  const comparisons = new Map<string, string>()
  for (const [file, source] of sources) {
    if (!file.startsWith(folder)) continue
    const rewriter = new Rewriter(file.slice(folder.length + 1), source, sitesIn(trees.get(file)), sleepers.length + 1)
    const text = rewriter.rewrite()
    if (rewriter.sleepers.length === 0) continue
    changed.set(file, text.replace(/^pragma solidity [^\n]*$/m, (line) => `${line}\nimport {Asleep} from "./Asleep.sol";`))
    sleepers.push(...rewriter.sleepers)
    for (const [name, body] of rewriter.comparisons) comparisons.set(name, body)
  }
  const on = `function on(uint256 n) internal pure returns (bool r) { assembly ("memory-safe") { r := eq(${ASKED}, n) } }`
  changed.set(path, `pragma solidity 0.8.37;\nimport {Kind, LabelFault} from "../interfaces/LabelTypes.sol";\nlibrary Asleep { ${[on, ...comparisons.values()].join('\n')} }\n`)
  return { sources: changed, sleepers }
}
