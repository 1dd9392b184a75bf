import { useEffect, useId } from 'react';
import { EyeOff, FolderSearch, PackagePlus, RefreshCw } from 'lucide-react';
import { ErrorPanel } from '../../app/errors/error-panel.tsx';
import { notify } from '../../app/notices/notices.ts';
import { goTo } from '../../app/routes/paths.ts';
import { useStrings } from '../../app/strings/strings.ts';
import type { Say } from '../../app/strings/strings.ts';
import { Button } from '../../app/ui/button.tsx';
import { Panel } from '../../app/ui/layout.tsx';
import { When } from '../../app/ui/when.tsx';
import type { Folder, FolderWatch, Sight, Watched } from './folder-watch.ts';
import { useWatch, useWatched } from './watch-provider.tsx';
import './watch.css';

const LOOK_EVERY_MS = 30_000;

/** The folders that are watched, and what waits in them; nothing where there is none. Looks into them while it is open. */
export function WatchedPanel() {
  const t = useStrings();
  const watch = useWatch();
  const watched = useWatched();
  useEffect(() => {
    void watch.lookAll();
    const timer = setInterval(() => void watch.lookAll(), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [watch]);
  if (watched === null || watched.length === 0) return null;
  return (
    <Panel title={t('lead:watch.title')}>
      <ul className="t-watch-list">
        {watched.map((each) => (
          <WatchedRow key={each.row.id} watched={each} watch={watch} />
        ))}
      </ul>
    </Panel>
  );
}

function WatchedRow({ watched: { row, sight, isLooking }, watch }: { watched: Watched; watch: FolderWatch }) {
  const t = useStrings();
  const id = useId();
  const look = () => void watch.look(row.id, true);
  const hasNew = sight.state === 'seen' && sight.fresh.count > 0;
  return (
    <li className="t-entry t-watch" aria-labelledby={id} aria-busy={isLooking || undefined}>
      <div className="t-watch__words">
        <h3 id={id} className="t-watch__name">
          <FolderSearch size={16} aria-hidden="true" />
          <span>{row.folder.name}</span>
          <span className="t-watch__series">{t('lead:watch.series', { series: row.series })}</span>
        </h3>
        <p role="status" className={hasNew ? 't-watch__waiting' : undefined}>
          {sightText(sight, t)}
        </p>
        {row.lookedAtMs !== null && (
          <p className="t-soft">
            {t('lead:watch.lookedAt')} <When atMs={row.lookedAtMs} />
          </p>
        )}
        {sight.state === 'failed' && <ErrorPanel error={sight.error} onRetry={look} />}
      </div>
      <div className="t-watch__buttons">
        <Button tone="primary" icon={PackagePlus} disabled={!hasNew} aria-describedby={id} onClick={() => goTo(`/lead/new/${row.id}`)}>
          {t('lead:watch.next')}
        </Button>
        <Button icon={RefreshCw} isBusy={isLooking} aria-describedby={id} onClick={look}>
          {t('lead:watch.again')}
        </Button>
        <Button tone="quiet" icon={EyeOff} aria-describedby={id} onClick={() => void stop(row, watch, t)}>
          {t('lead:watch.stop')}
        </Button>
      </div>
    </li>
  );
}

function sightText(sight: Sight, t: Say): string {
  if (sight.state !== 'seen') return t(`lead:watch.sight.${sight.state}`);
  const { count, growing } = sight.fresh;
  const waiting = count === 0 ? t('lead:watch.nothing') : t('lead:watch.waiting', { count });
  return growing === 0 ? waiting : `${waiting} ${t('lead:watch.growing', { count: growing })}`;
}

async function stop(row: Folder, watch: FolderWatch, t: Say): Promise<void> {
  await watch.stop(row.id);
  // The pressed button is gone: the reading goes on at the top of the page.
  document.querySelector<HTMLElement>('[data-page-title]')?.focus();
  notify({ text: t('lead:watch.stopped', { folder: row.folder.name }), action: { label: t('lead:watch.undo'), run: () => void watch.restore(row) } });
}
