// Reads forge's output and lays it out as the files under shared/protocol/generated.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { z } from 'zod'

const linkSchema = z.record(z.string(), z.record(z.string(), z.array(z.object({ start: z.number(), length: z.number() }))))

const artefactSchema = z.object({
  abi: z.array(z.record(z.string(), z.unknown())),
  bytecode: z.object({ object: z.string(), linkReferences: linkSchema }),
})

export type Artefact = z.infer<typeof artefactSchema>

/** forge's artefact of one contract, e.g. ('LabelCoordinator.sol', 'LabelCoordinator'). Throws when it is missing. */
export function readArtefact(outDir: string, source: string, contract: string): Artefact {
  const path = join(outDir, source, `${contract}.json`)
  return artefactSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
}

/** Libraries that a bytecode must be linked with: fully qualified name and byte offsets of its 20-byte holes. */
export function linksOf(artefact: Artefact): { library: string; offsets: number[] }[] {
  return Object.values(artefact.bytecode.linkReferences).flatMap((libraries) =>
    Object.entries(libraries).map(([library, holes]) => ({ library, offsets: holes.map((hole) => hole.start) })),
  )
}

/** Bytecode with its link holes zeroed, so that the text does not depend on placeholder hashes. */
export function unlinkedBytecode(artefact: Artefact): string {
  const raw = artefact.bytecode.object
  return `0x${raw.replace(/^0x/, '').replace(/__\$[0-9a-f]{34}\$__/g, '0'.repeat(40))}`
}
