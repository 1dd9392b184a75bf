/**
 * Labels of the lines of an approval: the host names them, the strings catalogue says them. One list, so that a
 * test can hold the catalogue to it.
 */
export const approvalLabels = [
  'approval.network',
  'approval.contract',
  'approval.amount',
  'approval.balanceAfter',
  'approval.token',
  'approval.to',
  'approval.spender',
  'approval.project',
  'approval.items',
  'approval.seats',
  'approval.reward',
  'approval.stake',
  'approval.auditFee',
  'approval.budget',
  'approval.pack',
  'approval.expert',
  'approval.lead',
  'approval.allowed',
  'approval.fee',
  'approval.today',
] as const;
export type ApprovalLabel = (typeof approvalLabels)[number];

/** What may be said of an address that is about to be paid, the most alarming first. */
export const approvalNoteKinds = ['look-alike', 'no-checksum', 'new-recipient', 'sent-before', 'contact', 'own-account'] as const;
export interface ApprovalNote {
  readonly kind: (typeof approvalNoteKinds)[number];
  /** A name, or the address that it is like. */
  readonly text: string;
}
