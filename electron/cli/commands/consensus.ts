import type { Result } from '../../../shared/host-api.ts';
import { type ConsensusVector, answerOf, consensusVectorSchema, differences } from '../../../shared/consensus/vectors.ts';
import { decodeCoordinatorResult, encodeCoordinatorCall, kindNames } from '../../../shared/protocol/abi.ts';
import type { FreshChain } from '../../host/chain/local/fresh-chain.ts';
import { fail } from '../../host/context.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { readJson } from '../files.ts';
import type { Output } from '../output.ts';

export interface ConsensusOptions {
  readonly file: string;
  readonly engine: 'reference' | 'contract';
  readonly show: number;
  readonly json?: boolean;
}

type Answer = ConsensusVector['expected'];
/** An answer, or why the engine gave none: a case's labels may be such that the contract refuses them. */
type EngineAnswer = { readonly answer: Answer } | { readonly error: string };
type Engine = (vectors: readonly ConsensusVector[]) => Promise<Result<EngineAnswer[]>>;

const CALLS_AT_ONCE = 64;
const CANNOT_TELL = 'ff';

const reference: Engine = async (vectors) => ({
  ok: true,
  value: vectors.map((vector) => {
    try {
      return { answer: answerOf(vector) };
    } catch (error) {
      return { error: error instanceof Error ? error.message : String(error) };
    }
  }),
});

async function askContract({ rpc, deployment }: FreshChain, vector: ConsensusVector): Promise<EngineAnswer> {
  const { kind, quorum, thresholdBps, agreementBps, labels } = vector;
  const data = encodeCoordinatorCall('consensusOf', [kindNames.indexOf(kind), quorum, thresholdBps, agreementBps, labels.map((text) => `0x${text}`)]);
  const returned = await rpc.call({ to: deployment.coordinator, data });
  if (!returned.ok) return { error: `${returned.error.code}: ${returned.error.message}` };
  const { resolved, consensus, scoresBps, agrees, accepted } = decodeCoordinatorResult('consensusOf', returned.value);
  // A seat that cannot tell has no score; the contract's list has a zero in its place.
  const scores = scoresBps.map((score, seat) => (labels[seat] === CANNOT_TELL ? null : score));
  return { answer: { resolved, consensus: consensus.slice(2), scoresBps: scores, agrees: [...agrees], accepted } };
}

const contract: Engine = async (vectors) => {
  // The reference needs no chain: its command does not wait for one to be loaded.
  const { startFreshChain } = await import('../../host/chain/local/fresh-chain.ts');
  const chain = await startFreshChain();
  if (!chain.ok) return chain;
  try {
    const answers: EngineAnswer[] = [];
    for (let from = 0; from < vectors.length; from += CALLS_AT_ONCE) {
      answers.push(...(await Promise.all(vectors.slice(from, from + CALLS_AT_ONCE).map((vector) => askContract(chain.value, vector)))));
    }
    return { ok: true, value: answers };
  } finally {
    await chain.value.close();
  }
};

interface Mismatch {
  readonly index: number;
  readonly fields: readonly string[];
  readonly expected: Answer;
  readonly actual: Answer | null;
  readonly error?: string;
}

function readVectors(path: string): Result<ConsensusVector[]> {
  const json = readJson(path);
  if (!json.ok) return json;
  if (!Array.isArray(json.value)) return fail('BAD_VECTORS', `${path} holds no list of cases.`, { field: path, fix: 'Give a JSON array of cases with kind, quorum, thresholdBps, agreementBps, labels and expected.' });
  const vectors: ConsensusVector[] = [];
  for (const [index, item] of json.value.entries()) {
    const parsed = consensusVectorSchema.safeParse(item);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      return fail('BAD_VECTORS', `${path}: case ${index}: ${issue?.path.map(String).join('.') ?? ''}: ${issue?.message ?? 'not of the form'}`, { field: `[${index}].${issue?.path.map(String).join('.') ?? ''}` });
    }
    vectors.push(parsed.data);
  }
  return { ok: true, value: vectors };
}

function mismatchesOf(vectors: readonly ConsensusVector[], answers: readonly EngineAnswer[]): Mismatch[] {
  return vectors.flatMap((vector, index): Mismatch[] => {
    const answer = answers[index] ?? { error: 'no answer' };
    if ('error' in answer) return [{ index, fields: ['error'], expected: vector.expected, actual: null, error: answer.error }];
    const fields = differences(vector.expected, answer.answer);
    return fields.length === 0 ? [] : [{ index, fields, expected: vector.expected, actual: answer.answer }];
  });
}

/** `tessera consensus`: exit code 1 where the engine answers otherwise than the file says. */
export async function runConsensus(options: ConsensusOptions, output: Output): Promise<Result<ExitCode>> {
  const vectors = readVectors(options.file);
  if (!vectors.ok) return vectors;
  const answers = await (options.engine === 'reference' ? reference : contract)(vectors.value);
  if (!answers.ok) return answers;
  const mismatches = mismatchesOf(vectors.value, answers.value);
  const first = mismatches.slice(0, options.show);
  output.result({ engine: options.engine, cases: vectors.value.length, mismatches: mismatches.length, first }, () =>
    [`${vectors.value.length} cases, ${mismatches.length} mismatches (${options.engine})`, ...first.map((one) => `case ${one.index}: ${one.error ?? one.fields.map((field) => `${field} expected ${JSON.stringify(one.expected[field as keyof Answer])}, got ${JSON.stringify(one.actual?.[field as keyof Answer])}`).join('; ')}`)].join('\n'),
  );
  return { ok: true, value: mismatches.length === 0 ? EXIT.done : EXIT.differs };
}
