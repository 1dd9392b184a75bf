import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Answer } from '../quality/answers.ts';

const folder = fileURLToPath(new URL('../../../shared/fixtures/crowd-product/', import.meta.url));

/** Real answers of real workers with the truth, for tests alone; null on a clone without the fixtures beside it. */
export function realCrowd(): { answers: Answer[]; gold: Map<string, string> } | null {
  if (!existsSync(`${folder}crowd.csv`)) return null;
  const rows = (name: string) => readFileSync(`${folder}${name}`, 'utf8').trim().split(/\r?\n/).slice(1).map((line) => line.split(','));
  return {
    answers: rows('crowd.csv').map(([task = '', worker = '', label = '']) => ({ task, worker, label })),
    gold: new Map(rows('gold.csv').map(([task = '', label = '']) => [task, label])),
  };
}
