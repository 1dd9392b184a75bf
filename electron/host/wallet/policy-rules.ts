import { MaxUint256, ZeroAddress } from 'ethers/constants';
import { Result as AbiResult } from 'ethers/abi';
import { z } from 'zod';
import type { Result } from '../../../shared/host-api.ts';
import { fail } from '../context.ts';
import type { KnownTargets } from './policy.ts';

/** A call that moves value, decoded. Amounts are in the smallest unit. */
export type ValueRequest =
  | { readonly kind: 'approve-token'; readonly token: string; readonly spender: string; readonly amount: bigint }
  | { readonly kind: 'send-token'; readonly token: string; readonly to: string; readonly amount: bigint }
  | { readonly kind: 'send-native'; readonly to: string; readonly amountWei: bigint }
  | { readonly kind: 'deposit-stake' | 'withdraw-stake'; readonly token: string; readonly amount: bigint }
  | { readonly kind: 'open-project'; readonly project: OpenedProject; readonly packUri: string; readonly itemCount: bigint }
  | { readonly kind: 'close-project'; readonly projectId: bigint }
  | { readonly kind: 'set-expert'; readonly projectId: bigint; readonly expert: string; readonly isAllowed: boolean }
  | { readonly kind: 'admit-to-scope'; readonly lead: string; readonly isAdmitted: boolean };

/** Signed at once, or decoded from the ABI's values (in order) for a person to look at. */
export type CallRule = 'label-work' | ((args: readonly unknown[], targets: KnownTargets) => Result<ValueRequest>);

const address = z.string();
const uint = z.bigint();
const projectSchema = z.object({
  token: address,
  seats: uint,
  quorum: uint,
  batchSize: uint,
  rewardPerLabel: uint,
  stakePerSeat: uint,
  auditFeePerItem: uint,
  auditBps: uint,
});
export type OpenedProject = z.infer<typeof projectSchema>;

const done = (request: ValueRequest): Result<ValueRequest> => ({ ok: true, value: request });

/** The coordinator's calls that this wallet signs. What is not in the list is refused by name. */
export const coordinatorRules: Readonly<Record<string, CallRule>> = {
  takeSeats: 'label-work',
  commit: 'label-work',
  reveal: 'label-work',
  settle: 'label-work',
  revealAndSettle: 'label-work',
  // The bond is stake that a person has deposited: locked here as by takeSeats.
  assertBatch: 'label-work',
  recompute: 'label-work',
  rejectLabels: 'label-work',
  anchorAssertion: 'label-work',
  drawAssertion: 'label-work',
  finaliseAssertion: 'label-work',
  claim: 'label-work',
  freeSeat: 'label-work',
  anchorAudit: 'label-work',
  drawAudit: 'label-work',
  extendAudit: 'label-work',
  voidBatch: 'label-work',
  submitAudit: 'label-work',
  revealGold: 'label-work',
  // Judged by what is in it.
  multicall: 'label-work',
  depositStake: (args) => {
    const [token, amount] = z.tuple([address, uint]).parse(args);
    return done({ kind: 'deposit-stake', token, amount });
  },
  withdrawStake: (args) => {
    const [token, amount] = z.tuple([address, uint]).parse(args);
    return done({ kind: 'withdraw-stake', token, amount });
  },
  openProject: (args) => {
    const [params, , , itemCount, packUri] = z.tuple([z.instanceof(AbiResult), z.string(), z.string(), uint, z.string()]).parse(args);
    return done({ kind: 'open-project', project: projectSchema.parse(params.toObject()), itemCount, packUri });
  },
  closeProject: (args) => done({ kind: 'close-project', projectId: z.tuple([uint]).parse(args)[0] }),
  setExpert: (args) => {
    const [projectId, expert, isAllowed] = z.tuple([uint, address, z.boolean()]).parse(args);
    return done({ kind: 'set-expert', projectId, expert, isAllowed });
  },
  admitToScope: (args) => {
    const [lead, isAdmitted] = z.tuple([address, z.boolean()]).parse(args);
    return done({ kind: 'admit-to-scope', lead, isAdmitted });
  },
};

/** The token's calls. Only the coordinator may be allowed to spend, and only an amount that is named. */
export const tokenRules: Readonly<Record<string, CallRule>> = {
  approve: (args, targets) => {
    const [spender, amount] = z.tuple([address, uint]).parse(args);
    if (targets.coordinator === null || spender.toLowerCase() !== targets.coordinator.toLowerCase()) {
      return fail('SPENDER_NOT_ALLOWED', `Only the coordinator may be allowed to spend tokens, not ${spender}`, { field: 'data' });
    }
    if (amount === MaxUint256) {
      return fail('UNLIMITED_ALLOWANCE', 'An allowance without limit is never signed', { fix: 'Ask for the amount that is needed.' });
    }
    return done({ kind: 'approve-token', token: targets.token ?? '', spender, amount });
  },
  transfer: (args, targets) => {
    const [to, amount] = z.tuple([address, uint]).parse(args);
    if ([ZeroAddress, targets.token, targets.coordinator].some((target) => target?.toLowerCase() === to.toLowerCase())) {
      return fail('RECIPIENT_KEEPS', `Tokens that are sent to ${to} can never be had back`, { field: 'data', fix: 'Give the address of an account.' });
    }
    return done({ kind: 'send-token', token: targets.token ?? '', to, amount });
  },
};
