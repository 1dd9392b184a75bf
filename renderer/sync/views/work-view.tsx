import { goTo } from '../../app/routes/paths.ts';
import { useStrings } from '../../app/strings/strings.ts';
import { openOverlay } from '../../app/state/overlays.ts';
import { useLive } from '../../app/state/use-live.tsx';
import { Button } from '../../app/ui/button.tsx';
import { EmptyState } from '../../app/ui/empty-state.tsx';
import { Page } from '../../app/ui/layout.tsx';
import { Progress } from '../../app/ui/progress.tsx';
import { Skeleton } from '../../app/ui/skeleton.tsx';
import { PracticeSection } from '../../practice/practice-section.tsx';
import { useProjects, useSeats } from '../hooks.ts';
import { isActive } from '../model/seats.ts';
import type { SeatCard } from '../model/seats.ts';
import type { PrefetchProgress } from '../packs/prefetch.ts';
import { useSync, useSyncSnapshot } from '../sync-provider.tsx';
import { AsOf, NoNetwork } from './no-network.tsx';
import { ProjectPanel } from './work/project-panel.tsx';
import { SeatPanel } from './work/seat-panel.tsx';
import './work/work.css';

/** The annotator's start: the seats held, and where to take more. Works from the disk. */
export function WorkView() {
  const t = useStrings();
  const { service } = useSync();
  const snapshot = useSyncSnapshot();
  return (
    <Page title={t('sync:work.title')} lead={t('sync:work.lead')}>
      {service === null ? (
        <NoNetwork />
      ) : (
        <>
          {snapshot?.prefetch != null && <Prefetch progress={snapshot.prefetch} />}
          <Seats />
          <Projects />
          <AsOf head={snapshot?.head ?? null} />
        </>
      )}
      <PracticeSection />
    </Page>
  );
}

function Seats() {
  const t = useStrings();
  const seats = useSeats();
  const active = seats?.filter(isActive) ?? [];
  const finished = seats?.filter((card) => !isActive(card)) ?? [];
  return (
    <section className="t-stack" aria-labelledby="work-seats">
      <h2 id="work-seats">{t('sync:work.seats')}</h2>
      {seats === null && <Skeleton lines={3} />}
      {seats !== null && active.length === 0 && (
        <EmptyState title={t('sync:work.noSeats')} actions={<Button onClick={() => goTo('/practice')}>{t('app:command.goPractice')}</Button>}>
          {t('sync:work.noSeatsText')}
        </EmptyState>
      )}
      <SeatList seats={active} />
      {finished.length > 0 && (
        <details>
          <summary>{t('sync:work.finished', { count: finished.length })}</summary>
          <SeatList seats={finished} />
        </details>
      )}
    </section>
  );
}

function SeatList({ seats }: { seats: readonly SeatCard[] }) {
  return seats.length === 0 ? null : (
    <ul className="t-seats">
      {seats.map((card) => (
        <SeatPanel key={card.seat.key} card={card} />
      ))}
    </ul>
  );
}

function Projects() {
  const t = useStrings();
  const projects = useProjects();
  const snapshot = useSyncSnapshot();
  const { wallet } = useLive();
  const wasRead = snapshot?.head != null;
  return (
    <section className="t-stack" aria-labelledby="work-projects">
      <h2 id="work-projects">{t('sync:work.projects')}</h2>
      {wallet !== null && wallet.accounts.length === 0 && (
        <div className="t-row">
          <Button tone="primary" onClick={() => openOverlay('create-wallet')}>
            {t('app:command.createWallet')}
          </Button>
        </div>
      )}
      {(projects === null || (projects.length === 0 && snapshot?.isBusy === true)) && <Skeleton lines={3} />}
      {projects?.length === 0 && snapshot?.isBusy !== true && (
        <EmptyState title={t('sync:work.noProjects')} actions={wasRead ? <Button onClick={() => goTo('/lead/new')}>{t('lead:new.action')}</Button> : <Button onClick={() => goTo('/settings')}>{t('sync:toSettings')}</Button>}>{t(wasRead ? 'sync:work.noProjectsText' : 'sync:work.noProjectsOffline')}</EmptyState>
      )}
      <ul className="t-seats">{projects?.map((card) => <ProjectPanel key={card.row.key} card={card} />)}</ul>
    </section>
  );
}

function Prefetch({ progress: { done, total, missing, isFull } }: { progress: PrefetchProgress }) {
  const t = useStrings();
  if (done >= total) return null;
  return (
    <div className="t-stack">
      <Progress label={t('sync:work.prefetch')} value={done} max={total} text={t('sync:work.prefetchText', { done, total })} tone={isFull || missing.length > 0 ? 'warn' : 'accent'} />
      {isFull && <p>{t('sync:work.prefetchFull')}</p>}
      {missing.length > 0 && <p className="t-soft">{t('sync:work.prefetchMissing', { names: missing.slice(0, 5).join(', ') })}</p>}
    </div>
  );
}
