import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { HostEventData, Result } from '../../../shared/host-api.ts';
import { fail } from '../../host/context.ts';
import { publishPack } from '../../host/packs/export-pack.ts';
import { PackStore } from '../../host/packs/pack-store.ts';
import { createPacksService } from '../../host/packs/service.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import type { Output } from '../output.ts';

export interface PackOptions {
  readonly home: string;
  readonly root: string;
  readonly json?: boolean;
}

const isRoot = (text: string): boolean => /^0x[0-9a-f]{64}$/.test(text);
const noRoot = (text: string): Result<never> => fail('USAGE', `"${text}" is no pack's root.`, { field: 'ROOT', fix: 'tessera ingest prints it: 0x and 64 hex digits.' });

/** `tessera pack publish`: a pack of this home as a folder or zip file that others can fetch. */
export async function runPublish({ home, root, out }: PackOptions & { readonly out: string }, output: Output): Promise<Result<ExitCode>> {
  if (!isRoot(root)) return noRoot(root);
  const published = await publishPack(new PackStore(join(home, 'packs')), root, resolve(out), (done, total) => {
    if (done % 1000 === 0) output.progress(`${done} of ${total} files`);
  });
  if (!published.ok) return published;
  const { path, items, bytes } = published.value;
  output.result(published.value, () => `${items} items, ${bytes} bytes: ${path}`);
  return { ok: true, value: EXIT.done };
}

type Fetching = HostEventData<'packs.fetching'>;

/** `tessera pack fetch`: brings a pack to this home, going on from what has come before. */
export async function runFetch({ home, root, from }: PackOptions & { readonly from: string }, output: Output): Promise<Result<ExitCode>> {
  if (!isRoot(root)) return noRoot(root);
  const packs = createPacksService({ homeDir: home, profileDir: home, nowMs: Date.now });
  const source = existsSync(from) ? ({ from: 'path', path: resolve(from) } as const) : ({ from: 'uri', uri: from } as const);
  let last = '';
  const ended = new Promise<Fetching>((resolveEnd) => {
    packs.onFetching((state) => {
      const line = `${state.doneItems} of ${state.totalItems ?? '?'} files${state.state === 'waiting' ? `, waits: ${state.error?.message ?? ''}` : ''}`;
      if (line !== last) output.progress(line);
      last = line;
      if (state.state === 'done' || state.state === 'stopped') resolveEnd(state);
    });
  });
  const begun = await packs.fetch({ root, source });
  if (!begun.ok) return begun;
  const state = await ended;
  await packs.close();
  if (state.error !== null) return { ok: false, error: state.error };
  output.result({ root, name: state.name, items: state.totalItems, bytes: state.totalBytes }, () => `${state.name ?? ''}: ${state.totalItems ?? 0} files, ${state.totalBytes ?? 0} bytes, each as its hash says`);
  return { ok: true, value: EXIT.done };
}
