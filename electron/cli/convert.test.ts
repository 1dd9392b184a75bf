import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { png } from '../host/packs/test-images.ts';
import { runProgram } from './program.ts';

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tessera-convert-'));
  mkdirSync(join(home, 'in/images'), { recursive: true });
  writeFileSync(join(home, 'in/images/a.png'), png(40, 30));
  const annotation = (bbox: unknown) => ({ image_id: 1, category_id: 3, bbox, score: 0.75, attributes: { colour: 'red' } });
  writeFileSync(join(home, 'in/instances.json'), JSON.stringify({ images: [{ id: 1, file_name: 'a.png', width: 40, height: 30 }], annotations: [annotation([5, 6, 10, 12])], categories: [{ id: 3, name: 'boat' }] }));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

async function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  let [stdout, stderr] = ['', ''];
  const out = vi.spyOn(process.stdout, 'write').mockImplementation((text) => (stdout += String(text)) !== '');
  const err = vi.spyOn(process.stderr, 'write').mockImplementation((text) => (stderr += String(text)) !== '');
  const code = await runProgram(args);
  out.mockRestore();
  err.mockRestore();
  return { code, stdout, stderr };
}

const convert = (from: string, to: string, given: string, out: string, ...more: string[]) => run('convert', '--from', from, '--to', to, join(home, given), join(home, out), ...more);

describe('tessera convert', () => {
  it('brings labels, images and a report, and says what the format has no room for', async () => {
    const done = await convert('coco', 'yolo', 'in', 'out', '--json');
    expect(done, done.stderr).toMatchObject({ code: 0 });
    expect(JSON.parse(done.stdout)).toMatchObject({ items: 1, classes: 1, files: 1, missingFiles: 0, problems: [] });
    expect(readFileSync(join(home, 'out/obj_train_data/a.txt'), 'utf8')).toBe('0 0.250000 0.400000 0.250000 0.400000\n');
    expect(readFileSync(join(home, 'out/obj_train_data/a.png'))).toEqual(Buffer.from(png(40, 30)));
    const report = JSON.parse(readFileSync(join(home, 'out/losses.json'), 'utf8')) as { losses: { what: string }[] };
    expect(report.losses.map(({ what }) => what)).toEqual(expect.arrayContaining(['scores', 'attributes']));
    const back = await convert('yolo', 'coco', 'out', 'back.json');
    expect(back, back.stderr).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing is lost.') as string });
    const file = JSON.parse(readFileSync(join(home, 'back.json'), 'utf8')) as { annotations: unknown[] };
    expect(file.annotations).toMatchObject([{ bbox: [5, 6, 10, 12], score: 0.75, attributes: { colour: 'red' } }]);
    expect(readdirSync(home).some((name) => name.endsWith('.part'))).toBe(false);
  });

  it('ends with 1 where entries could not be read, and with the rest written', async () => {
    writeFileSync(join(home, 'bad.json'), JSON.stringify({ images: [{ id: 1, file_name: 'a.png', width: 40, height: 30 }], annotations: [{ image_id: 1, category_id: 1, bbox: [1, 2, 0, 4] }, { image_id: 1, category_id: 1, bbox: [1, 2, 3, 4] }], categories: [{ id: 1, name: 'x' }] }));
    const done = await convert('coco', 'csv', 'bad.json', 'bad.csv');
    expect(done.code).toBe(1);
    expect(done.stderr).toContain('bad.json [annotations[0].bbox]');
    expect(readFileSync(join(home, 'bad.csv'), 'utf8').trimEnd().split('\r\n')).toHaveLength(2);
  });

  it('writes over nothing, and names what is wrong', async () => {
    expect(await convert('coco', 'voc', 'in', 'in')).toMatchObject({ code: 3, stderr: expect.stringContaining('OUT_NOT_EMPTY') as string });
    expect(await convert('coco', 'voc', 'nowhere', 'out')).toMatchObject({ code: 3, stderr: expect.stringContaining('BAD_FILE') as string });
    expect(await convert('cvat', 'voc', 'in', 'out')).toMatchObject({ code: 3, stderr: expect.stringContaining('NOTHING_READ') as string });
    expect((await convert('coco', 'xml', 'in', 'out')).code).toBe(2);
    expect(existsSync(join(home, 'out'))).toBe(false);
    writeFileSync(join(home, 'no.zip'), 'PK nothing');
    expect(await convert('coco', 'voc', 'no.zip', 'out')).toMatchObject({ code: 3, stderr: expect.stringContaining('zip') as string });
  });

  it('writes where a folder has a dot in its name, and says where it cannot', async () => {
    expect(await convert('coco', 'csv', 'in', 'my.data')).toMatchObject({ code: 0, stdout: expect.stringContaining('1 files copied') as string });
    expect(existsSync(join(home, 'my.data/images/a.png'))).toBe(true);
    expect(await convert('coco', 'voc', 'in', 'in/instances.json/x')).toMatchObject({ code: 3, stderr: expect.stringContaining('OUT_FAILED [OUT]') as string });
    writeFileSync(join(home, 'b.csv.losses.json'), 'kept');
    expect(await convert('coco', 'csv', 'in', 'b.csv')).toMatchObject({ code: 3, stderr: expect.stringContaining('OUT_NOT_EMPTY') as string });
    expect(readFileSync(join(home, 'b.csv.losses.json'), 'utf8')).toBe('kept');
  });

  it('leaves nothing when it is stopped', async () => {
    const images = Array.from({ length: 20_000 }, (_, id) => ({ id, file_name: `${id}.png`, width: 40, height: 30 }));
    writeFileSync(join(home, 'many.json'), JSON.stringify({ images, annotations: [], categories: [] }));
    const command = spawn(process.execPath, ['electron/cli/tessera.mjs', 'convert', '--from', 'coco', '--to', 'voc', join(home, 'many.json'), join(home, 'out')], { stdio: 'ignore' });
    const code = new Promise((resolve) => command.on('exit', resolve));
    await expect.poll(() => readdirSync(home).some((name) => name.endsWith('.part')), { timeout: 20_000 }).toBe(true);
    command.kill('SIGINT');
    expect(await code).toBe(130);
    expect(readdirSync(home).filter((name) => name.includes('out'))).toEqual([]);
  });
});
