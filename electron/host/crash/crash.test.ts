import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { crashPartsOf, crashPartsSchema, crashText } from '../../../shared/crash/crash-report.ts';
import { startTestHost } from '../../../e2e/support/test-host.ts';
import { absentChain } from '../absent.ts';
import { fail } from '../context.ts';
import { CrashFiles } from './crash-files.ts';

const KEY = '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80';
const ADDRESS = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266';
const PHRASE = 'test test test test test test test test test test test junk';
const PASSWORD = 'correct horse battery';
const LABEL = 'Patient Rosalind, ward 7';
const secrets = [KEY, KEY.slice(2), ADDRESS, ADDRESS.slice(2), PHRASE, 'junk', PASSWORD, 'horse', LABEL, 'Rosalind', homedir(), '/home/rosalind', 'rosalind'];

let dir = '';
let nowMs = 1_000;
const files = () => new CrashFiles({ profileDir: dir, version: '1.2.3', nowMs: () => nowMs++ });
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'tessera-crash-'))));
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** Everything that the reports hold, as it lies on the disk. */
const onDisk = (): string => readdirSync(join(dir, 'crashes')).map((name) => name + readFileSync(join(dir, 'crashes', name), 'utf8')).join('\n');

function planted(): Error[] {
  const told = secrets.join(' ');
  const plain = new TypeError(`cannot read ${told}`);
  // Lines of a message that look like frames.
  const mimic = new Error(`x\n    at ${PASSWORD.split(' ')[1] ?? ''} (/home/rosalind/${KEY}.ts:1:1)\n    at Rosalind (file:///x/electron/y.ts:1:2)`);
  const named = Object.assign(new Error('m'), { name: KEY, code: PASSWORD });
  const own = new Error('m');
  own.stack = `Error: m\n    at open (/home/rosalind/work/electron/host/packs/service.ts:12:34)\n    at ${KEY.slice(2)} (/home/rosalind/secret/${ADDRESS}.ts:1:1)\n    at async Rosalind Smith (C:\\Users\\rosalind\\a.js:1:2)`;
  // A stack that is not the error's own: nothing of it can be told apart.
  const altered = new Error('one');
  altered.stack = `Error: another ${told}\n    at Rosalind (/home/rosalind/electron/x.ts:1:1)`;
  return [plain, mimic, named, own, altered];
}

