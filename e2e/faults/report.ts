import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { CampaignResult } from './campaign.ts';
import type { RoundResult } from './rounds.ts';

const BEGIN = '<!-- crash table: made by npm run test:crash -->';
const END = '<!-- crash table: end -->';

/** A kill that waited for a transaction and met none is not counted among those that met one. */
function kindOf({ strike, what }: RoundResult): string {
  return what.startsWith('killed without') ? `${strike}: none came, killed all the same` : strike;
}

function tableOf(seed: number, results: readonly CampaignResult[]): string {
  const kinds = new Map<string, RoundResult[]>();
  for (const { rounds } of results) for (const round of rounds) kinds.set(kindOf(round), [...(kinds.get(kindOf(round)) ?? []), round]);
  const rows = [...kinds].map(([kind, rounds]) => `| ${kind} | ${rounds.length} | ${rounds.filter(({ problems }) => problems.length > 0).length} |`);
  const sum = (of: (result: CampaignResult) => number): number => results.reduce((total, result) => total + of(result), 0);
  const allRounds = sum(({ rounds }) => rounds.length);
  const problems = results.flatMap(({ seed: of, rounds, outcome }) => [...rounds.flatMap((round) => round.problems.map((problem) => `- seed ${of}, ${round.strike} (${round.what}): ${problem}`)), ...outcome.problems.map((problem) => `- seed ${of}, at the end: ${problem}`)]);
  return [
    `Run of ${new Date().toISOString().slice(0, 10)}, seed ${seed}: ${allRounds} rounds in ${results.length} worlds.`,
    '',
    '| what went wrong | rounds | rounds after which something did not hold |',
    '| --- | ---: | ---: |',
    ...rows,
    `| all | ${allRounds} | ${[...kinds.values()].flat().filter((round) => round.problems.length > 0).length} |`,
    '',
    `At the end of the worlds: ${sum(({ outcome }) => outcome.labels)} labels on the chain, each once and every acknowledged one among them, in ${sum(({ outcome }) => outcome.seats)} seats, each committed, revealed and paid once; ${sum(({ outcome }) => outcome.transactions)} transactions of the annotators in blocks; balances right to the last unit in ${results.filter(({ outcome }) => outcome.problems.length === 0).length} of ${results.length} worlds.`,
    ...(problems.length === 0 ? [] : ['', 'What did not hold:', '', ...problems]),
  ].join('\n');
}

/** Puts the table into the document, between its marks. */
export function writeReliability(path: string, seed: number, results: readonly CampaignResult[]): void {
  const table = `${BEGIN}\n${tableOf(seed, results)}\n${END}`;
  const text = existsSync(path) ? readFileSync(path, 'utf8') : `# Reliability\n\n${BEGIN}\n${END}\n`;
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`${path} has no place for the table`);
  writeFileSync(path, `${text.slice(0, begin)}${table}${text.slice(end + END.length)}`);
}
