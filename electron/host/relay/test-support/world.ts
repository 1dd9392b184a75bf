import { Wallet } from 'ethers/wallet';
import { keccak, toHex } from '../../../../shared/bytes.ts';
import type { Hex } from '../../../../shared/bytes.ts';
import type { Address } from '../../../../shared/labels/ids.ts';
import { parseAddress, parseBytes32, seatIdOf } from '../../../../shared/labels/ids.ts';
import { decodeCoordinatorLog, decodeCoordinatorResult, encodeCoordinatorCall, encodeTokenCall } from '../../../../shared/protocol/abi.ts';
import { callDomain, callMessage, callTypes } from '../../../../shared/protocol/eip712.ts';
import type { SignedCall } from '../../../../shared/protocol/eip712.ts';
import { projectSchemaSchema } from '../../../../shared/labels/schema.ts';
import { commitmentOf } from '../../../../shared/protocol/commitment.ts';
import { budgetOf, defaultParams, toAbiParams } from '../../../../shared/protocol/params.ts';
import { requestOf } from '../../../../shared/protocol/relay.ts';
import type { RelayRequest } from '../../../../shared/protocol/relay.ts';
import { must } from '../../../../shared/result.ts';
import { ChainAccount } from '../../chain/account.ts';
import { type FarNode, startFarNode } from '../../chain/deploy/test-support/far-node.ts';
import { deployForPlay } from '../../chain/deploy/play.ts';
import { wireMust } from '../../chain/wire.ts';

export const TSR = 10n ** 18n;
export const NO_DETAILS = keccak(new Uint8Array());
export const SALT = parseBytes32(`0x${'5a'.repeat(32)}`);
const ITEMS = 4;

/** A chain of somebody else's with contracts and one class project: 2 seats, 4 items, short windows, a stake. */
export interface World {
  readonly node: FarNode;
  readonly chainId: number;
  readonly coordinator: Address;
  readonly token: Address;
  readonly lead: ChainAccount;
  readonly leadWallet: Wallet;
  readonly project: bigint;
  /** Gives an account tokens, and no gas. */
  give: (address: string, tokens: bigint) => Promise<void>;
  /** Moves the chain's clock. */
  pass(seconds: number): Promise<void>;
  nowSeconds: () => Promise<number>;
  tokensOf(address: string): Promise<bigint>;
  close(): Promise<void>;
}

export async function startWorld(chainId: number, packRoot = `0x${'77'.repeat(32)}`, more: { readonly batches?: number; readonly packUri?: string } = {}): Promise<World> {
  const { batches = 64, packUri = '' } = more;
  const node = await startFarNode(chainId);
  const leadWallet = new Wallet(Wallet.createRandom().privateKey);
  await node.give(leadWallet.address, 10n ** 21n);
  const lead = new ChainAccount(node.rpc, leadWallet, chainId);
  const deployed = must(await deployForPlay(lead, chainId));
  const [coordinator, token] = [parseAddress(deployed.coordinator), parseAddress(deployed.token)];
  const classes = ['Even', 'Odd'].map((name, index) => ({ id: index + 1, name, colour: '#336699' }));
  const usual = defaultParams(projectSchemaSchema.parse({ name: 'Numbers', kind: 'class', classes }), token);
  const params = { ...usual, seats: 2, quorum: 2, batchSize: ITEMS, goldPerBatch: 0, rewardPerLabel: TSR, stakePerSeat: 2n * TSR, prioritySeconds: 0, minScoreBps: 0, leaseSeconds: 3600, commitSeconds: 3600, revealSeconds: 3600, auditSeconds: 600 };
  const budget = budgetOf(params, ITEMS * batches);
  must(await lead.send({ to: token, data: encodeTokenCall('mint', [lead.address, budget]) }));
  must(await lead.send({ to: token, data: encodeTokenCall('approve', [coordinator, budget]) }));
  const opened = must(await lead.send({ to: coordinator, data: encodeCoordinatorCall('openProject', [toAbiParams(params), packRoot, `0x${'00'.repeat(32)}`, ITEMS * batches, packUri]) }));
  const event = opened.logs.map(decodeCoordinatorLog).find((each) => each?.name === 'ProjectOpened');
  if (event?.name !== 'ProjectOpened') throw new Error('the project did not open');
  const nowSeconds = async (): Promise<number> => must(await node.rpc.block('latest'))?.timestamp ?? 0;
  return {
    node,
    chainId,
    coordinator,
    token,
    lead,
    leadWallet,
    project: event.args.projectId,
    give: async (address, tokens) => void must(await lead.send({ to: token, data: encodeTokenCall('mint', [address, tokens]) })),
    pass: async (seconds) => {
      await wireMust(node.wire, 'evm_increaseTime', [seconds]);
      await wireMust(node.wire, 'evm_mine', []);
    },
    nowSeconds,
    tokensOf: async (address) => BigInt(must(await node.rpc.call({ to: token, data: encodeTokenCall('balanceOf', [address]) }))),
    close: () => node.close(),
  };
}

