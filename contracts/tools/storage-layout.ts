// Holds the drawing of the storage in contracts/src/modules/Store.sol against the compiler's layout: every word of every
// drawn struct has fields of the drawn widths, high bits first.
//   npx tsx contracts/tools/storage-layout.ts
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

import { z } from 'zod'

const rootDir = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const target = 'contracts/src/LabelCoordinator.sol'

const compilerSchema = z.custom<{ compile(input: string, callbacks: { import(path: string): { contents: string } }): string }>(
  (value) => typeof value === 'object' && value !== null && 'compile' in value,
)
const memberSchema = z.object({ slot: z.string(), offset: z.number(), type: z.string() })
const typesSchema = z.record(z.string(), z.object({ label: z.string(), numberOfBytes: z.string(), members: z.array(memberSchema).optional() }))
const outputSchema = z.object({ contracts: z.record(z.string(), z.record(z.string(), z.object({ storageLayout: z.object({ types: typesSchema }) }))) })

function sources(): Record<string, { content: string }> {
  const folder = join(rootDir, 'contracts/src')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.sol'))
  return Object.fromEntries(files.map((file) => [`contracts/src/${file.replaceAll('\\', '/')}`, { content: readFileSync(join(folder, file), 'utf8') }]))
}

/** Widths in bits by struct and word, high bits first; what a word leaves free is not told. */
function compiled(): Map<string, number[][]> {
  const settings = { evmVersion: 'cancun', outputSelection: { [target]: { LabelCoordinator: ['storageLayout'] } } }
  const input = JSON.stringify({ language: 'Solidity', sources: sources(), settings })
  const solc = compilerSchema.parse(createRequire(import.meta.url)('solc'))
  const text = solc.compile(input, { import: (path) => ({ contents: readFileSync(join(rootDir, 'node_modules', path), 'utf8') }) })
  const layout = outputSchema.parse(JSON.parse(text)).contracts[target]?.['LabelCoordinator']
  const types = layout?.storageLayout.types ?? {}
  const structs = new Map<string, number[][]>()
  for (const { label, members } of Object.values(types)) {
    if (members === undefined) continue
    const words: number[][] = []
    for (const { slot, type } of [...members].sort((a, b) => b.offset - a.offset)) {
      const place = Number(slot)
      words[place] = [...(words[place] ?? []), 8 * Number(types[type]?.numberOfBytes ?? 0)]
    }
    structs.set(label.replace(/^struct (\w+\.)?/, ''), words)
  }
  return structs
}

/** The same, from the comment: `Name 0  field32 | field8`, a word a line, further lines without a name; a word without a bar is one field. */
function drawn(source: string): Map<string, number[][]> {
  const structs = new Map<string, number[][]>()
  let words: number[][] = []
  for (const line of source.slice(0, source.indexOf('\nlibrary Store')).split('\n')) {
    const word = /^\/\/\/ {3}(\w*) *(\d+) {2}(\S.*)$/.exec(line)
    const more = /^\/\/\/ +\| (.+)$/.exec(line)
    if (word !== null) {
      if (word[1] !== undefined && word[1] !== '') {
        words = []
        structs.set(word[1], words)
      }
      words[Number(word[2])] = widths(word[3] ?? '')
    } else if (more !== null) {
      words[words.length - 1]?.push(...widths(` | ${more[1] ?? ''}`))
    }
  }
  return structs
}

function widths(text: string): number[] {
  const fields = text.split('|').map((field) => field.trim()).filter((field) => field !== '')
  // One field that takes the whole word is told in words.
  return /^\w+:/.test(text) || (fields.length === 1 && !text.includes('|')) ? [256] : fields.map((field) => Number(/^[a-zA-Z]+?(\d+)\b/.exec(field)?.[1] ?? Number.NaN))
}

const [wanted, found] = [drawn(readFileSync(join(rootDir, 'contracts/src/modules/Store.sol'), 'utf8')), compiled()]
if (wanted.size < 3) throw new Error('Store.sol draws no structs')
for (const [name, words] of wanted) {
  const real = found.get(name) ?? []
  for (let place = 0; place < Math.max(words.length, real.length); place++) {
    const [is, says] = [(real[place] ?? []).join(' '), (words[place] ?? []).join(' ')]
    if (is === says) continue
    process.stderr.write(`Store.sol draws word ${place} of ${name} as ${says || 'nothing'}; it is ${is || 'nothing'}\n`)
    process.exitCode = 1
  }
}
