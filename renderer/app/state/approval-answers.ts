/**
 * What became of a request that moves value, for whoever asked for it: the host's list only says which still wait.
 * The dialog tells; a request that leaves the list untold (it ran out, the network changed) counts as refused.
 */
type Answer = { readonly transactionHash: string } | null;

const waiting = new Map<string, (answer: Answer) => void>();

/** Called by the dialog: the transaction that went out, or null where the person said no. */
export function tellApprovalAnswer(approvalId: string, answer: Answer): void {
  waiting.get(approvalId)?.(answer);
  waiting.delete(approvalId);
}

export interface ApprovalWatch {
  /** The ids that wait now. */
  pending(): readonly string[];
  onChange(listener: () => void): () => void;
}

/** A request may leave the host's list a moment before the dialog has its transaction. */
const UNTOLD_AFTER_MS = 5_000;

/** Resolves when the request was answered: with its transaction, or null where nothing was signed. */
export async function approvalAnswer(approvalId: string, watch: ApprovalWatch): Promise<Answer> {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let wasSeen = watch.pending().includes(approvalId);
  return new Promise((resolve) => {
    const stop = watch.onChange(() => {
      const isThere = watch.pending().includes(approvalId);
      wasSeen ||= isThere;
      if (wasSeen && !isThere) timer ??= setTimeout(() => tellApprovalAnswer(approvalId, null), UNTOLD_AFTER_MS);
    });
    waiting.set(approvalId, (answer) => {
      stop();
      if (timer !== null) clearTimeout(timer);
      resolve(answer);
    });
  });
}
