// `npm test`: every check of the repository, one after the other, with one closing line over all runners.
// `npm test -- types lint` runs the named steps alone.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

const results = 'test-results';
const total = { passed: 0, failed: 0, skipped: 0 };
const slow = [];

/** Runs a command with its output shown; resolves to its exit code and standard output. */
function run(command, args, { env = {}, isQuiet = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] });
    let out = '';
    child.stdout.on('data', (chunk) => {
      out += chunk;
      if (!isQuiet) process.stdout.write(chunk);
    });
    child.on('error', (error) => resolve({ code: 127, out: String(error) }));
    child.on('close', (code) => resolve({ code: code ?? 1, out }));
  });
}

function count(name, { passed = 0, failed = 0, skipped = 0 }) {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
  console.log(`${failed > 0 ? 'FAILED' : 'ok'}  ${name}: ${passed} passed, ${failed} failed, ${skipped} skipped\n`);
}

/** A command that is one check: it holds or it does not. */
const check = (name, command, args, env = {}) => async () => {
  const { code } = await run(command, args, { env });
  count(name, code === 0 ? { passed: 1 } : { failed: 1 });
};

const readJson = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null);

async function unit() {
  const file = `${results}/unit.json`;
  const { code } = await run('npx', ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]);
  const report = readJson(file);
  if (report === null) return count('unit', { failed: 1 });
  for (const suite of report.testResults) {
    for (const test of suite.assertionResults) {
      if (test.status === 'skipped' || test.status === 'pending') console.log(`skipped: ${test.fullName}`);
    }
  }
  // A suite that could not be loaded has no tests to count; an error outside a test only shows in the exit code.
  const broken = Math.max(report.testResults.filter((s) => s.status === 'failed' && s.assertionResults.length === 0).length, code !== 0 && report.numFailedTests === 0 ? 1 : 0);
  count('unit', { passed: report.numPassedTests, failed: report.numFailedTests + broken, skipped: report.numPendingTests });
}

async function contracts() {
  const { code, out } = await run('node', ['contracts/tools/forge.mjs', 'test', '--json'], { isQuiet: true });
  const tally = { passed: 0, failed: 0, skipped: 0 };
  let report = null;
  try {
    report = JSON.parse(out.slice(out.indexOf('{')));
  } catch {
    console.log(out.slice(-4000));
  }
  for (const [suite, { test_results: tests }] of Object.entries(report ?? {})) {
    for (const [name, test] of Object.entries(tests)) {
      if (test.status === 'Success') tally.passed += 1;
      else if (test.status === 'Skipped') tally.skipped += 1;
      else {
        tally.failed += 1;
        console.log(`failed: ${suite} ${name}: ${test.reason ?? ''} ${JSON.stringify(test.counterexample ?? null)}`);
      }
    }
  }
  if (report === null || (code !== 0 && tally.failed === 0)) tally.failed += 1;
  count('contracts', tally);
}

/** Debian's Chromium where there is none yet: installed as root, named with its command otherwise. */
function ensureChromium() {
  const has = () => [process.env.TESSERA_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].some((p) => p !== undefined && existsSync(p));
  if (has()) return true;
  if (process.platform === 'linux' && process.getuid?.() === 0) {
    console.log('Chromium is missing: installing it (apt-get install chromium)');
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit' });
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-color-emoji'], { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  }
  if (!has()) console.log('The end-to-end tests need Chromium: sudo apt-get install chromium, or set TESSERA_CHROMIUM to one.');
  return has();
}

/** Of a failed test's words in the closing lines, at most. */
const MOST_SAID = 1500;

/** Every spec of a report, with the file that it is in. */
const specsOf = (suites) => suites.flatMap((suite) => [...suite.specs.map((spec) => ({ suite: suite.file, spec })), ...specsOf(suite.suites ?? [])]);

async function e2e() {
  if (!ensureChromium()) return count('end-to-end', { failed: 1 });
  const file = `${results}/e2e.json`;
  const { code } = await run('npx', ['playwright', 'test', '--reporter=list,json'], { env: { PLAYWRIGHT_JSON_OUTPUT_NAME: file } });
  const report = readJson(file);
  const stats = report?.stats;
  if (stats === undefined) return count('end-to-end', { failed: 1 });
  for (const { suite, spec } of specsOf(report.suites)) if (spec.tests.some(({ status }) => status === 'flaky')) console.log(`flaky, passed when made again: ${suite}: ${spec.title}`);
  for (const { suite, spec } of specsOf(report.suites)) {
    for (const { status, results: runs } of spec.tests) if (status === 'unexpected') console.log(`failed: ${suite}: ${spec.title}\n${stripVTControlCharacters(runs.at(-1)?.error?.message ?? '').slice(0, MOST_SAID)}`);
  }
  const failed = stats.unexpected + (code !== 0 && stats.unexpected === 0 ? 1 : 0);
  count('end-to-end', { passed: stats.expected + stats.flaky, failed, skipped: stats.skipped });
}

const steps = {
  types: [
    check('types of shared', 'npx', ['tsc', '-p', 'shared']),
    check('types of electron', 'npx', ['tsc', '-p', 'electron']),
    check('types of renderer', 'npx', ['tsc', '-p', 'renderer']),
    check('types of the tests', 'npx', ['tsc', '-p', 'tsconfig.tests.json']),
  ],
  lint: [check('lint', 'npx', ['eslint', '--max-warnings=0', '.'])],
  layers: [
    check('layers', 'npx', ['depcruise', '--config', '.dependency-cruiser.cjs', 'electron', 'renderer', 'shared', 'e2e']),
    check('nothing unused', 'npx', ['knip', '--no-progress']),
  ],
  build: [
    check('build', 'npm', ['run', '--silent', 'build']),
    check('the app packs, twice alike, around a stub of Electron', 'npx', ['tsx', 'electron/tools/check-package.ts']),
  ],
  unit: [unit],
  contracts: [
    check('contracts formatted', 'node', ['contracts/tools/forge.mjs', 'fmt', '--check']),
    check('contracts linted', 'node', ['contracts/tools/forge.mjs', 'lint', 'contracts/src'], { FOUNDRY_DENY: 'warnings' }),
    check('no unused import in the contracts', 'node', ['contracts/tools/forge.mjs', 'lint', 'contracts/src', '--only-lint', 'unused-import'], { FOUNDRY_DENY: 'notes' }),
    check('contract style', 'npx', ['solhint', '--disc', '--max-warnings', '0', 'contracts/src/**/*.sol']),
    check('every external, error and event has a notice', 'npx', ['tsx', 'contracts/tools/natspec.ts']),
    check('the drawing of the storage is true', 'npx', ['tsx', 'contracts/tools/storage-layout.ts']),
    check('gas tables in the documents are current', 'npx', ['tsx', 'contracts/tools/gas-table.ts', '--check']),
    check('contract artefacts are current', 'npx', ['tsx', 'contracts/tools/generate.ts', '--check']),
    contracts,
  ],
  e2e: [e2e],
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in steps));
if (unknown.length > 0) {
  console.error(`No such step: ${unknown.join(', ')}. Steps: ${Object.keys(steps).join(', ')}`);
  process.exit(2);
}
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
for (const [name, checks] of Object.entries(steps)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const startMs = Date.now();
  for (const step of checks) await step();
  slow.push(`${name} ${Math.round((Date.now() - startMs) / 1000)} s`);
}
console.log(slow.join(', '));
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed > 0 ? 1 : 0);
