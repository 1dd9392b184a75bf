import { z } from 'zod';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { projectKindSchema } from '../labels/schema.ts';
import { consensusOf } from './consensus.ts';
import type { ItemConsensus } from './outcome.ts';

const hex = z.string().regex(/^([0-9a-f]{2})*$/, 'must be hexadecimal digits without 0x');

/** One case of a vectors file. `labels` is each seat's encoded item in hex. */
export const consensusVectorSchema = z.object({
  kind: projectKindSchema,
  mode: z.string().optional(),
  quorum: z.int().min(1),
  thresholdBps: z.int().min(1).max(10_000),
  agreementBps: z.int().min(0).max(10_000),
  labels: z.array(hex).min(1),
  expected: z.object({
    resolved: z.boolean(),
    consensus: hex,
    scoresBps: z.array(z.int().nullable()),
    agrees: z.array(z.boolean()),
    accepted: z.int(),
  }),
});
export type ConsensusVector = z.infer<typeof consensusVectorSchema>;
export const consensusVectorsSchema = z.array(consensusVectorSchema);

export const labelsOfVector = (vector: ConsensusVector): Uint8Array[] => vector.labels.map((text) => hexToBytes(text));

/** An engine's answer in the form of a vectors file. */
export function asExpected(result: ItemConsensus): ConsensusVector['expected'] {
  return {
    resolved: result.resolved,
    consensus: bytesToHex(result.consensus),
    scoresBps: [...result.scoresBps],
    agrees: [...result.agrees],
    accepted: result.accepted,
  };
}

/** The reference's answer to a case. */
export function answerOf(vector: ConsensusVector): ConsensusVector['expected'] {
  return asExpected(consensusOf(vector, labelsOfVector(vector)));
}

/** The names of the fields in which an answer differs from what is expected; none where it is right. */
export function differences(expected: ConsensusVector['expected'], actual: ConsensusVector['expected']): string[] {
  const fields = ['resolved', 'consensus', 'scoresBps', 'agrees', 'accepted'] as const;
  return fields.filter((field) => JSON.stringify(expected[field]) !== JSON.stringify(actual[field]));
}
