import { useEffect, useState } from 'react';
import { locale, sayKey, useStrings } from '../../app/strings/strings.ts';
import { ErrorPanel } from '../../app/errors/error-panel.tsx';
import { notify } from '../../app/notices/notices.ts';
import { Address } from '../../app/ui/address.tsx';
import { Button } from '../../app/ui/button.tsx';
import { Dialog } from '../../app/ui/dialog.tsx';
import { Facts } from '../../app/ui/layout.tsx';
import { When } from '../../app/ui/when.tsx';
import { tellApprovalAnswer } from '../../app/state/approval-answers.ts';
import { useHost } from '../../app/state/host.tsx';
import type { Approval } from '../../app/state/live.ts';
import { askUnlock, closeOverlay, openOverlay } from '../../app/state/overlays.ts';
import { useAction } from '../../app/state/use-action.ts';
import { useLive, useLiveSource } from '../../app/state/use-live.tsx';
import { approvalValue } from './approval-value.ts';
import { RecipientNotes } from '../notes/recipient-notes.tsx';
import './approvals.css';

/** The requests that move value, one after another, oldest first. */
export function Approvals() {
  const { approvals, wallet } = useLive();
  const [first] = [...approvals].sort((a, b) => a.createdAtMs - b.createdAtMs);
  if (first === undefined) return null;
  return <ApprovalDialog key={first.id} approval={first} count={approvals.length} isUnlocked={wallet?.isUnlocked ?? false} />;
}

interface ApprovalDialogProps {
  approval: Approval;
  count: number;
  isUnlocked: boolean;
}

/** One request in words. Reject has the focus; Approve must be read for, reached for and pressed. */
function ApprovalDialog({ approval, count, isUnlocked }: ApprovalDialogProps) {
  const t = useStrings();
  const host = useHost();
  const live = useLiveSource();
  const network = useLive().chain?.network ?? null;
  const canPress = useReadingTime();
  const approve = useAction(
    () => host.call('wallet.approve', { id: approval.id }),
    ({ transactionHash }) => {
      tellApprovalAnswer(approval.id, { transactionHash });
      notify({ tone: 'good', text: t('wallet:approval.sent') });
      void live.refreshBalances();
    },
  );
  const reject = useAction(
    () => host.call('wallet.reject', { id: approval.id }),
    () => {
      tellApprovalAnswer(approval.id, null);
      notify({ text: t('wallet:approval.rejected') });
    },
  );
  const press = () => (isUnlocked ? void approve.run() : askUnlock(() => openOverlay('approvals')));
  const error = approve.error ?? reject.error;
  return (
    <Dialog
      title={t('wallet:approval.title')}
      onClose={closeOverlay}
      footer={
        <>
          <Button tone="quiet" onClick={closeOverlay}>
            {t('wallet:approval.later')}
          </Button>
          <span className="t-approval__space" />
          <Button onClick={() => void reject.run()} isBusy={reject.isBusy} data-autofocus="">
            {t('wallet:approval.reject')}
          </Button>
          <Button tone="danger" onClick={press} isBusy={approve.isBusy} disabled={!canPress}>
            {canPress ? t('wallet:approval.approve') : t('wallet:approval.approveWait')}
          </Button>
        </>
      }
    >
      <div className="t-stack">
        <p className="t-approval__kind">{t(`wallet:approval.kind.${approval.kind}`)}</p>
        <RecipientNotes notes={approval.notes} />
        <Facts facts={[{ label: t('wallet:approval.by'), value: <Address address={approval.account} canCopy={false} /> }, ...approval.lines.map((line) => lineOf(line, approvalValue(line, { network, locale: locale(), t })))]} />
        <p className="t-soft">
          {t('wallet:approval.safe')} {t('wallet:approval.asked')} <When atMs={approval.createdAtMs} />
          {count > 1 && ` · ${t('wallet:approval.position', { at: 1, count })}`}
        </p>
        {!isUnlocked && <p className="t-soft">{t('wallet:approval.needsUnlock')}</p>}
        {error !== null && <ErrorPanel error={error} onRetry={press} />}
      </div>
    </Dialog>
  );
}

function lineOf({ label }: Approval['lines'][number], value: string) {
  return { key: label, label: sayKey(`wallet:${label}`), value: <span className="t-approval__value">{value}</span> };
}

const READING_MS = 1200;

/** A press that was meant for something else must not approve what has just appeared. */
function useReadingTime(): boolean {
  const [isOver, setIsOver] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsOver(true), READING_MS);
    return () => clearTimeout(timer);
  }, []);
  return isOver;
}
