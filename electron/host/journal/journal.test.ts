import { appendFile, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { must } from '../../../shared/result.ts';
import { openJournal } from './journal.ts';
import type { JournalOptions, JournalService } from './journal.ts';

let dir: string;
const logged: string[] = [];
const options: JournalOptions = { nowMs: () => 1_700_000_000_000, log: (line) => logged.push(line) };

async function open(more: Partial<JournalOptions> = {}): Promise<JournalService> {
  return must(await openJournal(dir, { ...options, ...more }));
}

const edit = (n: number) => ({ entries: [{ kind: 'edit', key: `item-${String(n)}`, payload: { n, text: 'naïve 👩‍🔬' } }] });

async function segmentFiles(): Promise<string[]> {
  return (await readdir(dir)).filter((name) => name.endsWith('.jsonl')).sort();
}

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'journal-'));
  logged.length = 0;
});
afterEach(() => rm(dir, { recursive: true, force: true }));

describe('the journal', () => {
  it('begins with a canary, numbers entries without a gap and gives them back after a reopening', async () => {
    const journal = await open();
    expect(must(await journal.append(edit(1))).seq).toBe(1);
    expect(must(await journal.append(edit(2))).seq).toBe(2);
    await journal.close();
    const again = await open();
    const { entries, nextSeq } = must(await again.read({ fromSeq: 0, limit: 100 }));
    expect(entries.map((entry) => entry.kind)).toEqual(['canary', 'edit', 'edit']);
    expect(entries[2]).toMatchObject({ seq: 2, key: 'item-2', payload: { n: 2, text: 'naïve 👩‍🔬' }, atMs: 1_700_000_000_000 });
    expect(nextSeq).toBeNull();
    expect(must(await again.status({}))).toMatchObject({ entries: 3, tornTail: false });
    await again.close();
  });

  it('keeps concurrent appends whole and in order', async () => {
    const journal = await open();
    const answers = await Promise.all(Array.from({ length: 300 }, (_, n) => journal.append(edit(n))));
    expect(answers.map((answer) => must(answer).seq)).toEqual(Array.from({ length: 300 }, (_, n) => n + 1));
    const { entries } = must(await journal.read({ fromSeq: 1, limit: 1000 }));
    expect(entries.map((entry) => entry.key)).toEqual(Array.from({ length: 300 }, (_, n) => `item-${String(n)}`));
    await journal.close();
  });

  it('reads by page over several files', async () => {
    const journal = await open({ segmentBytes: 2000 });
    for (let n = 0; n < 60; n += 1) must(await journal.append(edit(n)));
    expect((await segmentFiles()).length).toBeGreaterThan(3);
    await journal.close();
    const again = await open({ segmentBytes: 2000 });
    must(await again.append(edit(60)));
    const keys: string[] = [];
    let from: number | null = 1;
    while (from !== null) {
      const page: { entries: { key: string }[]; nextSeq: number | null } = must(await again.read({ fromSeq: from, limit: 7 }));
      keys.push(...page.entries.map((entry) => entry.key));
      from = page.nextSeq;
    }
    expect(keys).toEqual(Array.from({ length: 61 }, (_, n) => `item-${String(n)}`));
    await again.close();
  });

  it('starts a page deep in a long file where it was asked to', async () => {
    const journal = await open();
    must(await journal.append({ entries: Array.from({ length: 500 }, (_, n) => ({ kind: 'edit', key: String(n), payload: n })) }));
    must(await journal.append({ entries: Array.from({ length: 500 }, (_, n) => ({ kind: 'edit', key: String(n + 500), payload: n })) }));
    const read = async (service: JournalService) => must(await service.read({ fromSeq: 901, limit: 2 })).entries.map((e) => e.key);
    expect(await read(journal)).toEqual(['900', '901']);
    await journal.close();
    const again = await open();
    expect(await read(again)).toEqual(['900', '901']);
    await again.close();
  });

  it.each([
    ['half a line', '{"atMs":1,"key":"x"'],
    ['a line that does not follow', '{"atMs":1,"key":"x","kind":"edit","payload":1,"seq":9,"hash":"' + 'a'.repeat(64) + '"}\n'],
    ['zeros, as a power cut leaves them', '\0'.repeat(5000)],
  ])('cuts a torn tail (%s), keeps it aside and goes on', async (_, tail) => {
    const journal = await open();
    must(await journal.append(edit(1)));
    await journal.close();
    const path = join(dir, '0000000000000000.jsonl');
    await appendFile(path, tail);
    const again = await open();
    expect(must(await again.status({}))).toMatchObject({ entries: 2, tornTail: true });
    const [aside] = (await readdir(dir)).filter((name) => name.startsWith('torn-'));
    expect(await readFile(join(dir, aside ?? ''), 'utf8')).toBe(tail);
    expect(logged.join()).toContain(aside);
    expect(must(await again.append(edit(2))).seq).toBe(2);
    await again.close();
    const third = await open();
    expect(must(await third.read({ fromSeq: 0, limit: 10 })).entries).toHaveLength(3);
    await third.close();
  });

  it('cuts the tail of the file before, where a crash came between two files', async () => {
    const journal = await open({ segmentBytes: 1 });
    must(await journal.append(edit(1)));
    await journal.close();
    const files = await segmentFiles();
    expect((await stat(join(dir, files.at(-1) ?? ''))).size).toBe(0);
    const again = await open();
    expect(must(await again.append(edit(2))).seq).toBe(2);
    await again.close();
  });

  it('refuses to go on where a file is missing in between, and touches nothing', async () => {
    const journal = await open({ segmentBytes: 300 });
    for (let n = 0; n < 10; n += 1) must(await journal.append(edit(n)));
    await journal.close();
    const files = await segmentFiles();
    await rm(join(dir, files.at(-2) ?? ''));
    const before = await readdir(dir);
    const result = await openJournal(dir, options);
    expect(result).toMatchObject({ ok: false, error: { code: 'JOURNAL_DAMAGED' } });
    expect(await readdir(dir)).toEqual(before);
  });

  it('shows an entry that was edited on the disk', async () => {
    const journal = await open({ segmentBytes: 2000 });
    for (let n = 0; n < 20; n += 1) must(await journal.append(edit(n)));
    await journal.close();
    const path = join(dir, '0000000000000000.jsonl');
    await writeFile(path, (await readFile(path, 'utf8')).replace('item-2"', 'item-9"'));
    const again = await open({ segmentBytes: 2000 });
    const first = must(await again.read({ fromSeq: 0, limit: 100 }));
    expect(first.entries.map((entry) => entry.key)).toEqual(['journal', 'item-0', 'item-1']);
    expect(await again.read({ fromSeq: 3, limit: 100 })).toMatchObject({ ok: false, error: { code: 'JOURNAL_DAMAGED' } });
    await again.close();
  });

  it('refuses before the disk is full, and takes entries again after', async () => {
    let free = 1_000_000_000;
    const journal = await open({ freeBytes: () => Promise.resolve(free) });
    must(await journal.append(edit(1)));
    free = 1_000_000;
    expect(await journal.append(edit(2))).toMatchObject({ ok: false, error: { code: 'DISK_FULL' } });
    expect(must(await journal.status({})).freeBytes).toBe(1_000_000);
    free = 1_000_000_000;
    expect(must(await journal.append(edit(3))).seq).toBe(2);
    await journal.close();
  });

  it('refuses what JSON cannot say, by name', async () => {
    const journal = await open();
    const append = (payload: unknown) => journal.append({ entries: [{ kind: 'edit', key: 'k', payload }] });
    expect(await append({ a: 10n })).toMatchObject({ ok: false, error: { code: 'NOT_JSON' } });
    expect(await append({ a: Number.NaN })).toMatchObject({ ok: false, error: { code: 'NOT_JSON' } });
    expect(await append(new Map())).toMatchObject({ ok: false, error: { code: 'NOT_JSON' } });
    const deep = JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`) as unknown;
    expect(await append(deep)).toMatchObject({ ok: false, error: { code: 'NOT_JSON' } });
    expect(await append('x'.repeat(5_000_000))).toMatchObject({ ok: false, error: { code: 'ENTRY_TOO_LARGE' } });
    await journal.close();
  });

  it('refuses after it was closed', async () => {
    const journal = await open();
    await journal.close();
    expect(await journal.append(edit(1))).toMatchObject({ ok: false, error: { code: 'JOURNAL_CLOSED' } });
  });

  it('loses only what was cut off, not what came before', async () => {
    const journal = await open();
    for (let n = 0; n < 5; n += 1) must(await journal.append(edit(n)));
    await journal.close();
    const path = join(dir, '0000000000000000.jsonl');
    await truncate(path, (await stat(path)).size - 1);
    const again = await open();
    expect(must(await again.status({})).entries).toBe(5);
    await again.close();
  });
});
