import { fromHex } from '../../../shared/bytes.ts';
import { checkItem } from '../../../shared/consensus/regions.ts';
import { CANNOT_TELL } from '../../../shared/labels/codec-bytes.ts';
import type { ReviewRecord } from '../../../shared/review/record.ts';
import { CONSENSUS_ID, seatAnswer } from '../compare/answers.ts';
import type { ReviewTask } from '../tasks.ts';

/** Why an answer cannot stand as the truth of an item. */
export type Unfit = 'unrevealed' | 'cannot-tell' | 'unfit';

/** The answer that a verdict `of` names, where the contract would take it for a truth. */
export function answerAsTruth(task: ReviewTask, item: number, of: string): { readonly ok: true; readonly labels: string } | { readonly ok: false; readonly why: Unfit } {
  const encoded = of === CONSENSUS_ID ? task.batch.consensus[item] : seatAnswer(task, Number(of), item);
  if (encoded === undefined) return { ok: false, why: 'unrevealed' };
  const bytes = fromHex(encoded);
  if (bytes[0] === CANNOT_TELL) return { ok: false, why: 'cannot-tell' };
  const { kind, classCount, thresholdBps } = task.project.params;
  // A consensus may hold more regions than one answer, and two that are alike.
  return checkItem(kind, bytes, { classCount, thresholdBps }).ok ? { ok: true, labels: encoded } : { ok: false, why: 'unfit' };
}

/** The labels that a verdict sends; null where it sends none, or is none yet. @param sealed the expert's own, as they are sealed now */
export function truthOf(task: ReviewTask, record: ReviewRecord, sealed: string): string | null {
  switch (record.verdict) {
    case 'accept': {
      const answer = answerAsTruth(task, record.item, String(record.of ?? CONSENSUS_ID));
      return answer.ok ? answer.labels : null;
    }
    case 'fix':
    case 'reject':
      return fromHex(sealed)[0] === CANNOT_TELL ? null : sealed;
    case 'set-aside':
    case null:
      return null;
  }
}