describe('a report of a fault', () => {
  it('has the kind and the place, and nothing of what was planted', () => {
    const kept = files();
    for (const error of planted()) kept.add('host', crashPartsOf(error, 'desk'));
    kept.add('window', crashPartsOf(PASSWORD, LABEL));
    kept.add('main', crashPartsOf({ message: PHRASE, stack: KEY, code: PASSWORD }));
    const text = onDisk();
    for (const secret of secrets) expect([secret, text.includes(secret)]).toEqual([secret, false]);
    expect(text).toContain('TypeError');
    expect(text).toContain('open (electron/host/packs/service.ts:12:34)');
    expect(text).toContain('electron/host/crash/crash.test.ts');
  });

  it('is refused from a window that tells more', () => {
    const fine = crashPartsOf(new Error('m'), 'desk');
    expect(crashPartsSchema.safeParse(fine).success).toBe(true);
    const told = [{ name: PASSWORD }, { name: KEY }, { code: PHRASE }, { code: KEY.slice(2) }, { frames: [`at ${LABEL}`] }, { frames: [PHRASE] }, { view: LABEL }, { frames: Array.from({ length: 31 }, () => 'a.ts:1:1') }];
    for (const part of told) expect([part, crashPartsSchema.safeParse({ ...fine, ...part }).success]).toEqual([part, false]);
  });

  it('is the owner’s alone, one of twenty, and kept once where it comes again and again', () => {
    const kept = files();
    for (let count = 0; count < 5; count++) kept.add('host', { name: 'Same', code: null, frames: [], view: null });
    expect(kept.list()).toHaveLength(1);
    for (let count = 0; count < 30; count++) kept.add('host', { name: `Other_${count}`, code: null, frames: [], view: null });
    expect(kept.list().map(({ name }) => name).slice(0, 2)).toEqual(['Other_29', 'Other_28']);
    expect(readdirSync(join(dir, 'crashes'))).toHaveLength(20);
    if (process.platform !== 'win32') for (const { id } of kept.list()) expect(statSync(kept.pathOf(id)).mode & 0o077).toBe(0);
  });

  it('is read back parsed; other files stay where they are', () => {
    const kept = files();
    kept.add('host', { name: 'One', code: null, frames: [], view: null });
    mkdirSync(join(dir, 'crashes'), { recursive: true });
    writeFileSync(join(dir, 'crashes', '5-host.json'), JSON.stringify({ id: '5-host', text: LABEL }));
    writeFileSync(join(dir, 'crashes', 'notes.txt'), 'mine');
    expect(kept.list().map(({ name }) => name)).toEqual(['One']);
    for (const id of ['../settings', 'notes', '5-host/../../x', '']) kept.remove(id);
    expect(readdirSync(join(dir, 'crashes'))).toHaveLength(3);
    kept.remove(kept.list()[0]?.id ?? '');
    expect(kept.list()).toEqual([]);
  });

  it('is written by a process that ends of it, which ends as it would have', () => {
    const watch = JSON.stringify(join(import.meta.dirname, 'watch-process.ts'));
    const keep = JSON.stringify(join(import.meta.dirname, 'crash-files.ts'));
    for (const fault of ['setTimeout(() => { throw new RangeError(process.env.SECRET); });', 'void Promise.reject(new RangeError(process.env.SECRET));']) {
      const home = mkdtempSync(join(dir, 'p-'));
      const code = `import { watchProcess } from ${watch}; import { CrashFiles } from ${keep}; watchProcess(new CrashFiles({ profileDir: ${JSON.stringify(home)}, version: '1', nowMs: Date.now }), 'host'); ${fault}`;
      expect(() => execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], { env: { ...process.env, SECRET: PASSWORD }, stdio: 'pipe' })).toThrow(/RangeError/);
      const [report] = new CrashFiles({ profileDir: home, version: '1', nowMs: Date.now }).list();
      expect(report).toMatchObject({ from: 'host', name: 'RangeError' });
      if (report !== undefined) expect(crashText(report)).not.toContain('horse');
    }
  }, 60_000);
});

const brokenChain = {
  ...absentChain(fail('SERVICE_UNAVAILABLE', 'none')),
  status: () => {
    throw new EvalError(PASSWORD);
  },
};

describe('the host', () => {
  it('keeps its own faults and the window’s, lists them with their files, and lets them be deleted', async () => {
    const test = await startTestHost({ services: { chain: async () => ({ ok: true, value: brokenChain }) } });
    try {
      const ask = (method: string, params: unknown) => test.host.dispatch(method, params);
      expect(await ask('chain.status', {})).toMatchObject({ ok: false, error: { code: 'INTERNAL' } });
      expect(await ask('crash.add', crashPartsOf(new SyntaxError(LABEL), 'desk'))).toMatchObject({ ok: true });
      const listed = await test.host.handlers['crash.list']({});
      if (!listed.ok) throw new Error(listed.error.message);
      expect(listed.value.map(({ report }) => [report.from, report.name])).toEqual([['window', 'SyntaxError'], ['host', 'EvalError']]);
      for (const { path } of listed.value) expect(readFileSync(path, 'utf8')).not.toMatch(/Rosalind|horse/);
      for (const { report } of listed.value) await ask('crash.remove', { id: report.id });
      expect(await test.host.handlers['crash.list']({})).toEqual({ ok: true, value: [] });
    } finally {
      await test.dispose();
    }
  });
});