/** An annotator with a key, tokens and no gas, who signs operations by hand: what the app's host does, done anew. */
export class Annotator {
  readonly wallet = new Wallet(Wallet.createRandom().privateKey);
  #nonce = BigInt(Math.floor(Math.random() * 1e9)) << 8n;

  constructor(readonly world: World) {}

  get address(): Address {
    return parseAddress(this.wallet.address);
  }

  async sign(data: Hex, more: { nonce?: bigint; lifeSeconds?: number } = {}): Promise<SignedCall> {
    const { chainId, coordinator, nowSeconds } = this.world;
    const call = { signer: this.address, nonce: more.nonce ?? this.#nonce++, deadlineSeconds: BigInt((await nowSeconds()) + (more.lifeSeconds ?? 1800)), data };
    return { ...call, signature: (await this.wallet.signTypedData({ ...callDomain(chainId, coordinator) }, callTypes, callMessage(call))) as Hex };
  }

  async request(data: Hex, more: { nonce?: bigint; lifeSeconds?: number } = {}): Promise<RelayRequest> {
    return requestOf(this.world.chainId, this.world.coordinator, await this.sign(data, more));
  }

  /** The token's permit for the coordinator, as a call that anybody may make. */
  async permit(amount: bigint, signedAmount = amount): Promise<Hex> {
    const { token, coordinator, chainId, node, nowSeconds } = this.world;
    const nonce = BigInt(must(await node.rpc.call({ to: token, data: encodeTokenCall('nonces', [this.address]) })));
    const deadline = BigInt((await nowSeconds()) + 1800);
    const types = { Permit: ['owner:address', 'spender:address', 'value:uint256', 'nonce:uint256', 'deadline:uint256'].map((field) => ({ name: field.split(':')[0] ?? '', type: field.split(':')[1] ?? '' })) };
    const signature = await this.wallet.signTypedData({ name: 'Tessera', version: '1', chainId, verifyingContract: token }, types, { owner: this.address, spender: coordinator, value: signedAmount, nonce, deadline });
    const [r, s, v] = [signature.slice(0, 66), `0x${signature.slice(66, 130)}`, Number.parseInt(signature.slice(130), 16)];
    return encodeCoordinatorCall('permit', [token, this.address, amount, deadline, v, r, s]);
  }

  /** Allows and deposits stake by transactions of its own. */
  async stakeItself(amount: bigint): Promise<void> {
    const { node, token, coordinator, chainId, give } = this.world;
    await node.give(this.address, 10n ** 18n);
    await give(this.address, amount);
    const account = new ChainAccount(node.rpc, this.wallet, chainId);
    must(await account.send({ to: token, data: encodeTokenCall('approve', [coordinator, amount]) }));
    must(await account.send({ to: coordinator, data: encodeCoordinatorCall('depositStake', [token, amount]) }));
    await node.give(this.address, 0n);
  }

  async freeStake(): Promise<bigint> {
    const { node, token, coordinator } = this.world;
    return decodeCoordinatorResult('stake', must(await node.rpc.call({ to: coordinator, data: encodeCoordinatorCall('stake', [token, this.address]) }))).free;
  }

  /** Seats that the chain gave to this account, in the order it did. */
  async seats(): Promise<bigint[]> {
    const { node, coordinator } = this.world;
    const logs = must(await node.rpc.logs(coordinator, 0, must(await node.rpc.block('latest'))?.number ?? 0));
    return logs.map(decodeCoordinatorLog).flatMap((event) => (event?.name === 'SeatsTaken' && event.args.annotator === this.address ? [...event.args.seatIds] : []));
  }

  async balance(): Promise<bigint> {
    return this.world.tokensOf(this.address);
  }

  commitment(seat: bigint, labels: Uint8Array): string {
    const { chainId, coordinator } = this.world;
    return commitmentOf({ chainId, coordinator, seatId: seatIdOf(seat), annotator: this.address, labelsHash: keccak(labels), detailsHash: NO_DETAILS, salt: SALT });
  }
}

/** Every item of the class, 90 % sure. */
export const labelsOf = (classes: readonly number[]): Uint8Array => Uint8Array.from(classes.flatMap((id) => [1, id, 90]));
export const labelsHex = (classes: readonly number[]): Hex => toHex(labelsOf(classes));
