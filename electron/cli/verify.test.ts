import { copyFileSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatsOfKind } from '../../shared/formats/names.ts';
import type { ExportFault } from '../host/verify/fault.ts';
import { run } from './test-support/run-program.ts';
import { type SettledProject, settledProject } from './test-support/settled-project.ts';
import { copyOf, editJson, editText, filesOf, flipByte, rehash } from './test-support/tamper.ts';

let project: SettledProject;
/** COCO with consensus and annotators' own labels. */
let whole = '';
let copies = 0;

beforeAll(async () => {
  project = await settledProject('boxes', 1n);
  whole = await exported('coco', 'both');
});
afterAll(() => project.close());

async function exported(format: string, labels = 'consensus'): Promise<string> {
  const out = join(project.home, `export-${format}-${labels}`);
  const done = await run('export', '--home', project.home, '--project', '1', '--format', format, '--labels', labels, '--out', out, '--json');
  if (done.code !== 0) throw new Error(done.stderr);
  return out;
}

interface Answer {
  readonly code: number;
  readonly faults: readonly ExportFault[];
  readonly remarks: readonly string[];
  readonly stderr: string;
}

async function verify(folder: string, ...more: string[]): Promise<Answer> {
  const { code, stdout, stderr } = await run('verify', folder, '--home', project.home, '--json', ...more);
  const said = JSON.parse(stdout) as Partial<Answer>;
  return { code, faults: said.faults ?? [], remarks: said.remarks ?? [], stderr };
}

/** A changed copy, as it was left and as somebody leaves it who also lists the new hashes: found both ways, offline and against the chain. */
async function found(change: (folder: string) => void, from = whole): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const isClever of [false, true]) {
    const folder = copyOf(from, join(project.home, `copy-${++copies}`));
    change(folder);
    if (isClever) rehash(folder);
    answers.push(await verify(folder, '--offline'), await verify(folder));
    rmSync(folder, { recursive: true });
  }
  return answers;
}

const expectFound = (answers: readonly Answer[], fault: Record<string, unknown>): void => {
  for (const { code, faults, stderr } of answers) {
    expect(code, stderr).toBe(1);
    expect(faults).toContainEqual(expect.objectContaining(fault));
  }
};
const like = (pattern: RegExp): string => expect.stringMatching(pattern) as string;

describe('an export as it was written', () => {
  it.each(formatsOfKind.boxes)('holds as %s, against the chain and offline', async (format) => {
    const folder = await exported(format, 'annotators');
    const offline = await verify(folder, '--offline');
    expect(offline).toMatchObject({ code: 0, faults: [] });
    expect(offline.remarks.join()).toContain('--block-hash');
    expect(await verify(folder)).toMatchObject({ code: 0, faults: [], remarks: [] });
  });

  it('holds offline on the word of one hash, and not on a wrong one', async () => {
    const { block } = JSON.parse(readFileSync(join(whole, 'manifest.json'), 'utf8')) as { block: { hash: string } };
    expect(await verify(whole, '--offline', '--block-hash', block.hash)).toMatchObject({ code: 0, remarks: [] });
    expect(await verify(whole, '--offline', '--block-hash', block.hash.replace(/.$/, (last) => (last === '0' ? '1' : '0')))).toMatchObject({ code: 1, faults: [{ file: 'manifest.json', field: 'block.hash' }] });
  });

  it('holds over an address, with a proof of the project\'s own blocks', async () => {
    const out = join(project.home, 'export-far');
    const far = ['--rpc', project.chain.url, '--coordinator', project.chain.deployment.coordinator];
    expect((await run('export', '--home', project.home, '--project', '1', '--out', out, ...far)).code).toBe(0);
    expect(await verify(out, ...far)).toMatchObject({ code: 0, faults: [] });
    const offline = await verify(out, '--offline');
    expect(offline).toMatchObject({ code: 0, faults: [] });
    expect(offline.remarks.join()).toContain('no event was left out is not shown');
  });
});

