import { useState } from 'react';
import { DatabaseBackup } from 'lucide-react';
import { ErrorPanel } from '../../app/errors/error-panel.tsx';
import { useStrings } from '../../app/strings/strings.ts';
import { Button } from '../../app/ui/button.tsx';
import { Dialog } from '../../app/ui/dialog.tsx';
import { Facts, Page, Panel } from '../../app/ui/layout.tsx';
import { When } from '../../app/ui/when.tsx';
import type { RestoreReport } from '../../store/journal/restore.ts';
import type { RestoreOutcome, StoreState } from '../../store/session.ts';

/** Shown in place of an empty start: the journal tells of work that the store has lost. */
export function RestoreView({ state }: { state: Extract<StoreState, { status: 'restore' }> }) {
  const t = useStrings();
  const [isBusy, setIsBusy] = useState(false);
  const [isAsking, setIsAsking] = useState(false);
  const [outcome, setOutcome] = useState<RestoreOutcome | null>(null);
  const restore = () => {
    setIsBusy(true);
    void state.restore().then((next) => {
      setOutcome(next);
      setIsBusy(false);
    });
  };
  if (outcome?.ok === true) {
    return (
      <Page title={t('sync:gate.restored')}>
        <RestoredFacts report={outcome.report} />
        <div className="t-row">
          <Button tone="primary" size="l" onClick={() => void outcome.proceed()}>
            {t('sync:gate.open')}
          </Button>
        </div>
      </Page>
    );
  }
  const { lastAtMs, backupAtMs } = state.summary;
  const isBackup = backupAtMs !== null;
  const facts = [
    ...(isBackup ? [{ label: t('sync:gate.backupOf'), value: <When atMs={backupAtMs} isAbsolute /> }] : []),
    ...(lastAtMs === null ? [] : [{ label: t('sync:gate.lastEntry'), value: <When atMs={lastAtMs} isAbsolute /> }]),
  ];
  return (
    <Page title={t(isBackup ? 'sync:gate.backupTitle' : 'sync:gate.restoreTitle')} lead={t(isBackup ? 'sync:gate.backupLead' : 'sync:gate.restoreLead')}>
      {facts.length > 0 && (
        <Panel>
          <Facts facts={facts} />
        </Panel>
      )}
      {outcome !== null && <ErrorPanel error={outcome} onRetry={restore} />}
      <div className="t-row">
        <Button tone="primary" size="l" icon={DatabaseBackup} isBusy={isBusy} onClick={restore}>
          {t(isBackup ? 'sync:gate.putBack' : 'sync:gate.restore')}
        </Button>
        <Button tone="quiet" disabled={isBusy} onClick={() => setIsAsking(true)}>
          {t('sync:gate.startEmpty')}
        </Button>
      </div>
      {isAsking && <StartEmptyDialog onClose={() => setIsAsking(false)} startEmpty={state.startEmpty} />}
    </Page>
  );
}

function StartEmptyDialog({ onClose, startEmpty }: { onClose: () => void; startEmpty: () => Promise<void> }) {
  const t = useStrings();
  return (
    <Dialog
      title={t('sync:gate.startEmptyTitle')}
      size="s"
      onClose={onClose}
      footer={
        <>
          <Button data-autofocus="" onClick={onClose}>
            {t('sync:gate.keep')}
          </Button>
          <Button tone="danger" onClick={() => void startEmpty()}>
            {t('sync:gate.startEmpty')}
          </Button>
        </>
      }
    >
      <p>{t('sync:gate.startEmptyText')}</p>
    </Dialog>
  );
}

/** What the rebuild brought back. */
function RestoredFacts({ report }: { report: RestoreReport }) {
  const t = useStrings();
  return (
    <Panel title={t('sync:gate.restored')}>
      <Facts
        facts={[
          { label: t('sync:gate.labels'), value: report.labels },
          { label: t('sync:gate.sealed'), value: report.sealed },
          { label: t('sync:gate.seats'), value: report.seats },
          { label: t('sync:gate.signedSeats'), value: report.signed },
          ...(report.fromBackup > 0 ? [{ label: t('sync:gate.rows'), value: report.fromBackup }] : []),
        ]}
      />
      {report.problems.length > 0 && (
        <>
          <p>{t('sync:gate.problems', { count: report.problems.length })}</p>
          <ul className="t-soft">
            {report.problems.slice(0, 20).map(({ key, reason }) => (
              <li key={key + reason}>
                <span className="t-mono">{key}</span>: {reason}
              </li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}
