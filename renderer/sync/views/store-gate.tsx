import { useState } from 'react';
import { assertNever } from '../../../shared/assert-never.ts';
import { ErrorPanel } from '../../app/errors/error-panel.tsx';
import { useStrings } from '../../app/strings/strings.ts';
import { Button } from '../../app/ui/button.tsx';
import { Page } from '../../app/ui/layout.tsx';
import { Skeleton } from '../../app/ui/skeleton.tsx';
import type { StoreState } from '../../store/session.ts';
import { RestoreView } from './restore-view.tsx';

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
        </Page>
      );
    default:
      return assertNever(state);
  }
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
