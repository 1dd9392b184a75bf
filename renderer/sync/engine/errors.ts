import type { HostError } from '../../../shared/host-api.ts';

/** What a failed call means for the seats that it was for. */
export type Verdict =
  /** Nothing goes out before this is cured; no seat is at fault. */
  | { kind: 'pause'; why: PauseReason }
  /** The contract says that its time comes: no try that failed, and never parked for it. */
  | { kind: 'early' }
  /** Others have to move first, or the chain already has it: look again. */
  | { kind: 'later' }
  /** Trying again cannot help: parked with its reason. */
  | { kind: 'never' };

export type PauseReason = 'offline' | 'busy' | 'locked' | 'no-wallet' | 'no-funds' | 'no-space' | 'network' | 'relay';

const PAUSES: Readonly<Record<string, PauseReason>> = {
  CHAIN_OFFLINE: 'offline',
  NOT_CONNECTED: 'offline',
  HOST_UNREACHABLE: 'offline',
  RPC_BUSY: 'busy',
  DISK_FULL: 'no-space',
  WALLET_LOCKED: 'locked',
  WALLET_MISSING: 'no-wallet',
  NO_ACCOUNT: 'no-wallet',
  INSUFFICIENT_FUNDS: 'no-funds',
  RELAY_UNREACHABLE: 'relay',
  RELAY_BAD_ANSWER: 'relay',
  RELAY_BUSY: 'relay',
  RELAY_SILENT: 'relay',
  RPC_GARBAGE: 'network',
  CHAIN_BAD_ANSWER: 'network',
  WRONG_CHAIN: 'network',
  CHAIN_WRONG_ID: 'network',
  NO_CODE: 'network',
  COORDINATOR_NO_CODE: 'network',
  NOT_COORDINATOR: 'network',
  COORDINATOR_UNKNOWN: 'network',
};

/** The coordinator's refusals that no waiting undoes. Every other one passes, or has already come true. */
const FINAL_REVERTS: ReadonlySet<string> = new Set([
  'NotSeatHolder',
  'LeaseOver',
  'CommitClosed',
  'EmptyCommitment',
  'CommitmentMismatch',
  'DetailsMismatch',
  'BadLabels',
  'RevealOver',
  'UnknownBatch',
  'UnknownProject',
  'CallNotAllowed',
]);

/** The coordinator's refusals that time alone undoes. */
const EARLY_REVERTS: ReadonlySet<string> = new Set(['RevealNotOpen', 'SettleTooEarly', 'ChallengeRunning', 'AnchorAhead', 'AuditRunning']);

/** The name of the contract's error in a REVERTED message such as `LeaseOver(seatId: 5)`. */
export function revertName(error: HostError): string | null {
  return error.code === 'REVERTED' ? (/^([A-Za-z]\w*)\(/.exec(error.message)?.[1] ?? null) : null;
}

export function judge(error: HostError): Verdict {
  const why = PAUSES[error.code];
  if (why !== undefined) return { kind: 'pause', why };
  const name = revertName(error);
  if (name !== null && FINAL_REVERTS.has(name)) return { kind: 'never' };
  return { kind: name !== null && EARLY_REVERTS.has(name) ? 'early' : 'later' };
}
