// Compiles the consensus library from sources in memory.
import { createRequire } from 'node:module'

import { z } from 'zod'

export interface Library {
  /** Deployed code in hex with 0x. */
  readonly code: string
  /** By the function's name, hex without 0x. */
  readonly selectors: Readonly<Record<string, string>>
}

const outputSchema = z.object({
  errors: z.array(z.object({ severity: z.string(), message: z.string() })).optional(),
  contracts: z
    .record(
      z.string(),
      z.record(z.string(), z.object({ evm: z.object({ deployedBytecode: z.object({ object: z.string() }), methodIdentifiers: z.record(z.string(), z.string()) }) })),
    )
    .optional(),
})

const compilerSchema = z.custom<{ compile(input: string): string }>((value) => typeof value === 'object' && value !== null && 'compile' in value)

const target = 'contracts/src/libraries/LabelConsensus.sol'

/** Just enough steps for the code to fit the stack: five times faster than the release's. */
const optimizer = {
  enabled: true,
  runs: 1,
  details: { inliner: false, cse: false, deduplicate: false, constantOptimizer: false, yul: true, yulDetails: { stackAllocation: true, optimizerSteps: 'dhfoDgvulfnTUtnIf:' } },
}

/** The library, or the compiler's first error. */
export function compile(sources: ReadonlyMap<string, string>): Library | string {
  const solc = compilerSchema.parse(createRequire(import.meta.url)('solc'))
  const input = {
    language: 'Solidity',
    sources: Object.fromEntries([...sources].map(([path, content]) => [path, { content }])),
    settings: {
      optimizer,
      viaIR: true,
      evmVersion: 'cancun',
      metadata: { bytecodeHash: 'none', appendCBOR: false },
      outputSelection: { [target]: { LabelConsensus: ['evm.deployedBytecode.object', 'evm.methodIdentifiers'] } },
    },
  }
  const output = outputSchema.parse(JSON.parse(solc.compile(JSON.stringify(input))))
  const error = output.errors?.find(({ severity }) => severity === 'error')
  if (error !== undefined) return error.message
  const evm = output.contracts?.[target]?.['LabelConsensus']?.evm
  if (evm === undefined) return 'nothing was compiled'
  const selectors = Object.fromEntries(Object.entries(evm.methodIdentifiers).map(([signature, selector]) => [signature.split('(')[0] ?? '', selector]))
  return { code: `0x${evm.deployedBytecode.object}`, selectors }
}
