import type { HostError, Result } from '../../../shared/host-api.ts';
import type { Hex } from '../../../shared/bytes.ts';
import type { RawBlock } from '../chain/raw-block.ts';
import { mayHaveLogsOf } from './bloom.ts';
import { decodeHeader } from './header.ts';
import { blockLine, headLine } from './proof-file.ts';
import type { ProofBlock, Reach } from './proof-file.ts';
import { logsOfReceipt } from './receipt.ts';
import { proofsOf, rootOf } from './trie.ts';

export interface ProofRequest {
  readonly coordinator: string;
  readonly reach: Reach;
  /** The coordinator's first block, and the one that the export is as of. */
  readonly fromBlock: number;
  readonly toBlock: number;
  /** Those with events that count. */
  readonly blocksWithEvents: ReadonlySet<number>;
  readonly rawBlock: (number: number, isWhole: boolean) => Promise<Result<RawBlock>>;
}

/** Asked for at a time. */
const AT_ONCE = 16;

/** Thrown out of the lines: what was written until then is no proof. */
export class NoProof extends Error {
  constructor(readonly reason: HostError) {
    super(reason.message);
  }
}

/** The proof's lines, each held against the block's roots before it is given. Throws NoProof. */
export async function* proofLines(request: ProofRequest): AsyncGenerator<string> {
  const { reach, fromBlock, toBlock, blocksWithEvents } = request;
  const numbers = reach === 'whole' ? Array.from({ length: toBlock - fromBlock + 1 }, (_, place) => fromBlock + place) : [...new Set([...blocksWithEvents, toBlock])].sort((one, other) => one - other);
  const first = numbers[0] ?? toBlock;
  yield headLine({ kind: 'tessera-light-proof', version: 1, reach, fromBlock: first, toBlock });
  for (let at = 0; at < numbers.length; at += AT_ONCE) {
    for (const block of await Promise.all(numbers.slice(at, at + AT_ONCE).map((number) => proofBlock(request, number)))) yield blockLine(block);
  }
}

async function proofBlock({ coordinator, blocksWithEvents, reach, rawBlock }: ProofRequest, number: number): Promise<ProofBlock> {
  const isNamed = blocksWithEvents.has(number);
  let raw = must(await rawBlock(number, isNamed));
  const header = decodeHeader(raw.header);
  if (header === null) throw new NoProof({ code: 'PROOF_UNAVAILABLE', message: `The header of block ${number} cannot be read back` });
  if (!isNamed && reach === 'whole' && mayHaveLogsOf(header.logsBloom, coordinator)) raw = must(await rawBlock(number, true));
  const { receipts, transactions, transactionHashes } = raw;
  if (receipts === null) return { header: raw.header };
  if ((await rootOf(receipts)) !== header.receiptsRoot) throw new NoProof({ code: 'PROOF_UNAVAILABLE', message: `The receipts of block ${number} are not made as Ethereum's are` });
  const indices = withLogsOf(coordinator, receipts);
  const proven = transactions === null ? null : await proofsOf(transactions, indices);
  const common = { header: raw.header, receipts: [...receipts] };
  if (proven !== null && proven.root === header.transactionsRoot) return { ...common, transactions: proven.proofs.map(({ index, nodes }) => ({ index, nodes: [...nodes] })) };
  return { ...common, hashes: indices.map((index) => ({ index, hash: transactionHashes[index] ?? '' })) };
}

/** Places of the receipts with a log of the coordinator. */
export function withLogsOf(coordinator: string, receipts: readonly Hex[]): number[] {
  return receipts.flatMap((receipt, index) => ((logsOfReceipt(receipt) ?? []).some(({ address }) => address.toLowerCase() === coordinator.toLowerCase()) ? [index] : []));
}

function must<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new NoProof(result.error);
}
