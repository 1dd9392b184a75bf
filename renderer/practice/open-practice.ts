import type { HostClient, HostError } from '../../shared/host-api.ts';
import { parseBytes32 } from '../../shared/labels/ids.ts';
import { parseManifestOf } from '../../shared/protocol/manifest.ts';
import type { TesseraDatabase } from '../store/database.ts';
import type { SeatKey } from '../store/keys.ts';
import { adoptPractice, isPracticeKept, practiceSeat } from '../store/practice.ts';
import type { PracticeKind } from '../store/practice.ts';

interface PracticeParts {
  db: TesseraDatabase;
  host: Pick<HostClient, 'call'>;
  nowMs: () => number;
}

export type OpenedPractice = { ok: true; seat: SeatKey } | { ok: false; error: HostError };

/** The practice seat of a kind: from this disk where it is there already, else out of the host's sample. */
export async function openPractice({ db, host, nowMs }: PracticeParts, kind: PracticeKind): Promise<OpenedPractice> {
  const seat = practiceSeat(kind);
  if (await isPracticeKept(db, kind)) return { ok: true, seat };
  const packs = await host.call('packs.sample', {});
  if (!packs.ok) return packs;
  const root = packs.value.find(({ key }) => key === kind)?.root;
  if (root === undefined) return failed(`The sample has no pack for ${kind}`);
  const answer = await host.call('packs.manifest', { root });
  if (!answer.ok) return answer;
  const manifest = parseManifestOf(parseBytes32(root), answer.value);
  if (!manifest.ok) return failed(manifest.error.message);
  await adoptPractice(db, kind, { root, manifest: manifest.value }, nowMs());
  return { ok: true, seat };
}

function failed(message: string): OpenedPractice {
  return { ok: false, error: { code: 'SAMPLE_BROKEN', message } };
}
