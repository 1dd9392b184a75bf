import { useCallback, useEffect, useMemo, useState } from 'react';
import { ArrowLeft, PenLine } from 'lucide-react';
import type { HostError } from '../../shared/host-api.ts';
import { ErrorPanel } from '../app/errors/error-panel.tsx';
import { useStrings } from '../app/strings/strings.ts';
import { Button } from '../app/ui/button.tsx';
import { Skeleton } from '../app/ui/skeleton.tsx';
import { DeskView } from '../desk/desk-view.tsx';
import type { DeskPort } from '../desk/port.ts';
import type { Overlay } from '../desk/surface.ts';
import { overlaysOf } from './overlays.ts';
import { createReviewPort } from './review-port.ts';
import { type ReviewGeometry, readGeometry } from './geometry.ts';
import type { SealedRuling } from './submit.ts';
import type { ReviewTask } from './tasks.ts';
import { watchSeals } from './watch-seals.ts';
import './review.css';

export interface ReviewDeskProps {
  readonly task: ReviewTask;
  /** The whole batch, as the expert's own pseudo seat. */
  readonly batch: DeskPort;
  /** Rulings sealed so far, out of the store. */
  readonly readRulings: () => Promise<readonly SealedRuling[]>;
  readonly onSubmit: (rulings: readonly SealedRuling[]) => Promise<HostError | null>;
  readonly onBack: () => void;
}

const NONE: readonly Overlay[] = [];

/** The desk over what has to be ruled on: blind until an item is sealed, then with everybody's regions below. */
export function ReviewDesk({ task, batch, readRulings, onSubmit, onBack }: ReviewDeskProps) {
  const t = useStrings();
  // The items are those of the opening: what another expert rules meanwhile is refused by the contract, by name.
  const [items] = useState(() => task.items);
  const [rulings, setRulings] = useState<readonly SealedRuling[]>([]);
  const [geometry, setGeometry] = useState<ReviewGeometry | null>(null);
  const [error, setError] = useState<HostError | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const refresh = useCallback(async () => setRulings((await readRulings()).filter(({ item }) => items.includes(item))), [items, readRulings]);
  const port = useMemo(() => watchSeals(createReviewPort(batch, items), () => void refresh()), [batch, items, refresh]);
  useEffect(() => {
    let isGone = false;
    void Promise.all([readGeometry(batch, items), readRulings()]).then(([read, found]) => {
      if (isGone) return;
      setGeometry(read);
      setRulings(found.filter(({ item }) => items.includes(item)));
    });
    return () => {
      isGone = true;
    };
  }, [batch, items, readRulings]);
  const sealed = useMemo(() => new Set(rulings.map(({ item }) => item)), [rulings]);
  const overlays = useCallback(
    (index: number): readonly Overlay[] => {
      const item = items[index];
      const size = item === undefined ? undefined : geometry?.get(item);
      if (item === undefined || size === undefined || !sealed.has(item)) return NONE;
      return overlaysOf(task, item, size, { consensus: t('review:desk.consensus'), seat: (place) => t('review:desk.seat', { number: place + 1 }) });
    },
    [geometry, items, sealed, t, task],
  );
  const submit = async (): Promise<void> => {
    setIsBusy(true);
    setError(await onSubmit(rulings));
    setIsBusy(false);
  };
  return (
    <div className="review-desk">
      <header className="review-bar">
        <Button size="s" tone="quiet" icon={ArrowLeft} onClick={onBack}>
          {t('review:desk.back')}
        </Button>
        <span className="t-soft review-bar__hint">{t(sealed.size === 0 ? 'review:desk.blind' : 'review:desk.compareHint')}</span>
        <span className="t-mono">{t('review:desk.progress', { sealed: sealed.size, total: items.length })}</span>
        <Button size="s" tone="primary" icon={PenLine} isBusy={isBusy} disabled={sealed.size === 0} onClick={() => void submit()}>
          {t('review:desk.submit', { count: sealed.size })}
        </Button>
      </header>
      {error !== null && <ErrorPanel error={error} onRetry={() => void submit()} />}
      <div className="review-stage">{geometry === null ? <Skeleton lines={4} /> : <DeskView port={port} overlays={overlays} />}</div>
    </div>
  );
}
