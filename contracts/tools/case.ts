// The fixture form that forge's tests read: ABI-encoded cases, since parsing JSON in Solidity is slow.
import { AbiCoder } from 'ethers'
import { z } from 'zod'

const caseTuple =
  'tuple(uint8 kind,uint8 quorum,uint16 thresholdBps,uint16 agreementBps,bytes[] labels,bool resolved,bytes consensus,uint16[] scoresBps,bool[] agrees,uint8 accepted)[]'

/** A vector as `vectors/consensus.json` writes it; hex without 0x. */
export const vectorSchema = z.object({
  kind: z.enum(['class', 'boxes', 'spans']),
  quorum: z.number().int(),
  thresholdBps: z.number().int(),
  agreementBps: z.number().int(),
  labels: z.array(z.string()),
  expected: z.object({
    resolved: z.boolean(),
    consensus: z.string(),
    scoresBps: z.array(z.number().int().nullable()),
    agrees: z.array(z.boolean()),
    accepted: z.number().int(),
  }),
})

export type Vector = z.infer<typeof vectorSchema>

export const kindNumber = { class: 0, boxes: 1, spans: 2 } as const

/** Bytes for `abi.decode(..., (Case[]))`; a seat that cannot tell has score 0. */
export function encodeCases(vectors: readonly Vector[]): string {
  const rows = vectors.map(({ expected, ...item }) => ({
    kind: kindNumber[item.kind],
    quorum: item.quorum,
    thresholdBps: item.thresholdBps,
    agreementBps: item.agreementBps,
    labels: item.labels.map((hex) => `0x${hex}`),
    resolved: expected.resolved,
    consensus: `0x${expected.consensus}`,
    scoresBps: expected.scoresBps.map((score) => score ?? 0),
    agrees: expected.agrees,
    accepted: expected.accepted,
  }))
  return AbiCoder.defaultAbiCoder().encode([caseTuple], [rows])
}
