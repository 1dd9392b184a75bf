import { itemConfidence } from '../../../shared/consensus/reputation.ts';
import type { ChainIndex } from '../../../shared/protocol/chain-records.ts';
import type { SettledAnswer } from '../../desk/effort/effort.ts';
import { earningsOf, itemsOf, tileOf } from './earnings.ts';
import type { EarnedItem } from './earnings.ts';

/**
 * An account's answers that have settled, with the confidence that the contract scores them by. What is disputed or
 * could not be told is neither right nor wrong. @param account in lower case
 */
export function settledAnswers(index: ChainIndex, account: string, nowSeconds: number): SettledAnswer[] {
  return earningsOf(index, account, nowSeconds)
    .filter((earning) => earning.stage !== 'unsettled' && earning.stage !== 'void')
    .flatMap((earning) => itemsOf(earning).flatMap(answerOf));
}

function answerOf(item: EarnedItem): SettledAnswer[] {
  const { own, verdict } = item;
  if (own === null || own.cannotTell) return [];
  const tile = tileOf(item);
  if (tile === 'disputed' || tile === 'cannot-tell') return [];
  return [{ confidence: itemConfidence(own.regions.map((region) => region.confidence)), isRight: tile === 'agreed' || verdict === 'overturned-for' }];
}
