import { Suspense, lazy, useEffect } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import { FirstPlace } from '../../practice/first-place.tsx';
import { SyncProvider } from '../../sync/sync-provider.tsx';
import { RestoredWallet } from '../../wallet/restored/restored-wallet.tsx';
import { SpaceBanner } from '../../sync/views/storage/space-banner.tsx';
import { StoragePanelInSettings } from '../../sync/views/storage/storage-panel.tsx';
import { HistoryInWallet } from '../../wallet/history/history-panel.tsx';
import { KeepKeymap } from '../state/keep-keymap.tsx';
import { TellWatched } from '../../lead/watch/tell-watched.tsx';
import { WatchProvider } from '../../lead/watch/watch-provider.tsx';
import { TellDeadlines } from '../../sync/deadlines/tell-deadlines.tsx';
import { ReportWork } from '../../sync/updates/report-work.tsx';
import { QueueStatus } from '../shell/queue-status.tsx';
import { useStrings } from '../strings/strings.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Page } from '../ui/layout.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { goTo } from './paths.ts';
import './routes.css';

/** The views, each a file of its own: the first paint waits for one of them alone. */
const load = {
  WalletView: () => import('../../wallet/view/wallet-view.tsx').then((module) => ({ default: module.WalletView })),
  GuideView: () => import('../../guide/guide-view.tsx').then((module) => ({ default: module.GuideView })),
  SettingsView: () => import('../settings/settings-view.tsx').then((module) => ({ default: module.SettingsView })),
  WorkView: () => import('../../sync/views/work-view.tsx').then((module) => ({ default: module.WorkView })),
  SyncView: () => import('../../sync/views/sync-view.tsx').then((module) => ({ default: module.SyncView })),
  EarningsView: () => import('../../sync/views/earnings-view.tsx').then((module) => ({ default: module.EarningsView })),
  DeskRoute: () => import('./desk-route.tsx').then((module) => ({ default: module.DeskRoute })),
  ReviewView: () => import('../../review/review-view.tsx').then((module) => ({ default: module.ReviewView })),
  PracticeView: () => import('../../practice/practice-view.tsx').then((module) => ({ default: module.PracticeView })),
  LeadView: () => import('../../lead/lead-view.tsx').then((module) => ({ default: module.LeadView })),
} as const;

const WalletView = lazy(load.WalletView);
const GuideView = lazy(load.GuideView);
const SettingsView = lazy(load.SettingsView);
const WorkView = lazy(load.WorkView);
const SyncView = lazy(load.SyncView);
const EarningsView = lazy(load.EarningsView);
const DeskRoute = lazy(load.DeskRoute);
const ReviewView = lazy(load.ReviewView);
const PracticeView = lazy(load.PracticeView);
const LeadView = lazy(load.LeadView);

/** Brings the rest in while the host can be reached: a tab that loses its host opens every view all the same. */
function preloadViews(): void {
  for (const view of Object.values(load)) view().catch(() => undefined);
}

/** Views that need no store: they work while it is still opening, or is open in another window. */
const STORELESS = /^\/(wallet|settings|guide)(\/|$)/;

/** Every address of the window, and the view that stands there. The store and the engine behind it run under all of them. */
export function Routes() {
  const [path] = useLocation();
  useEffect(preloadViews, []);
  const isStoreless = STORELESS.test(path);
  return (
    <>
      {isStoreless && (
        <Suspense fallback={<Loading />}>
          <Switch>
            <Route path="/wallet">
              <WalletView />
            </Route>
            <Route path="/guide">
              <GuideView />
            </Route>
            <Route path="/settings">
              <SettingsView />
            </Route>
            <Route>
              <MissingView />
            </Route>
          </Switch>
        </Suspense>
      )}
      <div className="t-store-views" hidden={isStoreless}>
        <SyncProvider>
          <QueueStatus />
          <StoragePanelInSettings />
          <HistoryInWallet />
          <KeepKeymap />
          <TellDeadlines />
          <ReportWork />
          <SpaceBanner />
          <RestoredWallet />
          <WatchProvider>
            <TellWatched />
            {!isStoreless && (
              <Suspense fallback={<Loading />}>
                <StoreRoutes />
              </Suspense>
            )}
          </WatchProvider>
        </SyncProvider>
      </div>
    </>
  );
}

function StoreRoutes() {
  return (
    <Switch>
      <Route path="/">
        <FirstPlace />
      </Route>
      <Route path="/work">
        <WorkView />
      </Route>
      <Route path="/sync">
        <SyncView />
      </Route>
      <Route path="/earnings">
        <EarningsView />
      </Route>
      <Route path="/desk/*">{(params) => <DeskRoute address={params['*']} />}</Route>
      <Route path="/practice/*?">{(params) => <PracticeView address={params['*'] ?? ''} />}</Route>
      <Route path="/review/*?">
        <ReviewView />
      </Route>
      <Route path="/lead/*?">
        <LeadView />
      </Route>
      <Route>
        <MissingView />
      </Route>
    </Switch>
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
