import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runProgram } from './program.ts';

describe('tessera aggregate', () => {
  let dir: string;
  const printed: string[] = [];
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'tessera-aggregate-'));
    printed.length = 0;
    for (const stream of [process.stdout, process.stderr]) vi.spyOn(stream, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
  });
  afterEach(() => {
    vi.restoreAllMocks();
    rmSync(dir, { recursive: true });
  });

  const file = (name: string, text: string): string => {
    writeFileSync(join(dir, name), text);
    return join(dir, name);
  };

  it('writes a label a task and says how right it is, and names rows that say nothing', async () => {
    const crowd = file('crowd.csv', 'task,worker,label\nt1,a,x\nt1,b,x\nt1,c,y\n"t,2",a,y\n"t,2",b,y\nt3,,x\n');
    const gold = file('gold.csv', 'task,label\nt1,x\n"t,2",x\n');
    expect(await runProgram(['aggregate', crowd, '--method', 'majority', '--gold', gold, '--out', join(dir, 'out.csv'), '--json'])).toBe(0);
    expect(readFileSync(join(dir, 'out.csv'), 'utf8')).toBe('task,label\nt1,x\n"t,2",y\n');
    const said = printed.join('');
    expect(said).toContain(`${crowd}:7 [worker]: it is empty`);
    expect(JSON.parse(said.slice(said.indexOf('{')))).toMatchObject({ tasks: 2, answers: 5, workers: 3, accuracy: 0.5, badRows: 1 });
  });

  it('knows the methods by name, and refuses others and files of another form', async () => {
    const crowd = file('crowd.csv', 'task,worker,label\nt1,a,x\nt1,b,x\n');
    for (const method of ['wawa', 'one-coin', 'dawid-skene', 'mace', 'glad']) expect(await runProgram(['aggregate', crowd, '--method', method, '--json'])).toBe(0);
    expect(await runProgram(['aggregate', crowd, '--method', 'best'])).not.toBe(0);
    expect(await runProgram(['aggregate', file('other.csv', 'a,b\n1,2\n')])).not.toBe(0);
    expect(printed.join('')).toContain('task,worker,label');
  });

  it('reads semicolons, counts one answer of somebody a task, and names what gold cannot measure', async () => {
    const crowd = file('crowd.csv', '\uFEFFtask;worker;label\r\nt1;a;x\r\nt1;a;y\r\nt1;b;x\r\nt2;a;y\r\n');
    const gold = file('gold.csv', 'task,label\nt1,x\nt2,zebra\nt9,x\nt1,y\n');
    expect(await runProgram(['aggregate', crowd, '--method', 'majority', '--gold', gold, '--json'])).toBe(0);
    const said = printed.join('');
    for (const line of [`${crowd}:3 [worker]: a has answered t1 before`, `${gold}:5 [task]: t1 is there twice`, `${gold} [task]: 1 of 3 tasks`, `${gold} [label]: 1 known answers have a label that nobody gave, such as "zebra"`]) expect(said).toContain(line);
    expect(JSON.parse(said.slice(said.indexOf('{')))).toMatchObject({ tasks: 2, answers: 3, workers: 2, accuracy: 0.5, badRows: 2 });
  });

  it('refuses a crowd without an answer, and bytes that are no text', async () => {
    expect(await runProgram(['aggregate', file('none.csv', 'task,worker,label\n')])).toBe(3);
    expect(await runProgram(['quality', file('empty.csv', 'task,worker,label\nt1,,x\n')])).toBe(3);
    writeFileSync(join(dir, 'latin.csv'), Buffer.from('task,worker,label\nt1,a,Gr\u00f6\u00dfe\n', 'latin1'));
    expect(await runProgram(['aggregate', join(dir, 'latin.csv')])).toBe(3);
    const said = printed.join('');
    for (const part of ['NO_ANSWERS', 'line 2, worker: it is empty', 'UTF-8']) expect(said).toContain(part);
  });
});
