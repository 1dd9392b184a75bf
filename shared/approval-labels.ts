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
] as const;
export type ApprovalLabel = (typeof approvalLabels)[number];
