// Breaks every invariant once: changes one line of the contracts in a copy of the repository and sees the invariant that
// says so fail, with the sentence it fails with.
//   npx tsx contracts/tools/break-invariants.ts [--only abandoned] [--runs 64]
// One line a change: the invariant, the change, what was seen. Ends with 1 where an invariant noticed nothing.
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { type Change, changes } from './invariant-changes.ts'
import { inCopy } from './repository-copy.ts'

function option(name: string, fallback: string): string {
  const place = process.argv.indexOf(`--${name}`)
  return place < 0 ? fallback : (process.argv[place + 1] ?? fallback)
}

/** What forge printed of the invariant's run on the contracts as they stand in `dir`. */
function play(dir: string, change: Change): string {
  const env = {
    ...process.env,
    TESSERA_BATCHES: '1',
    // A change is compiled with little optimisation: it is the rule that is broken, not the code that ships.
    TESSERA_RELEASE_PROFILE: 'broken',
    FOUNDRY_INVARIANT_RUNS: option('runs', '64'),
    FOUNDRY_INVARIANT_SHRINK_RUN_LIMIT: '0',
  }
  const args = [join(dir, 'contracts/tools/forge.mjs'), 'test', '--match-contract', `^${change.contract}$`, '--match-test', change.invariant]
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: dir, env, encoding: 'utf8' })
  return stdout + stderr
}

function tryOne(dir: string, change: Change): boolean {
  const path = join(dir, 'contracts/src/modules', change.file)
  const source = readFileSync(path, 'utf8')
  if (source.split(change.from).length !== 2) throw new Error(`${change.file} has not exactly one "${change.from}"`)
  writeFileSync(path, source.replace(change.from, () => change.to))
  try {
    const out = play(dir, change)
    const reason = /\[FAIL: ([^\n]*?)\](?:\n|\s)/.exec(out)?.[1]
    const isSeen = reason !== undefined && change.says.some((text) => reason.includes(text))
    process.stdout.write(`${isSeen ? 'seen' : 'NOT SEEN'}: ${change.name}; ${change.file}: ${change.from} -> ${change.to}; ${reason ?? out.slice(-600)}\n`)
    return isSeen
  } finally {
    writeFileSync(path, source)
  }
}

const only = option('only', '')
const chosen = changes.filter(({ name }) => name.includes(only))
inCopy((dir) => {
  const missed = chosen.filter((change) => !tryOne(dir, change))
  process.stdout.write(`${chosen.length - missed.length} of ${chosen.length} changes were seen\n`)
  if (missed.length > 0) process.exitCode = 1
})
