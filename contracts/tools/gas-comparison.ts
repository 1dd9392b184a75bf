import type { GasRow, GasTable } from '../../shared/protocol/gas-costs-rows.ts'

const count = (value: number): string => value.toLocaleString('en-GB')
const share = (gas: number | undefined, of: number | undefined): string =>
  gas === undefined || of === undefined ? '' : `1/${(of / gas).toFixed(of / gas < 10 ? 1 : 0)}`

const labelOf = ({ kind, regions }: Pick<GasRow, 'kind' | 'regions'>): string => (kind === 'class' ? 'a class' : `${regions} ${kind}`)
const placeOf = (row: GasRow): string => [labelOf(row), row.seats, row.batchSize].join(' ')

/** Which row of the naive contract does the same work: it is measured with three seats, and boxes cost what spans do. */
function naiveOf({ kind, regions }: GasRow, baselines: GasTable['baselines']): number | undefined {
  return baselines[kind === 'class' ? 'naive class k=3' : `naive ${regions} boxes k=3`]
}

/** Every measured row beside both naive contracts: gas a label, with EIP-7623's price of calldata too, and its part of theirs. */
export function gasComparison({ rows, baselines }: GasTable, at32: readonly GasRow[], atFloor: readonly GasRow[]): string {
  const { bare } = baselines
  const places = [...new Map(rows.map((row) => [placeOf(row), row])).values()]
  const find = (list: readonly GasRow[], row: GasRow, settlement: GasRow['settlement']): number | undefined =>
    list.find((one) => placeOf(one) === placeOf(row) && one.settlement === settlement)?.gas
  const lines = places.map((row) => {
    const [computed, many, asserted] = [find(rows, row, 'computed'), find(at32, row, 'computed'), find(rows, row, 'asserted')]
    const [computedAtFloor, assertedAtFloor] = [find(atFloor, row, 'computed'), find(atFloor, row, 'asserted')]
    const naive = naiveOf(row, baselines)
    const cells = [computed, computedAtFloor, many, asserted, assertedAtFloor].map((gas) => (gas === undefined ? '' : count(gas)))
    const shares = [share(computed, bare), share(many, bare), share(asserted, bare), share(computed, naive), share(asserted, naive)]
    return `| ${[labelOf(row), row.seats, row.batchSize, ...cells, ...shares].join(' | ')} |`
  })
  return [
    '| label | k | batch | computed | at the floor | computed, 32 a call | asserted | at the floor | of bare | of bare, 32 a call | of bare, asserted | of naive | of naive, asserted |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...lines,
  ].join('\n')
}
