// Compiles the consensus library from sources in memory, and beside it what the coordinator takes into itself.
import { createRequire } from 'node:module'

import { z } from 'zod'

export interface Library {
  /** Deployed code in hex with 0x. */
  readonly code: string
  /** By the function's name, hex without 0x. */
  readonly selectors: Readonly<Record<string, string>>
}

/** `asker` puts questions to a library: see mutant-chain.ts. `consensus` is the library that is deployed; `beside` has a function for each internal one that it does not use. */
export interface Libraries {
  readonly consensus: Library
  readonly beside: Library
  readonly asker: Library
}

const outputSchema = z.object({
  errors: z.array(z.object({ severity: z.string(), message: z.string(), formattedMessage: z.string().optional() })).optional(),
  sources: z.record(z.string(), z.object({ ast: z.unknown().optional() })).optional(),
  contracts: z
    .record(
      z.string(),
      z.record(z.string(), z.object({ evm: z.object({ deployedBytecode: z.object({ object: z.string() }), methodIdentifiers: z.record(z.string(), z.string()) }) })),
    )
    .optional(),
})

const compilerSchema = z.custom<{ compile(input: string): string }>((value) => typeof value === 'object' && value !== null && 'compile' in value)

const target = 'contracts/src/libraries/LabelConsensus.sol'
const besidePath = 'contracts/src/libraries/Beside.sol'

/** The libraries that modules of the coordinator take into themselves. */
const beside = `pragma solidity 0.8.37;
import {Kind} from "../interfaces/LabelTypes.sol";
import {Chunks} from "./Chunks.sol";
import {LabelScan} from "./LabelScan.sol";
import {PayFactor} from "./PayFactor.sol";
import {Reputation} from "./Reputation.sol";
import {Sampling} from "./Sampling.sol";
library Beside {
    function moved(uint256 word, int256 delta, uint256 weight, uint256 items) external pure returns (uint256, uint256) {
        uint256 next = Reputation.moved(word, delta, weight, items);
        return (next, Reputation.scoreBps(next));
    }
    function score(uint256 percent, bool agreed) external pure returns (int256) {
        return Reputation.score(percent, agreed);
    }
    function draw(bytes32 seed, uint256 count, uint256 rateBps) external pure returns (uint64) {
        return Sampling.draw(seed, count, Sampling.sampleSize(count, rateBps));
    }
    function factor(uint256 labelled, uint256 agreed, uint256 chance, uint256 targetBps) external pure returns (uint256) {
        return PayFactor.factorBps(labelled, agreed, chance, targetBps);
    }
    function scan(uint256 width, uint256 items, bytes calldata labels) external pure returns (bytes32, bytes32) {
        return LabelScan.hashes(width, items, labels);
    }
    function holds(Kind kind, uint256 items, uint256 from, uint256 to, bytes32[] calldata hashes, bytes calldata labels) external pure returns (bool) {
        return Chunks.holds(kind, items, from, to, hashes, labels);
    }
}
`

const askerPath = 'contracts/src/libraries/Asker.sol'

/**
 * Goes through a book of questions, each `library16 | millions of gas 32 | length 32 | expected 256 | calldata`, behind a
 * zero byte. An answer is the hash of whether the call succeeded, and what it returned. Calldata: the book's address, the
 * mutant, and whether all answers' hashes are asked for, in place of the first unexpected one's number.
 */
const asker = `pragma solidity 0.8.37;
contract Asker {
    fallback() external {
        assembly {
            let book := calldataload(0)
            let answers := 0x80
            let buffer := 0x80000
            let count := 0
            for { let at := 1 } lt(at, extcodesize(book)) { count := add(count, 1) } {
                extcodecopy(book, buffer, at, 42)
                let head := mload(buffer)
                let expected := mload(add(buffer, 10))
                let size := and(shr(176, head), 0xffffffff)
                extcodecopy(book, buffer, add(at, 42), size)
                mstore(add(buffer, size), calldataload(32))
                let isDone := staticcall(mul(1000000, and(shr(208, head), 0xffffffff)), shr(240, head), buffer, add(size, 32), 0, 0)
                mstore(buffer, isDone)
                returndatacopy(add(buffer, 32), 0, returndatasize())
                let answer := keccak256(buffer, add(32, returndatasize()))
                if calldataload(64) { mstore(add(answers, mul(32, count)), answer) }
                if and(iszero(calldataload(64)), iszero(eq(answer, expected))) {
                    mstore(0, count)
                    return(0, 32)
                }
                at := add(at, add(42, size))
            }
            if calldataload(64) { return(answers, mul(32, count)) }
            mstore(0, not(0))
            return(0, 32)
        }
    }
}
`

/** Just enough steps for the code to fit the stack: five times faster than the release's. */
const optimizer = {
  enabled: true,
  runs: 1,
  details: { inliner: false, cse: false, deduplicate: false, constantOptimizer: false, yul: true, yulDetails: { stackAllocation: true, optimizerSteps: 'dhfoDgvulfnTUtnIf:' } },
}

type Output = z.infer<typeof outputSchema>

function run(sources: ReadonlyMap<string, string>, outputSelection: unknown): Output | string {
  const solc = compilerSchema.parse(createRequire(import.meta.url)('solc'))
  const input = {
    language: 'Solidity',
    sources: Object.fromEntries([...sources].map(([path, content]) => [path, { content }])),
    settings: { optimizer, viaIR: true, evmVersion: 'cancun', metadata: { bytecodeHash: 'none', appendCBOR: false }, outputSelection },
  }
  const output = outputSchema.parse(JSON.parse(solc.compile(JSON.stringify(input))))
  const error = output.errors?.find(({ severity }) => severity === 'error')
  return error === undefined ? output : (error.formattedMessage ?? error.message)
}

function libraryOf(output: Output, path: string, name: string): Library {
  const evm = output.contracts?.[path]?.[name]?.evm
  if (evm === undefined) throw new Error(`${name} was not compiled`)
  const selectors = Object.fromEntries(Object.entries(evm.methodIdentifiers).map(([signature, selector]) => [signature.split('(')[0] ?? '', selector]))
  return { code: `0x${evm.deployedBytecode.object}`, selectors }
}

/** The libraries, or the compiler's first error. */
export function compile(sources: ReadonlyMap<string, string>): Libraries | string {
  const wanted = ['evm.deployedBytecode.object', 'evm.methodIdentifiers']
  const all = new Map(sources).set(besidePath, beside).set(askerPath, asker)
  const output = run(all, { [target]: { LabelConsensus: wanted }, [besidePath]: { Beside: wanted }, [askerPath]: { Asker: wanted } })
  if (typeof output === 'string') return output
  return { consensus: libraryOf(output, target, 'LabelConsensus'), beside: libraryOf(output, besidePath, 'Beside'), asker: libraryOf(output, askerPath, 'Asker') }
}

/** The syntax tree of each file. */
export function parse(sources: ReadonlyMap<string, string>): Map<string, unknown> {
  const output = run(sources, { '*': { '': ['ast'] } })
  if (typeof output === 'string') throw new Error(output)
  return new Map(Object.entries(output.sources ?? {}).map(([path, { ast }]) => [path, ast]))
}
