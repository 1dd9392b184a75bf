// One change of the contracts for each invariant, and the sentences with which the tests may say so.

export interface Change {
  readonly name: string
  readonly contract: 'InvariantTest' | 'GainsInvariantTest' | 'AssertedInvariantTest'
  readonly invariant: string
  /** In contracts/src/modules. */
  readonly file: string
  /** Stands there exactly once. */
  readonly from: string
  readonly to: string
  /** Any of them: a broken rule is often seen by its neighbour as well. */
  readonly says: readonly string[]
}

const all = { contract: 'InvariantTest', invariant: 'invariant_everyOneOfTheDesign' } as const
const asserted = 'AssertedInvariantTest'

export const changes: readonly Change[] = [
  {
    ...all,
    name: 'tokens held are escrow, stakes, pending and claimable',
    file: 'Ending.sol',
    from: 'Money.fundPool(s, project.scope, project.token, lost - each * count);',
    to: 'Money.fundPool(s, project.scope, project.token, lost);',
    says: ['tokens held are accounted for'],
  },
  {
    ...all,
    name: 'nobody is paid twice for a seat',
    file: 'Claiming.sol',
    from: 'batch.paid |= uint8(1 << seat);',
    to: 'batch.paid |= 0;',
    says: ['paid once', 'claimed once', 'pending within reserve'],
  },
  {
    ...all,
    name: 'a signed call runs once',
    file: 'Signing.sol',
    from: 's.nonces[call.signer][call.nonce >> 8] = used | bit;',
    to: 's.nonces[call.signer][call.nonce >> 8] = used;',
    // The handler's second call is refused by what it calls (NothingToClaim) in place of being skipped: handlers may not revert.
    says: ['a used nonce is skipped', 'paid once', 'custom error 0xf9489585'],
  },
  {
    ...all,
    name: 'an item pays at most k rewards',
    file: 'Pay.sol',
    from: 'return seat.isPayLost() ? 0 : earned(project, seat) +',
    to: 'return seat.isPayLost() ? 0 : 3 * earned(project, seat) +',
    says: ['no item pays more than k rewards', 'k rewards an item', 'pending within reserve'],
  },
  {
    ...all,
    name: 'reputation stays in its range',
    file: '../libraries/Reputation.sol',
    from: 'int256 sum = int256(int128(uint128(word))) + delta;',
    to: 'int256 sum = int256(int128(uint128(word))) + 2 * delta;',
    says: ['as the events say', 'kept', 'within its range'],
  },
  {
    ...all,
    name: "a project's money never pays another's labels",
    file: 'Claiming.sol',
    from: 'Store.Project storage project = s.projects[sums.projectId];',
    to: 'Store.Project storage project = s.projects[sums.projectId == 2 ? 1 : sums.projectId];',
    says: ["a project's own money", 'pending within reserve', 'a settled seat claims'],
  },
  {
    ...all,
    name: 'any split settles to the same state',
    file: 'Settling.sol',
    from: 'if (piece.fromItem != 0) {',
    to: 'if (piece.fromItem > 200) {',
    says: ['any split gives the same state'],
  },
  {
    ...all,
    name: "no call's cost grows",
    file: 'Seating.sol',
    from: 'uint256 each = project.stakePerSeat;',
    to: 'uint256 each = project.stakePerSeat; for (uint256 i; i < 100 * s.accountCount; ++i) each |= s.accounts[address(uint160(i))] >> 255;',
    says: ['the gas of a move is bounded'],
  },
  {
    ...all,
    name: 'locked stake is that of live seats, an abandoned batch among them',
    file: 'Ending.sol',
    from: 'uint256 honest = isForfeit ? batch.revealed : batch.committed;',
    to: 'uint256 honest = isForfeit ? batch.revealed : 0;',
    says: ['locked stake is that of live seats'],
  },
  {
    name: 'nobody outside a batch gains but its expert',
    contract: 'GainsInvariantTest',
    invariant: 'invariant_nobodyOutsideABatchGainsButItsExpert',
    file: 'Ending.sol',
    from: 'Money.credit(s, project.token, annotator, each);',
    to: 'Money.credit(s, project.token, project.lead, each);',
    says: ['only seats and the expert gain'],
  },
  {
    name: 'asserted: tokens are conserved',
    contract: asserted,
    invariant: 'invariant_tokensAreConserved',
    file: 'Upholding.sol',
    from: 'Money.fundPool(s, project.scope, project.token, bond - reward);',
    to: 'Money.fundPool(s, project.scope, project.token, bond);',
    says: ['tokens held are accounted for, bonds too'],
  },
  {
    name: 'asserted: bonds are those of standing assertions',
    contract: asserted,
    invariant: 'invariant_bondsAreThoseOfStandingAssertions',
    file: 'Upholding.sol',
    from: 'Money.unlock(s, project.token, assertion.asserter, project.assertBond);',
    to: 'Money.unlock(s, project.token, assertion.asserter, 0);',
    says: ['a bond each'],
  },
  {
    name: 'asserted: what is settled is true',
    contract: asserted,
    invariant: 'invariant_whatIsSettledIsTrue',
    file: 'Upholding.sol',
    from: 'result.resolvedMask,',
    to: 'result.resolvedMask | 1,',
    says: ['the truth'],
  },
]
