import { useState } from 'react';
import { ArchiveRestore } from 'lucide-react';
import { assertNever } from '../../../shared/assert-never.ts';
import { ErrorPanel } from '../../app/errors/error-panel.tsx';
import { useAction } from '../../app/state/use-action.ts';
import { useStrings } from '../../app/strings/strings.ts';
import { Button } from '../../app/ui/button.tsx';
import { Page } from '../../app/ui/layout.tsx';
import { Skeleton } from '../../app/ui/skeleton.tsx';
import type { JournalRepair, StoreState } from '../../store/session.ts';
import { RestoreView } from './restore-view.tsx';
import { RestoreDialog } from './storage/restore-dialog.tsx';

/** What is shown while the store is not open for writing in this window. */
export function StoreGate({ state }: { state: Exclude<StoreState, { status: 'ready' }> }) {
  const t = useStrings();
  switch (state.status) {
    case 'opening':
      return (
        <Page title={t('app:name')} lead={t('sync:gate.opening')}>
          <Skeleton />
        </Page>
      );
    case 'restore':
      return <RestoreView state={state} />;
    case 'elsewhere':
      return <ElsewhereView takeOver={state.takeOver} />;
    case 'newer':
      return <Page title={t('sync:gate.newerTitle')} lead={t('sync:gate.newerText', { found: state.found, known: state.known })}>{null}</Page>;
    case 'failed':
      return (
        <Page title={t('sync:gate.failedTitle')}>
          <ErrorPanel error={state} onRetry={() => void state.retry()} />
          {state.repair !== null && <RepairJournal repair={state.repair} retry={state.retry} />}
        </Page>
      );
    default:
      return assertNever(state);
  }
}

/** The store is empty and the journal cannot be read: a backup, or a new beginning with the journal put aside. */
function RepairJournal({ repair, retry }: { repair: JournalRepair; retry: () => Promise<void> }) {
  const t = useStrings();
  const [isRestoring, setIsRestoring] = useState(false);
  const renew = useAction(repair.renewJournal, () => void retry());
  return (
    <>
      <p className="t-prose">{t('sync:gate.repairText')}</p>
      {renew.error !== null && <ErrorPanel error={renew.error} hasNoAction />}
      <div className="t-row">
        <Button tone="primary" icon={ArchiveRestore} onClick={() => setIsRestoring(true)}>
          {t('sync:storage.restore')}
        </Button>
        <Button tone="quiet" isBusy={renew.isBusy} onClick={() => void renew.run()}>
          {t('sync:gate.beginAnew')}
        </Button>
      </div>
      {isRestoring && <RestoreDialog session={repair} onClose={() => setIsRestoring(false)} />}
    </>
  );
}

function ElsewhereView({ takeOver }: { takeOver: () => Promise<void> }) {
  const t = useStrings();
  const [isBusy, setIsBusy] = useState(false);
  const press = () => {
    setIsBusy(true);
    void takeOver().finally(() => setIsBusy(false));
  };
  return (
    <Page title={t('sync:gate.elsewhereTitle')} lead={t('sync:gate.elsewhereText')}>
      <div className="t-row">
        <Button onClick={press} isBusy={isBusy}>
          {t('sync:gate.takeOver')}
        </Button>
      </div>
    </Page>
  );
}
