import type { Result } from '../../../shared/host-api.ts';
import { type CoordinatorEvent, type CoordinatorFunction, decodeCoordinatorLog, decodeCoordinatorResult, encodeCoordinatorCall, encodeTokenCall } from '../../../shared/protocol/abi.ts';
import type { AbiInputs, AbiOutput } from '../../../shared/protocol/abi-types.ts';
import type { CoordinatorAbi } from '../../../shared/protocol/abi.ts';
import { LOCAL_CHAIN_ID } from '../../../shared/protocol/addresses.ts';
import { ChainAccount } from '../chain/account.ts';
import { type PracticeRole, practiceWallet } from '../chain/local/keys.ts';
import type { AttachedChain } from '../chain/local/owner.ts';

const GAS_MONEY_WEI = 1_000n * 10n ** 18n;
const STAKE_WEI = 1_000_000n * 10n ** 18n;

/** The coordinator as the practice accounts use it: reads and calls by name. */
export class PracticeDesk {
  readonly #chain: AttachedChain;
  readonly #accounts = new Map<PracticeRole, ChainAccount>();

  constructor(chain: AttachedChain) {
    this.#chain = chain;
  }

  /** One object an account: its calls wait for each other there, so that no two share a nonce. */
  account(role: PracticeRole): ChainAccount {
    if (role === 'deployer') return this.#chain.deployer;
    const known = this.#accounts.get(role);
    if (known !== undefined) return known;
    const account = new ChainAccount(this.#chain.deployer.rpc, practiceWallet(role), LOCAL_CHAIN_ID);
    this.#accounts.set(role, account);
    return account;
  }

  nowSeconds(): number {
    return this.#chain.node.nowSeconds();
  }

  headNumber(): number {
    return this.#chain.node.head.number;
  }

  async read<N extends CoordinatorFunction>(name: N, args: AbiInputs<CoordinatorAbi, N>): Promise<Result<AbiOutput<CoordinatorAbi, N>>> {
    const answer = await this.#chain.deployer.rpc.call({ to: this.#chain.deployment.coordinator, data: encodeCoordinatorCall(name, args) });
    return answer.ok ? { ok: true, value: decodeCoordinatorResult(name, answer.value) } : answer;
  }

  async call<N extends CoordinatorFunction>(role: PracticeRole, name: N, args: AbiInputs<CoordinatorAbi, N>): Promise<Result<readonly CoordinatorEvent[]>> {
    return this.send(role, encodeCoordinatorCall(name, args));
  }

  /** A call that has been encoded already. */
  async send(role: PracticeRole, data: string): Promise<Result<readonly CoordinatorEvent[]>> {
    const receipt = await this.account(role).send({ to: this.#chain.deployment.coordinator, data });
    if (!receipt.ok) return receipt;
    return { ok: true, value: receipt.value.logs.flatMap((log) => decodeCoordinatorLog(log) ?? []) };
  }

  /** Gives an account what it needs to take part, once: gas money, tokens, stake. */
  async equip(role: PracticeRole, token: string): Promise<Result<null>> {
    const account = this.account(role);
    const stake = await this.read('stake', [token, account.address]);
    if (!stake.ok) return stake;
    if (stake.value.free + stake.value.locked > STAKE_WEI / 2n) return { ok: true, value: null };
    const { coordinator } = this.#chain.deployment;
    const { deployer } = this.#chain;
    const steps = [
      () => deployer.send({ to: account.address, data: '0x', valueWei: GAS_MONEY_WEI }),
      () => deployer.send({ to: token, data: encodeTokenCall('mint', [account.address, STAKE_WEI]) }),
      () => account.send({ to: token, data: encodeTokenCall('approve', [coordinator, STAKE_WEI]) }),
      () => account.send({ to: coordinator, data: encodeCoordinatorCall('depositStake', [token, STAKE_WEI]) }),
    ];
    for (const step of steps) {
      const done = await step();
      if (!done.ok) return done;
    }
    return { ok: true, value: null };
  }
}
