import type { HostEventData, HostHandlers, HostResult, Result } from '../../../shared/host-api.ts';
import type { RawBlock } from './raw-block.ts';

/** The network that calls go to: its coordinator and token are the only targets that are ever signed for. */
export type Network = HostResult<'chain.networks'>[number];
export type ChainStatus = HostEventData<'chain.status'>;

/** One call before nonce, fees and gas are known. The policy has already allowed it. */
export interface CallToSend {
  readonly from: string;
  readonly to: string;
  /** 0x-hex. */
  readonly data: string;
  readonly valueWei: bigint;
}

/**
 * A whole transaction, as the signer sees it. The signer holds `to`, `data`, `valueWei` and `chainId`
 * against what was allowed before it touches the key, so the chain service can't change them.
 */
export interface TransactionToSign extends CallToSend {
  readonly chainId: number;
  readonly nonce: number;
  readonly gasLimit: bigint;
  readonly fees:
    | { readonly kind: 'eip1559'; readonly maxFeePerGasWei: bigint; readonly maxPriorityFeePerGasWei: bigint }
    | { readonly kind: 'legacy'; readonly gasPriceWei: bigint };
}

export interface BroadcastOptions {
  /** The same call where it is under way already is answered with its transaction, and not sent again. */
  readonly isOnce?: boolean;
  /** What it takes depends on the block: more room is left over the estimate. */
  readonly isUncertain?: boolean;
  /** TOO_MUCH_GAS where the estimate is over it. */
  readonly mostGas?: bigint;
}

export interface SentCall {
  readonly transactionHash: string;
  /** As estimated. */
  readonly gas: bigint;
}

/** Resolves with the raw signed transaction (0x-hex), or why it was not signed (WALLET_LOCKED, POLICY_CHANGED). */
export type TransactionSigner = (transaction: TransactionToSign) => Promise<Result<string>>;

/** RPC, fees, logs, the local chain. Every method answers with a value: a network that fails is expected. */
export interface ChainService {
  status: HostHandlers['chain.status'];
  networks: HostHandlers['chain.networks'];
  addNetwork: HostHandlers['chain.addNetwork'];
  book: HostHandlers['chain.book'];
  importBook: HostHandlers['chain.importBook'];
  setRelay: HostHandlers['chain.setRelay'];
  useNetwork: HostHandlers['chain.useNetwork'];
  read: HostHandlers['chain.read'];
  block: HostHandlers['chain.block'];
  logs: HostHandlers['chain.logs'];
  estimate: HostHandlers['chain.estimate'];
  receipt: HostHandlers['chain.receipt'];
  underWay: HostHandlers['chain.underWay'];
  balances: HostHandlers['chain.balances'];
  transfers: HostHandlers['chain.transfers'];
  faucet: HostHandlers['chain.faucet'];
  /** A block as the bytes that its hash is made of; `isWhole` with transactions and receipts. PROOF_UNAVAILABLE. */
  rawBlock(number: number, isWhole: boolean): Promise<Result<RawBlock>>;
  /** The network in use, from memory: the signing policy asks it at every call. */
  network(): Network;
  /**
   * Fills nonce (one at a time a sender, so that two calls never share one), fees, gas and chain id, has it
   * signed, notes it on disk and sends it. What is stuck is sent again under its nonce at a higher fee. Errors: REVERTED
   * with the decoded reason, CHAIN_OFFLINE, INSUFFICIENT_FUNDS, TOO_MUCH_GAS, DISK_FULL, the signer's own.
   */
  broadcast(call: CallToSend, sign: TransactionSigner, options?: BroadcastOptions): Promise<Result<SentCall>>;
  /** Who signs again what was sent before a restart and is stuck: null where a person would have to be asked. */
  signAgainWith(signerOf: (call: CallToSend, chainId: number) => TransactionSigner | null): void;
  /** Called at every change of network, of head, and between online and offline. Returns the way to stop. */
  onStatus(listener: (status: ChainStatus) => void): () => void;
  close(): Promise<void>;
}

/** The practice annotators and the practice expert: local chain only. */
export interface PracticeService {
  status: HostHandlers['practice.status'];
  set: HostHandlers['practice.set'];
  close(): Promise<void>;
}
