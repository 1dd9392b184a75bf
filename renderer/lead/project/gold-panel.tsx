import type { HostError } from '../../../shared/host-api.ts';
import type { GoldStage } from '../../../shared/protocol/gold/due.ts';
import { useStrings, language } from '../../app/strings/strings.ts';
import { ErrorPanel } from '../../app/errors/error-panel.tsx';
import { formatAmount } from '../../app/format/amount.ts';
import { Address } from '../../app/ui/address.tsx';
import { Badge } from '../../app/ui/badge.tsx';
import { Panel } from '../../app/ui/layout.tsx';
import { Table } from '../../app/ui/table.tsx';
import { When } from '../../app/ui/when.tsx';
import type { TokenFormat } from '../../app/state/token-format.ts';
import { useSyncSnapshot } from '../../sync/sync-provider.tsx';
import type { GoldSeat, LeadBatch, LeadProject } from '../model.ts';

export interface GoldPanelProps {
  project: LeadProject;
  token: TokenFormat;
  isLead: boolean;
}

/** What the known answers found: a row a batch that waits, and a row a seat that was judged. */
interface Row {
  readonly batch: LeadBatch;
  readonly seat: GoldSeat | null;
}

const TONES = { passed: 'good', 'pay-lost': 'warn', slashed: 'bad' } as const;

/** A project's known answers, batch by batch: revealed by the lead's Tessera once a batch is settled. */
export function GoldPanel({ project, token, isLead }: GoldPanelProps) {
  const t = useStrings();
  const trouble = useSyncSnapshot()?.goldTrouble;
  if (project.params.goldPerBatch === 0) return null;
  const asked = project.batches.filter(({ gold }) => gold.stage !== 'none');
  const waiting = asked.filter(({ gold }) => gold.stage === 'waiting').length;
  const rows = asked.flatMap((batch): Row[] => (batch.gold.stage === 'waiting' ? [] : batch.gold.stage === 'revealed' ? batch.gold.seats.map((seat) => ({ batch, seat })) : [{ batch, seat: null }]));
  const error = isLead ? firstError(asked, trouble) : null;
  return (
    <Panel title={t('lead:project.gold.title')}>
      <div className="t-stack">
        <p className="t-soft t-prose">{t(isLead ? 'lead:project.gold.hintLead' : 'lead:project.gold.hint', { count: project.params.goldPerBatch })}</p>
        {waiting > 0 && <p>{t('lead:project.gold.waiting', { count: waiting })}</p>}
        {error !== null && <ErrorPanel error={error} />}
        {rows.length > 0 && (
          <Table
            caption={t('lead:project.gold.title')}
            rows={rows}
            rowKey={({ batch, seat }) => `${batch.batchId} ${seat?.address ?? ''}`}
            columns={[
              { id: 'batch', head: t('lead:project.gold.batch'), isNumber: true, cell: ({ batch }) => batch.index + 1 },
              { id: 'account', head: t('lead:project.gold.account'), cell: ({ batch, seat }) => (seat === null ? <Pending stage={batch.gold.stage} endSeconds={batch.auditEndSeconds} /> : <Address address={seat.address} />) },
              { id: 'right', head: t('lead:project.gold.right'), isNumber: true, cell: ({ batch, seat }) => (seat === null ? '–' : t('lead:project.gold.rightOf', { right: seat.right, asked: batch.gold.asked })) },
              { id: 'verdict', head: t('lead:project.gold.outcome'), cell: ({ seat }) => (seat === null ? '–' : <Badge tone={TONES[seat.verdict]}>{t(`lead:project.gold.verdict.${seat.verdict}`)}</Badge>) },
              { id: 'stake', head: t('lead:project.gold.stake'), isNumber: true, cell: ({ seat }) => (seat === null || seat.verdict !== 'slashed' ? '–' : `${formatAmount(seat.stakeLost, { decimals: token.decimals, locale: language() })} ${token.symbol}`) },
            ]}
          />
        )}
      </div>
    </Panel>
  );
}

function Pending({ stage, endSeconds }: { stage: GoldStage; endSeconds: number | null }) {
  const t = useStrings();
  if (stage === 'missed') return <Badge tone="bad">{t('lead:project.gold.missed')}</Badge>;
  return (
    <span>
      {t('lead:project.gold.due')} {endSeconds !== null && <When atMs={endSeconds * 1000} />}
    </span>
  );
}

function firstError(batches: readonly LeadBatch[], trouble: ReadonlyMap<string, { readonly error: HostError }> | undefined): HostError | null {
  for (const { batchId } of batches) {
    const found = trouble?.get(batchId);
    if (found !== undefined) return found.error;
  }
  return null;
}
