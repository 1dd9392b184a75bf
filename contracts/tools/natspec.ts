// Every external or public function, error and event of the contracts says what it is: `@notice` or `@inheritdoc` right
// above it. Lists what does not and fails.
//   npx tsx contracts/tools/natspec.ts
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const sourceDir = resolve(dirname(fileURLToPath(import.meta.url)), '../src')

/** Lines ("12: error Reentered") whose declaration has no notice. */
export function withoutNotice(source: string): string[] {
  const lines = source.split('\n')
  return lines.flatMap((line, index) => {
    const name = /^\s*(function|error|event)\s+(\w+)/.exec(line)
    if (name === null) return []
    // A declaration goes on to its body or its semicolon.
    const rest = lines.slice(index).join('\n')
    const head = rest.slice(0, /[{;]/.exec(rest)?.index ?? rest.length)
    if (name[1] === 'function' && !/\b(external|public)\b/.test(head)) return []
    let above = index - 1
    while (/^\s*\/\/\/ /.test(lines[above] ?? '')) above--
    const comment = lines.slice(above + 1, index).join('\n')
    return /@(notice|inheritdoc) \S/.test(comment) ? [] : [`${index + 1}: ${name[1]} ${name[2]}`]
  })
}

let count = 0
for (const file of readdirSync(sourceDir, { recursive: true, encoding: 'utf8' })) {
  if (!file.endsWith('.sol')) continue
  for (const fault of withoutNotice(readFileSync(join(sourceDir, file), 'utf8'))) {
    process.stderr.write(`${file}:${fault} has no @notice\n`)
    count++
  }
}
if (count > 0) process.exitCode = 1
