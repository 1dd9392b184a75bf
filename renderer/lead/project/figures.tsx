import type { ReactNode } from 'react';
import { useStrings, locale } from '../../app/strings/strings.ts';
import { formatAmount } from '../../app/format/amount.ts';
import { Amount } from '../../app/ui/amount.tsx';
import type { LeadProject } from '../model.ts';
import { totalsOf } from '../model.ts';
import type { TokenFormat } from '../../app/state/token-format.ts';
import type { Escrow } from './use-escrow.ts';

export interface FiguresProps {
  project: LeadProject;
  token: TokenFormat;
  /** As the contract says now; null while it has not been asked. */
  escrow: Escrow | null;
}

/** The numbers a lead looks at first. */
export function Figures({ project, token, escrow }: FiguresProps) {
  const t = useStrings();
  const totals = totalsOf(project);
  const money = (value: bigint) => `${formatAmount(value, { decimals: token.decimals, locale: locale() })} ${token.symbol}`;
  const amount = (value: bigint) => <Amount value={value} decimals={token.decimals} symbol={token.symbol} />;
  const share = totals.settledItems === 0 ? '–' : percent(totals.resolvedItems / totals.settledItems);
  const disputed = t('lead:project.figure.agreementNote', { disputed: totals.disputedItems });
  const agreement = project.alpha === null ? disputed : `${disputed}, ${t('lead:project.figure.alpha', { alpha: decimal(project.alpha) })}`;
  return (
    <div className="t-lead-figures">
      <Figure label={t('lead:project.figure.settled')} value={totals.settledItems} note={t('lead:project.figure.settledNote', { all: project.itemCount })} />
      <Figure label={t('lead:project.figure.agreement')} value={share} note={agreement} />
      <Figure
        label={t('lead:project.figure.audits')}
        value={totals.audited}
        note={t('lead:project.figure.auditsNote', { overturned: totals.overturned, open: totals.toRule })}
      />
      <Figure label={t('lead:project.figure.seats')} value={totals.seatsTaken} note={t('lead:project.figure.seatsNote', { all: totals.seatsAll })} />
      <Figure
        label={t('lead:project.figure.spent')}
        value={amount(project.claimedWei + project.feesWei)}
        note={t('lead:project.figure.spentNote', { budget: money(project.budgetWei) })}
      />
      {escrow !== null && (
        <Figure label={t('lead:project.figure.escrow')} value={amount(escrow.escrowWei)} note={t('lead:project.figure.escrowNote', { reserved: money(escrow.reservedWei) })} />
      )}
    </div>
  );
}

function decimal(value: number): string {
  return new Intl.NumberFormat(locale(), { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(value);
}

export function percent(share: number): string {
  return new Intl.NumberFormat(locale(), { style: 'percent', maximumFractionDigits: 1 }).format(share);
}

function Figure({ label, value, note }: { label: string; value: ReactNode; note: string }) {
  return (
    <div className="t-lead-figure">
      <span className="t-lead-figure__label">{label}</span>
      <span className="t-lead-figure__value">{typeof value === 'number' ? <span className="t-number">{value}</span> : value}</span>
      <span className="t-lead-figure__note">{note}</span>
    </div>
  );
}
