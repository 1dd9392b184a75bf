// Takes every defence away once: an attack test of docs/protocol.md must fail without what it is about.
//   npx tsx contracts/tools/break-defences.ts [--only theDraw]
// All defences are compiled with a switch, in a copy of the repository: in a test's run the one falls whose number the
// block's coinbase is. One line a defence; ends with 1 where an attack went unnoticed, or fails with every defence up.
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { type Defence, defences, shared } from './attack-changes.ts'
import { inCopy } from './repository-copy.ts'

function option(name: string, fallback: string): string {
  const place = process.argv.indexOf(`--${name}`)
  return place < 0 ? fallback : (process.argv[place + 1] ?? fallback)
}

const addressOf = (number: number): string => `0x${number.toString(16).padStart(40, '0')}`

/** Puts the switch of every defence into the sources. */
function putToSleep(dir: string): void {
  for (const [index, { file, from, to }] of defences.entries()) {
    const path = join(dir, 'contracts/src', file)
    const source = readFileSync(path, 'utf8')
    if (source.split(from).length !== 2) throw new Error(`${file} has not exactly one "${from}"`)
    writeFileSync(path, source.replace(from, () => to.replaceAll('AWAKE', `(block.coinbase == address(uint160(${index + 1})))`)))
  }
}

/** How the tests end while the defence of this number is down; 0: none is. */
function play(dir: string, tests: readonly string[], number: number): { passed: string[]; failed: Map<string, string> } {
  const env = { ...process.env, TESSERA_BATCHES: '1', TESSERA_RELEASE_PROFILE: 'broken' }
  const args = [join(dir, 'contracts/tools/forge.mjs'), 'test', '--match-test', `^test_(${tests.join('|')})\\(`, '--block-coinbase', addressOf(number)]
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: dir, env, encoding: 'utf8', maxBuffer: 1 << 28 })
  const failed = new Map([...stdout.matchAll(/\[FAIL[:.] ?([^\n]*?)\] test_(\w+)\(/g)].map(([, reason = '', name = '']) => [name, reason] as const))
  const passed = [...stdout.matchAll(/\[PASS\] test_(\w+)\(/g)].map(([, name = '']) => name)
  if (failed.size + passed.length === 0) throw new Error(`forge ran nothing:\n${(stdout + stderr).slice(-3000)}`)
  return { passed, failed }
}

function tryOne(dir: string, defence: Defence, number: number): boolean {
  const tests = [defence.test, ...shared.filter(({ like }) => like === defence.test).map(({ test }) => test)]
  const { failed } = play(dir, tests, number)
  const missed = tests.filter((test) => !failed.has(test))
  process.stdout.write(`${missed.length === 0 ? 'seen' : 'NOT SEEN'}: ${tests.join(', ')}; ${defence.file}: ${defence.from.split('\n')[0]}; ${[...failed.values()].join(' / ')}\n`)
  return missed.length === 0
}

inCopy((dir) => {
  putToSleep(dir)
  const only = option('only', '')
  const chosen = defences.flatMap((defence, index) => (defence.test.includes(only) ? [{ defence, number: index + 1 }] : []))
  const upright = play(dir, [...new Set([...chosen.map(({ defence }) => defence.test), ...shared.map(({ test }) => test)])], 0)
  if (upright.failed.size > 0) throw new Error(`with every defence up these fail: ${[...upright.failed].join('; ')}`)
  const missed = chosen.filter(({ defence, number }) => !tryOne(dir, defence, number))
  process.stdout.write(`${chosen.length - missed.length} of ${chosen.length} defences were missed when they were gone\n`)
  if (missed.length > 0) process.exitCode = 1
})
