import { z } from 'zod';
import { readJsonFile, writeAtomic } from '../chain/local/durable.ts';
import type { AttachedChain, Attachment } from '../chain/local/owner.ts';
import type { OwnMethod } from '../chain/local/proxy.ts';
import { PracticeRunner } from './runner.ts';
import { type PracticePack, loadPracticePacks } from './sample-packs.ts';
import { type Seeds, nameReviewer, sampleLead, seedProjects } from './seeding.ts';
import type { practiceAnswerSchema } from './practice-answer.ts';

export interface PracticeOptions {
  readonly homeDir: string;
  /** Where `npm run build:sample` has put the sample. */
  readonly sampleDir: string;
  readonly log: (line: string) => void;
  /** Opens the sample projects at the first start. */
  readonly isSeeding: boolean;
  /** False: practice is not there at all and cannot be switched on. */
  readonly isPractising: boolean;
  readonly graceMs: number;
}

const stateSchema = z.object({ isEnabled: z.boolean() });

async function packsOf(options: PracticeOptions): Promise<PracticePack[]> {
  if (!options.isSeeding && !options.isPractising) return [];
  const packs = await loadPracticePacks(options.sampleDir, options.homeDir);
  if (packs.ok) return packs.value;
  options.log(`${packs.error.message}. ${packs.error.fix ?? ''}`);
  return [];
}

/** What lives with the local chain: the sample projects, the practice people, and everybody's duties. */
export async function attachPractice(chain: AttachedChain, options: PracticeOptions): Promise<Attachment> {
  const packs = await packsOf(options);
  const lead = sampleLead(chain);
  const seeds: Seeds = options.isSeeding ? await seedProjects(chain, lead, packs, options.log) : new Map();
  let isEnabled = readJsonFile(chain.paths.practice, stateSchema)?.isEnabled ?? true;
  const runner = new PracticeRunner(chain, {
    packs: options.isPractising ? packs : [],
    graceMs: options.graceMs,
    isEnabled: () => isEnabled && options.isPractising,
    log: options.log,
  });
  runner.start();
  const status = (): z.infer<typeof practiceAnswerSchema> => ({
    isAvailable: options.isPractising && packs.length > 0,
    isEnabled: options.isPractising && isEnabled,
    note: options.isPractising ? `Two practice annotators take free seats ${options.graceMs / 1000} s after your first commitment; a practice expert audits.` : 'The local chain was started without practice.',
  });
  const own: Record<string, OwnMethod> = {
    tessera_practiceStatus: async () => ({ ok: true, value: status() }),
    tessera_practiceSet: async ([wanted]) => {
      isEnabled = wanted === true;
      writeAtomic(chain.paths.practice, JSON.stringify({ isEnabled }));
      runner.wake();
      return { ok: true, value: status() };
    },
  };
  return { own, onFaucet: (account) => nameReviewer(chain, lead, seeds, account), close: () => runner.close() };
}