describe('a changed export', () => {
  const COCO = 'annotations/instances.json';
  interface CocoFile {
    images: { id: number; file_name: string }[];
    annotations: { id: number; image_id: number; bbox: number[]; attributes: { provenance: Record<string, unknown> } }[];
  }

  it('is found by one digit of a box, with the item and the corner', async () => {
    expectFound(await found((folder) => editText(folder, COCO, (text) => text.replace(/"bbox":\[(\d)/, (_, digit: string) => `"bbox":[${(Number(digit) % 9) + 1}`))), { file: COCO, item: like(/\.jpg$/), field: like(/^labels\[\d+\]\.x[01]$/) });
  });

  it('is found by a dropped item', async () => {
    let name = '';
    const answers = await found((folder) => editJson(folder, COCO, (coco: CocoFile) => {
      const [image] = coco.images.splice(0, 1);
      name = image!.file_name;
      coco.annotations = coco.annotations.filter(({ image_id }) => image_id !== image!.id);
    }));
    expectFound(answers, { file: COCO, item: name, reason: 'the item is missing' });
  });

  it('is found by an invented label, and by a dropped one', async () => {
    expectFound(await found((folder) => editJson(folder, COCO, (coco: CocoFile) => coco.annotations.push({ ...coco.annotations[0]!, id: 9999, bbox: [1, 2, 3, 4] }))), { file: COCO, item: like(/\.jpg$/), reason: like(/no such label: .* at 1, 2, 4, 6/) });
    expectFound(await found((folder) => editJson(folder, COCO, (coco: CocoFile) => coco.annotations.pop())), { file: COCO, item: like(/\.jpg$/), reason: like(/the label is missing/) });
  });

  it('is found by white space alone', async () => {
    expectFound(await found((folder) => editText(folder, COCO, (text) => text.replace(',\n', ', \n'))), { file: COCO, field: like(/^line \d+, byte \d+$/) });
  });

  it('is found by every field of the provenance, in the labels and beside them', async () => {
    const fields = ['annotator', 'seatId', 'transaction', 'block', 'commitTransaction', 'commitBlock', 'reputationBps', 'reputationItems', 'scoreBps', 'verdict', 'activeMs', 'batchId', 'confidence', 'outcome', 'audit'];
    for (const field of fields) {
      const change = (value: unknown) => (typeof value === 'number' ? value + 1 : typeof value === 'string' ? `${value.slice(0, -1)}${value.endsWith('1') ? '2' : '1'}` : 1);
      const folder = copyOf(whole, join(project.home, `copy-${++copies}`));
      editJson(folder, COCO, (coco: CocoFile) => {
        const { provenance } = coco.annotations.find(({ attributes }) => attributes.provenance['source'] === 'annotator')!.attributes;
        expect(provenance).toHaveProperty(field);
        provenance[field] = change(provenance[field]);
      });
      rehash(folder);
      const offline = await verify(folder, '--offline');
      expect(offline.code).toBe(1);
      expect(offline.faults).toContainEqual(expect.objectContaining({ file: COCO, item: like(/\.jpg$/), field: like(new RegExp(`labels\\[\\d+\\]\\.extras\\.${field}$`)) }));
      rmSync(folder, { recursive: true });
    }
    for (const field of ['annotator', 'votes', 'reputationBps', 'verdict', 'transaction', 'block', 'settleTransaction', 'wasDrawnForAudit', 'sha256']) {
      const folder = copyOf(whole, join(project.home, `copy-${++copies}`));
      editText(folder, 'provenance.jsonl', (text) => {
        const all = text.split('\n');
        const at = all.findIndex((line) => new RegExp(`"${field}":(?!null)`).test(line));
        all[at] = all[at]!.replace(new RegExp(`"${field}":("?)([^",}]+)`), (_, quote: string, value: string) => `"${field}":${quote}${value === 'true' ? 'false' : value === 'false' ? 'true' : `${value.slice(0, -1)}${value.endsWith('1') ? '2' : '1'}`}`);
        return all.join('\n');
      });
      rehash(folder);
      const { code, faults } = await verify(folder, '--offline');
      expect(code).toBe(1);
      expect(faults).toContainEqual(expect.objectContaining({ file: 'provenance.jsonl', item: like(/./), field: like(new RegExp(`${field}$`)) }));
      rmSync(folder, { recursive: true });
    }
  });

  it('is found by a line of the provenance that is gone, or was never there', async () => {
    expectFound(await found((folder) => editText(folder, 'provenance.jsonl', (text) => text.replace(/^.*"label":"consensus".*\n/m, ''))), { file: 'provenance.jsonl', item: like(/./), reason: 'the line is missing' });
    expectFound(await found((folder) => editText(folder, 'provenance.jsonl', (text) => text + text.split('\n').find((line) => line.includes('"consensus"'))!.replace('"region":0', '"region":77') + '\n')), { file: 'provenance.jsonl', reason: 'the chain gives no such line' });
  });

  it('is found by a picture that is another, gone, or one too many', async () => {
    const picture = filesOf(whole).find((name) => name.startsWith('images/'))!;
    const item = picture.slice('images/'.length).replace(/\.\w+$/, '');
    expectFound(await found((folder) => flipByte(folder, picture, 1000)), { file: picture, item, reason: like(/not the file that was labelled/) });
    expectFound(await found((folder) => rmSync(join(folder, picture))), { file: picture, item, reason: 'the file is missing' });
    expectFound(await found((folder) => copyFileSync(join(folder, picture), join(folder, 'images/more.jpg'))), { file: 'images/more.jpg', reason: 'is no file of the export' });
    expectFound(await found((folder) => symlinkSync('/etc/hostname', join(folder, 'images/link.jpg'))), { file: 'images/link.jpg', reason: like(/a link/) });
  });

  it('is found by what it says of itself', async () => {
    const said: readonly (readonly [string, (manifest: Record<string, never>) => void])[] = [
      ['project.lead', (manifest) => Object.assign(manifest['project']!, { lead: `0x${'11'.repeat(20)}` })],
      ['project.name', (manifest) => Object.assign(manifest['project']!, { name: 'Another' })],
      ['losses', (manifest) => Object.assign(manifest, { losses: [] })],
      ['quality.hasPassed', (manifest) => Object.assign(manifest['quality']!, { hasPassed: !(manifest['quality']! as { hasPassed: boolean }).hasPassed })],
      ['block.number', (manifest) => Object.assign(manifest['block']!, { number: (manifest['block']! as { number: number }).number - 1 })],
      ['block.hash', (manifest) => Object.assign(manifest['block']!, { hash: `0x${'22'.repeat(32)}` })],
      ['block.timestampSeconds', (manifest) => Object.assign(manifest['block']!, { timestampSeconds: 1 })],
    ];
    for (const [field, change] of said) {
      const isThere = field !== 'losses' || (JSON.parse(readFileSync(join(whole, 'manifest.json'), 'utf8')) as { losses: unknown[] }).losses.length > 0;
      if (isThere) expectFound(await found((folder) => editJson(folder, 'manifest.json', change, 2)), { file: 'manifest.json', field: like(new RegExp(`^${field}`)) });
    }
    expectFound(await found((folder) => editJson(folder, 'quality.json', (quality: { gate: { hasPassed: boolean } }) => (quality.gate.hasPassed = !quality.gate.hasPassed), 2)), { file: 'quality.json', field: 'gate.hasPassed' });
    expectFound(await found((folder) => editText(folder, 'proof/pack.json', (text) => text.replace('"bytes":1', '"bytes":2'))), { file: 'proof/pack.json', reason: like(/was changed/) });
  });

  it('is found by another coordinator, chain or project', async () => {
    const change = (fields: object) => (folder: string) => editJson(folder, 'manifest.json', (manifest: object) => Object.assign(manifest, fields), 2);
    for (const fields of [{ chainId: 1 }, { coordinator: `0x${'33'.repeat(20)}` }, { project: { id: '99' } }]) for (const { code } of await found(change(fields))) expect(code).toBe(1);
  });

  it('is found in its proof', async () => {
    const PROOF = 'proof/chain.jsonl';
    const lineWith = (text: string, part: string) => text.split('\n').findIndex((line) => line.includes(part));
    const edited = (edit: (lines: string[]) => void) => (folder: string) => editText(folder, PROOF, (text) => { const all = text.split('\n'); edit(all); return all.join('\n'); });
    const at = lineWith(readFileSync(join(whole, PROOF), 'utf8'), '"receipts"');
    const nibble = (text: string, place: number) => text.slice(0, place) + (text[place] === 'a' ? 'b' : 'a') + text.slice(place + 1);
    expectFound(await found(edited((lines) => lines.splice(at, 1))), { file: PROOF });
    expectFound(await found(edited((lines) => lines.splice(-2, 1))), { file: PROOF, reason: like(/breaks off/) });
    expectFound(await found(edited((lines) => (lines[at] = nibble(lines[at]!, lines[at]!.indexOf('"receipts":["0x') + 400)))), { file: PROOF, field: like(/receipts/) });
    expectFound(await found(edited((lines) => (lines[at] = nibble(lines[at]!, lines[at]!.indexOf('"nodes":["0x') + 100)))), { file: PROOF, field: like(/transactions/) });
    expectFound(await found(edited((lines) => (lines[at] = nibble(lines[at]!, 30)))), { file: PROOF });
    expectFound(await found(edited((lines) => (lines[at] = ` ${lines[at]!}`))), { file: PROOF, reason: like(/otherwise/) });
    expectFound(await found((folder) => rmSync(join(folder, PROOF))), { file: PROOF });
  });

  it('is found by any one byte of any file', async () => {
    let seed = 7;
    const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
    for (const name of filesOf(whole)) {
      const folder = copyOf(whole, join(project.home, `copy-${++copies}`));
      const { length } = readFileSync(join(folder, name));
      flipByte(folder, name, random(length), 1 << random(7));
      const { code, faults, stderr } = await verify(folder, '--offline');
      // Who says that another version wrote it is told that this one cannot check it.
      if (stderr.includes('WRITER_UNKNOWN')) expect(code).toBe(2);
      else {
        expect(code, name).toBe(1);
        expect(faults.map(({ file }) => file)).toContain(name);
      }
      rmSync(folder, { recursive: true });
    }
  });
});

describe('every other format', () => {
  it.each(formatsOfKind.boxes.filter((format) => format !== 'coco'))('%s: a changed label is found', async (format) => {
    const from = await exported(format, 'both');
    const own = filesOf(from).filter((name) => !/^(images|JPEGImages|proof|data|obj_train_data\/.*\.jpg)|\.jpg$|^(manifest|quality)\.json$|^(provenance|extras)\.jsonl$|classes\.txt|obj\.(names|data)|train\.txt|data\.yaml|labels\.txt|labelmap\.txt|\.xml$/.test(name) || /annotations\.xml$|Annotations\/[^/]+\.xml$/.test(name));
    const name = own.find((each) => readFileSync(join(from, each)).length > 200) ?? own[0]!;
    const { length } = readFileSync(join(from, name));
    for (const answer of await found((folder) => {
      if (format === 'parquet') flipByte(folder, name, Math.floor(length / 3));
      else editText(folder, name, (text) => text.replace(/(\d)(?=\D*$)/, (digit) => String((Number(digit) + 1) % 10)));
    }, from)) {
      expect(answer.code).toBe(1);
      expect(answer.faults.map(({ file }) => file)).toContain(name);
    }
  });
});

describe('what cannot be checked', () => {
  it('ends with 2, and says why', async () => {
    expect(await verify(join(project.home, 'nowhere'), '--offline')).toMatchObject({ code: 2, stderr: like(/NO_EXPORT/) });
    expect(await verify(whole, '--rpc', 'http://127.0.0.1:1', '--coordinator', project.chain.deployment.coordinator)).toMatchObject({ code: 2 });
    expect(await verify(whole, '--offline', '--rpc', 'http://127.0.0.1:1')).toMatchObject({ code: 2, stderr: like(/--rpc/) });
    const newer = copyOf(whole, join(project.home, `copy-${++copies}`));
    editJson(newer, 'manifest.json', (manifest: { writer: number }) => (manifest.writer = 99), 2);
    expect(await verify(newer, '--offline')).toMatchObject({ code: 2, stderr: like(/WRITER_UNKNOWN/) });
    const bare = copyOf(whole, join(project.home, `copy-${++copies}`));
    rmSync(join(bare, 'proof/chain.jsonl'));
    editJson(bare, 'manifest.json', (manifest: { proof: object }) => (manifest.proof = { reach: 'none', why: 'no reason' }), 2);
    expect(await verify(bare, '--offline')).toMatchObject({ code: 2, stderr: like(/NO_PROOF/) });
    writeFileSync(join(bare, 'manifest.json'), 'no JSON');
    expect(await verify(bare, '--offline')).toMatchObject({ code: 1, faults: [{ file: 'manifest.json' }] });
  });
});
