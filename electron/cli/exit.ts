import type { HostError } from '../../shared/host-api.ts';

/** What the process says to the program that called it. Shown in --help; a script may rely on each. */
export const EXIT = {
  done: 0,
  /** The command ran, and what it checks does not hold. */
  differs: 1,
  usage: 2,
  /** Of `verify`: whether it holds could not be found out. */
  unchecked: 2,
  badInput: 3,
  chain: 4,
  bug: 70,
  /** Ctrl+C, in the middle. */
  stopped: 130,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export const EXIT_HELP = `
Exit codes: 0 done; 1 it ran and found a difference; 2 wrong usage; 3 input that cannot be used;
4 the chain or its node; 70 a bug of ours;
130 stopped before it was done.`;

const USAGE_CODES = new Set(['USAGE', 'BAD_PROFILE_NAME', 'BAD_RPC_URL']);
const CHAIN_CODES = /^(CHAIN_|RPC_|NO_CODE$|NO_ANVIL$|NO_COORDINATOR$|NOT_COORDINATOR$|NOT_TOKEN$|NOT_MINED$|WRONG_CODE$|CODE_DIFFERS$|UNKNOWN_CODE$|CREATE2_REFUSED$|WRONG_CHAIN$|REVERTED$|INSUFFICIENT_FUNDS$|NONCE_USED$|RANGE_TOO_WIDE$|BLOCK_GONE$)/;

export function exitCodeOf(error: HostError): ExitCode {
  if (error.code === 'INGEST_STOPPED' || error.code === 'CONVERT_STOPPED') return EXIT.stopped;
  if (USAGE_CODES.has(error.code)) return EXIT.usage;
  return CHAIN_CODES.test(error.code) ? EXIT.chain : EXIT.badInput;
}
