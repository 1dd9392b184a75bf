import { Suspense, lazy } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import { useStrings } from '../strings/strings.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Page } from '../ui/layout.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { goTo } from './paths.ts';

const WalletView = lazy(() => import('../../wallet/view/wallet-view.tsx').then((module) => ({ default: module.WalletView })));
const LeadView = lazy(() => import('../../lead/lead-view.tsx').then((module) => ({ default: module.LeadView })));
const SettingsView = lazy(() => import('../settings/settings-view.tsx').then((module) => ({ default: module.SettingsView })));

/** Every address of the window, and the view that stands there. */
export function Routes() {
  return (
    <Suspense fallback={<Loading />}>
      <Switch>
        <Route path="/">
          <Redirect to="/work" replace />
        </Route>
        <Route path="/wallet">
          <WalletView />
        </Route>
        <Route path="/lead/*?">
          <LeadView />
        </Route>
        <Route path="/settings">
          <SettingsView />
        </Route>
        <Route>
          <MissingView />
        </Route>
      </Switch>
    </Suspense>
  );
}

function Loading() {
  return (
    <div className="t-page">
      <Skeleton lines={4} />
    </div>
  );
}

function MissingView() {
  const t = useStrings();
  return (
    <Page title={t('app:view.missingTitle')}>
      <EmptyState title={t('app:view.missingTitle')} actions={<Button onClick={() => goTo('/work')}>{t('app:view.missingAction')}</Button>}>
        {t('app:view.missing')}
      </EmptyState>
    </Page>
  );
}
