import type { Address, ProjectId } from '../../../shared/labels/ids.ts';
import type { AccountSigner } from '../chain/account.ts';
import type { Rpc } from '../chain/rpc.ts';
import type { Quota } from './limits.ts';

/** What a relay is run with. */
export interface RelayOptions {
  /** Folder of its log; one relay a folder. */
  readonly dir: string;
  readonly rpc: Rpc;
  readonly chainId: number;
  readonly coordinator: Address;
  /** Who pays. */
  readonly account: AccountSigner;
  /** Projects whose annotators it pays for; null: every project of the coordinator. */
  readonly projects: ReadonlySet<ProjectId> | null;
  readonly quota: Quota;
  /** Requests a minute from one address on the net. */
  readonly requestsPerMinute: number;
  /** Gas of one transaction, and of one operation. */
  readonly gasPerTransaction: bigint;
  /** Nothing is sent while a unit of gas costs more. */
  readonly highestGasPriceWei: bigint;
  /** So long it waits for more operations before it sends. */
  readonly batchMs: number;
  /** A transaction that is not mined after this is sent again at a higher price. */
  readonly bumpMs: number;
  readonly maxBodyBytes: number;
  /** Operations that may wait. */
  readonly maxQueue: number;
  readonly listen: { readonly host: string; readonly port: number };
  /** Origins of web pages that may ask; none by default. */
  readonly allowedOrigins: readonly string[];
  /** The last entry of X-Forwarded-For is the asker's address: only behind a proxy that sets it. */
  readonly isBehindProxy: boolean;
  readonly nowMs: () => number;
  readonly log: (line: string) => void;
}
