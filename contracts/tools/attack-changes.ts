// A defence for each attack test, and the code without it. All are compiled into one program, asleep: AWAKE is true in
// the run that asks for this one alone (break-defences.ts).

export interface Defence {
  /** A test of contracts/test, without `test_`. */
  readonly test: string
  /** In contracts/src. */
  readonly file: string
  /** Stands there exactly once. */
  readonly from: string
  /** With AWAKE where the defence falls. */
  readonly to: string
}

/** A check that is not made; `condition` is what stands between `if (` and `)`, `then` the beginning of what follows. */
const unchecked = (test: string, file: string, condition: string, then: string): Defence => ({
  ...{ test, file },
  from: `if (${condition})${then}`,
  to: `if (!AWAKE && (${condition}))${then}`,
})
const undone = (test: string, file: string, statement: string): Defence => ({ test, file, from: statement, to: `if (!AWAKE) { ${statement} }` })
const instead = (test: string, file: string, from: string, to: string): Defence => ({ test, file, from, to })

const deep = '\n                '
const line = '\n        '

export const defences: readonly Defence[] = [
  instead('copiedCommitmentOpensNothing', 'modules/Revealing.sol', 'address(this), seatId, annotator,', 'address(this), AWAKE ? 0 : seatId, AWAKE ? address(0) : annotator,'),
  unchecked('labelsSeenInTheMempoolComeTooLate', 'modules/Seating.sol', 'state != SeatState.Leased', ` revert ILabelErrors.WrongSeatState(seatId, state);${line}if (batch.phase`),
  unchecked('latecomerCannotCommitToWhatItHasSeen', 'modules/Seating.sol', 'batch.phase != Phase.Open || Store.isRevealOpen(batch)', ' revert'),
  unchecked('revealBeforeTheWindowIsRefused', 'modules/Revealing.sol', '!Store.isRevealOpen(batch)', ` revert ILabelErrors.RevealNotOpen(batchId);${line}if (block.timestamp >= `),
  instead('theContractPicksTheBatch', 'modules/Seating.sol', 'uint256(seed) % search.batches', '(AWAKE ? 0 : uint256(seed) % search.batches)'),
  unchecked('oneSeatABatchAnAccountAndTheLeadNone', 'modules/Seating.sol', 'record.account() == account', ' return (NO_SEAT, true)'),
  unchecked('oneSeatABatchAnAccountAndTheLeadNone', 'modules/Seating.sol', 'project.lead == account', ' revert'),
  instead('twoAccountsOfOnePersonSitTogetherAndBothLoseWhatIsOverturned', 'modules/Verdicts.sol', 'Seat record = before.lost();', 'Seat record = AWAKE ? before : before.lost();'),
  unchecked('anAuditSlashesStake', 'modules/Verdicts.sol', 'worth > pay', ' _slash('),
  instead('aWrongClaimInAnyFieldFallsToAChallenge', 'modules/Runs.sol', 'mark == claimed ?', 'AWAKE || mark == claimed ?'),
  instead('oneFalseStepCarriedOnIsFound', 'modules/Runs.sol', 'end == items ? markOf', 'AWAKE ? mark : end == items ? markOf'),
  unchecked('aWrongClaimFallsWhenItsRunIsDrawn', 'modules/Upholding.sol', 'finding == Runs.Finding.Wrong', ` {${deep}_refute`),
  unchecked('aRightAssertionCannotBeFramed', 'modules/Runs.sol', '!isGood', ' revert'),
  unchecked('aRightAssertionCannotBeFramed', 'modules/Runs.sol', 'known != markOf(rerun.before)', ' revert'),
  unchecked('aRightAssertionCannotBeFramed', 'modules/Upholding.sol', 'keccak256(abi.encode(assertion)) != batch.record', ' revert'),
  // aCheckOutOfGasProvesNothing: no line of its own. A check that runs out leaves a 64th of the gas (EIP-150), too little to
  // refute with; that the reason is asked for besides shows in no test.
  instead('whoChallengesHimselfFirstStillLosesHalf', 'modules/Upholding.sol', 'uint256 reward = bond / 2;', 'uint256 reward = AWAKE ? bond : bond / 2;'),
  instead('stuffedBlocksDoNotSaveAFalseAssertion', 'modules/Upholding.sol', '(uint256 run, Runs.Finding finding) = Runs.again(s, project, batchId, batch.record, assertion, rerun);\n        if (finding == Runs.Finding.Wrong) {\n            _refute', 'if (AWAKE && block.timestamp >= batch.settledAt + project.challengeSeconds) revert ILabelErrors.AssertionHolds(batchId);\n        (uint256 run, Runs.Finding finding) = Runs.again(s, project, batchId, batch.record, assertion, rerun);\n        if (finding == Runs.Finding.Wrong) {\n            _refute'),
  instead('theDrawCannotBeGround', 'modules/Upholding.sol', ') ++runs;', ' && !AWAKE) ++runs;'),
  unchecked('theDrawCannotBeGround', 'modules/Auditing.sol', 'hashOf(mark) != 0', ' revert'),
  undone('badLabelsAreRejectedAndTheirSeatIsAway', 'modules/Upholding.sol', 'batch.revealed &= ~uint8(1 << seat);'),
  instead('anOpenSeatCannotBeLeftOut', 'modules/Asserting.sol', 'uint256 revealed = batch.revealed;', 'uint256 revealed = AWAKE ? 0 : batch.revealed;'),
  unchecked('noSeatIsLeftOutOrPassedOff', 'modules/Asserting.sol', 'history != assertion.history', ' revert'),
  instead('notRevealingForfeitsToThoseWhoDid', 'modules/Ending.sol', 'else if (isForfeit && revealed >> seat & 1 == 0)', 'else if (!AWAKE && isForfeit && revealed >> seat & 1 == 0)'),
  unchecked('tooFewRevealsVoid', 'modules/Revealing.sol', 'revealed.popcount() < project.quorum', ' revert'),
  undone('aRevealedSeatCannotBeLeftOut', 'modules/Settling.sol', '_checkAllThere(piece);'),
  undone('stakeCannotLeaveBeforeTheAuditEnds', 'modules/Seating.sol', 'Money.lock(s, project.token, account, found * project.stakePerSeat);'),
  instead('disputedItemPaysHalfUnlessRuled', 'modules/Pay.sol', '_multiplierBps(project, seat) / (2 * BPS)', '_multiplierBps(project, seat) / ((AWAKE ? 1 : 2) * BPS)'),
  undone('overturnWithoutDissenterGoesToThePoolNotTheLead', 'modules/Verdicts.sol', 'session.toPool += takenBack - each * count;'),
  instead('aBribedExpertMovesOnlyWhatWasDrawn', 'modules/Ruling.sol', '~uint256(batch.audited)', '~(AWAKE ? 0 : uint256(batch.audited))'),
  instead('onlyDrawnOrDisputedItemsByExpertsWithoutASeat', 'modules/Ruling.sol', 'open & Store.itemMask(itemCount), chain', '(AWAKE ? type(uint256).max : open) & Store.itemMask(itemCount), chain'),
  unchecked('onlyDrawnOrDisputedItemsByExpertsWithoutASeat', 'modules/Ruling.sol', 'seat != 255', ' revert'),
  unchecked('onlyDrawnOrDisputedItemsByExpertsWithoutASeat', 'modules/Ruling.sol', '!Auditing.isExpert(s, Store.projectOf(batchId), msg.sender)', ' revert'),
  unchecked('reputationCannotBeFarmedElsewhere', 'modules/Projects.sol', 'scope != msg.sender && !s.admitted[scope][msg.sender]', ' revert'),
  instead('signaturesDoNotTravel', 'modules/Signing.sol', 'keccak256("1"), block.chainid', 'keccak256("1"), AWAKE ? 0 : block.chainid'),
  instead('aSignatureForAnotherCoordinatorIsRefused', 'modules/Signing.sol', ', address(this)', ', AWAKE ? address(0) : address(this)'),
  unchecked('signaturesDoNotTravel', 'modules/Signing.sol', 'block.timestamp > call.deadline', ' revert'),
  undone('signedCallsRunOnceForTheSignerAlone', 'modules/Signing.sol', 's.nonces[call.signer][call.nonce >> 8] = used | bit;'),
  instead('settleDrawAuditAndClaimKeepTheirOrder', 'modules/Claiming.sol', `if (block.timestamp < end) revert ILabelErrors.AuditRunning(uint64(end));${line}uint256 waiting`, `if (!AWAKE && block.timestamp < end) revert ILabelErrors.AuditRunning(uint64(end));${line}uint256 waiting`),
  instead('oneTransactionInTheLastSecondOpensAndSettles', 'modules/Revealing.sol', `project.revealSeconds) {${line}    revert ILabelErrors.RevealOver`, `project.revealSeconds - (AWAKE ? 1 : 0)) {${line}    revert ILabelErrors.RevealOver`),
  instead('dustGoesToThePool', 'modules/Ending.sol', 'lost - each * count', 'AWAKE ? 0 : lost - each * count'),
  instead('payAboveChance', 'modules/Finishing.sol', 'agreed, chance, project.targetBps', 'agreed, AWAKE ? 0 : chance, project.targetBps'),
  instead('malformedLabelsAreRefusedAtReveal', 'modules/Revealing.sol', 's.openings[seatId] = LabelConsensus.check', 's.openings[seatId] = AWAKE ? LabelConsensus.chunksHashOf(project.kind, count, labels) : LabelConsensus.check'),
  unchecked('settlementTakesOnlyWhatWasRevealed', 'modules/Settling.sol', '!isGood', ' revert'),
  instead('pagesGiveTheSameRecord', 'modules/Settling.sol', 'if (piece.fromItem != 0) {', 'if (!AWAKE && piece.fromItem != 0) {'),
  unchecked('goldNeedsTheCommittedAnswers', 'modules/Ruling.sol', '!MerkleProof.verifyCalldata(proof, project.goldRoot, leaf)', ' revert'),
  unchecked('historyMustBeWhole', 'modules/Revealing.sol', 'hash != batch.record', ' revert'),
  unchecked('auditNeedsTheRecord', 'modules/Verdicts.sol', 'History.settled(chain, hashes) != batch.record', ' revert'),
  instead('thePoolPaysForMoreAuditByExpertsOfStanding', 'modules/Ruling.sol', 'fromPool != 0 && !Auditing.isQualified', '!AWAKE && fromPool != 0 && !Auditing.isQualified'),
  instead('aPermitUsedByAnotherDoesNoHarm', 'LabelCoordinator.sol', '{} catch {}', '{} catch { if (AWAKE) revert Reentered(); }'),
  unchecked('aTokenCannotComeBackThroughMulticall', 'LabelCoordinator.sol', '_entered', ' revert Reentered()'),
  unchecked('feeOnTransferIsRefused', 'modules/Money.sol', 'received != amount', ' revert'),
]

/** The same defence answers to more than one attack: the tests of the second. */
export const shared: readonly { readonly test: string; readonly like: string }[] = [
  { test: 'hooksCannotCallBack', like: 'aTokenCannotComeBackThroughMulticall' },
  { test: 'lyingTokenIsRefused', like: 'feeOnTransferIsRefused' },
]
