import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Hex } from '../../../shared/bytes.ts';
import { bytes32Schema } from '../../../shared/labels/ids.ts';
import type { Bytes32 } from '../../../shared/labels/ids.ts';
import { goldTree } from '../../../shared/protocol/gold/gold.ts';
import { syncFolder, writeFileAtomic } from '../atomic-file.ts';
import { statedAnswerSchema } from './read-answers.ts';
import type { StatedAnswer } from './read-answers.ts';

const labels = z.string().regex(/^0x([0-9a-f]{2})+$/).transform((text) => text as Hex);
export const goldBatchSchema = z.object({ index: z.int().min(0), items: z.array(z.int().min(0).max(63)), truths: z.array(labels), salt: bytes32Schema });
export const goldPlanSchema = z.object({ version: z.literal(1), goldRoot: bytes32Schema, manifestRoot: bytes32Schema, batches: z.array(goldBatchSchema).min(1) });
/** Everything that a project has committed to: enough to reveal each batch. */
export type GoldPlan = z.infer<typeof goldPlanSchema>;

const answersSchema = z.object({ version: z.literal(1), answers: z.record(z.string(), statedAnswerSchema) });

/**
 * A lead's known answers on disk: `<profile>/gold/answers/<manifest root>.json` by item, and
 * `<profile>/gold/plans/<gold root>.json` for what was committed to. Readable by their owner alone; no pack and no
 * export has any of it.
 */
export class GoldFiles {
  readonly #answersDir: string;
  readonly #plansDir: string;

  constructor(profileDir: string) {
    this.#answersDir = join(profileDir, 'gold', 'answers');
    this.#plansDir = join(profileDir, 'gold', 'plans');
  }

  async putAnswers(manifestRoot: string, answers: ReadonlyMap<string, StatedAnswer>): Promise<void> {
    await this.#put(this.#answersDir, manifestRoot, { version: 1, answers: Object.fromEntries(answers) });
  }

  /** By item id; null where there are none for this pack. */
  async answers(manifestRoot: Bytes32): Promise<ReadonlyMap<string, StatedAnswer> | null> {
    const parsed = answersSchema.safeParse(await read(join(this.#answersDir, `${manifestRoot}.json`)));
    return parsed.success ? new Map(Object.entries(parsed.data.answers)) : null;
  }

  async putPlan(plan: GoldPlan): Promise<void> {
    await this.#put(this.#plansDir, plan.goldRoot, plan);
  }

  /** null where the file is missing, or is not what its name says. */
  async plan(goldRoot: Bytes32): Promise<GoldPlan | null> {
    const parsed = goldPlanSchema.safeParse(await read(join(this.#plansDir, `${goldRoot}.json`)));
    return parsed.success && isWhole(parsed.data, goldRoot) ? parsed.data : null;
  }

  async #put(dir: string, name: string, value: object): Promise<void> {
    const made = await mkdir(dir, { recursive: true, mode: 0o700 });
    if (made !== undefined) await syncFolder(join(made, '..'));
    await writeFileAtomic(join(dir, `${name}.json`), JSON.stringify(value));
  }
}

/** Whether the batches hash to the root: a damaged copy would reveal nothing. */
export function isWhole(plan: GoldPlan, goldRoot: Bytes32): boolean {
  return plan.goldRoot === goldRoot && plan.batches.every(({ index }, at) => index === at) && goldTree(plan.batches).root === goldRoot;
}

async function read(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch(() => null);
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
