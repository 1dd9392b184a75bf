import { Wallet } from 'ethers';
import { must } from '../../shared/result.ts';
import { keccak, toHex } from '../../shared/bytes.ts';
import { batchOfSeat, parseAddress, seatIdOf } from '../../shared/labels/ids.ts';
import type { ChainIndex, SeatRecord } from '../../shared/protocol/chain-records.ts';
import { encodeCoordinatorCall, encodeTokenCall } from '../../shared/protocol/abi.ts';
import { LOCAL_CHAIN_ID } from '../../shared/protocol/addresses.ts';
import { commitmentOf } from '../../shared/protocol/commitment.ts';
import { ChainAccount } from '../../electron/host/chain/account.ts';
import type { Rpc } from '../../electron/host/chain/rpc.ts';

const NO_DETAILS_HASH = keccak(new Uint8Array());
const STAKE = 500n * 10n ** 18n;

/** The other annotator of every batch: answers the same as the person under test, and is always there. */
export class Partner {
  readonly #wallet = Wallet.createRandom();

  constructor(
    /** The node as it is now: it may have been started again elsewhere. */
    private readonly rpc: () => Rpc,
    private readonly at: { coordinator: string; token: string },
    /** A batch's labels as they travel. */
    private readonly labelsOf: (index: ChainIndex, seat: SeatRecord) => Uint8Array,
  ) {}

  /** Made anew each time: after a reorganisation nonces count from where the chain says. */
  get #account(): ChainAccount {
    return new ChainAccount(this.rpc(), this.#wallet, LOCAL_CHAIN_ID);
  }

  get address(): string {
    return this.#wallet.address.toLowerCase();
  }

  async equip(): Promise<void> {
    must(await this.rpc().own('tessera_faucet', [this.#wallet.address]));
    must(await this.#account.send({ to: this.at.token, data: encodeTokenCall('approve', [this.at.coordinator, STAKE]) }));
    await this.#call(encodeCoordinatorCall('depositStake', [this.at.token, STAKE]));
  }

  async takeSeats(project: bigint, count: number): Promise<void> {
    await this.#call(encodeCoordinatorCall('takeSeats', [project, count]));
  }

  /** Does whatever the chain asks of its seats now; a reorganisation may have undone what was done before. */
  async act(index: ChainIndex): Promise<void> {
    const mine = [...index.seats.values()].filter((seat) => seat.annotator.toLowerCase() === this.address);
    const leased = mine.filter((seat) => seat.state === 'leased');
    if (leased.length > 0) {
      const words = leased.map((seat) => this.#commitment(index, seat));
      await this.#call(encodeCoordinatorCall('commit', [leased.map(({ id }) => BigInt(id)), words]));
    }
    for (const seat of mine) {
      const batch = index.batches.get(seat.batchId);
      if (seat.state !== 'committed' || batch === undefined || batch.history.length < 2) continue;
      await this.#call(encodeCoordinatorCall('reveal', [BigInt(seat.id), this.#salt(seat), toHex(this.labelsOf(index, seat)), NO_DETAILS_HASH, '0x', batch.history]));
    }
  }

  #salt(seat: SeatRecord): ReturnType<typeof keccak> {
    return keccak(Buffer.from(`partner ${batchOfSeat(seat.id)}`));
  }

  #commitment(index: ChainIndex, seat: SeatRecord): string {
    return commitmentOf({
      chainId: LOCAL_CHAIN_ID,
      coordinator: parseAddress(this.at.coordinator),
      seatId: seatIdOf(BigInt(seat.id)),
      annotator: parseAddress(this.#wallet.address),
      labelsHash: keccak(this.labelsOf(index, seat)),
      detailsHash: NO_DETAILS_HASH,
      salt: this.#salt(seat),
    });
  }

  async #call(data: string): Promise<void> {
    must(await this.#account.send({ to: this.at.coordinator, data }));
  }
}
