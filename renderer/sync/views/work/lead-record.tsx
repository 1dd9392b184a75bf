import { duration } from '../../../app/format/when.ts';
import { formatAmount } from '../../../app/format/amount.ts';
import { language, useStrings } from '../../../app/strings/strings.ts';
import type { Say } from '../../../app/strings/strings.ts';
import type { TokenFormat } from '../../../app/state/token-format.ts';
import { Facts } from '../../../app/ui/layout.tsx';
import { useTokenFormat } from '../../hooks.ts';
import type { LeadRecord } from '../../../../shared/protocol/lead-record.ts';

/** One line of it, for the list of projects. */
export function recordLine(record: LeadRecord, t: Say): string {
  if (record.settledItems === 0) return t(record.projects > 1 ? 'sync:record.nothingSettled' : 'sync:record.none', { count: record.projects });
  return t('sync:record.line', { overturned: record.overturnedItems, audited: record.agreedAuditedItems, left: record.disputesLeft });
}

/** How the lead has dealt with annotators so far: public, and to be known before a stake is laid down. */
export function LeadRecordFacts({ record }: { record: LeadRecord }) {
  const t = useStrings();
  const token = useTokenFormat();
  return (
    <section aria-label={t('sync:record.title')} className="t-lead-record">
      <h3>{t('sync:record.title')}</h3>
      {record.settledItems === 0 ? (
        <p className="t-soft">{t(record.projects > 1 ? 'sync:record.nothingSettledText' : 'sync:record.noneText', { count: record.projects })}</p>
      ) : (
        <Facts facts={factsOf(record, token, t)} />
      )}
    </section>
  );
}

function factsOf(record: LeadRecord, token: TokenFormat, t: Say) {
  const money = (value: bigint) => formatAmount(value, { decimals: token.decimals, locale: language() });
  const share = (part: number, all: number) => new Intl.NumberFormat(language(), { style: 'percent', maximumFractionDigits: 0 }).format(part / all);
  const { overturnedItems, agreedAuditedItems, disputesLeft, disputesEnded, auditSeconds, goldMissed } = record;
  return [
    { label: t('sync:record.work'), value: t('sync:record.workText', { count: record.settledItems, projects: record.projects }) },
    {
      label: t('sync:record.overturned'),
      value: agreedAuditedItems === 0 ? t('sync:record.notAudited') : t('sync:record.overturnedText', { count: agreedAuditedItems, overturned: overturnedItems, share: share(overturnedItems, agreedAuditedItems) }),
    },
    { label: t('sync:record.disputes'), value: disputesEnded === 0 ? t('sync:record.noDisputes') : t('sync:record.disputesText', { count: disputesEnded, left: disputesLeft }) },
    { label: t('sync:record.auditTime'), value: auditSeconds === null ? t('sync:record.noExpert') : t('sync:record.auditTimeText', { time: duration(auditSeconds * 1000, language()) }) },
    { label: t('sync:record.refunds'), value: record.refunded === 0n ? t('sync:record.noRefunds') : t('sync:record.refundsText', { refunded: money(record.refunded), budget: money(record.budget), symbol: token.symbol }) },
    ...(goldMissed === 0 ? [] : [{ label: t('sync:record.gold'), value: t('sync:record.goldMissed', { count: goldMissed }) }]),
  ];
}
