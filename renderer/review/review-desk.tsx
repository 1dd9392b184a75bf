import { useCallback, useEffect, useMemo, useState } from 'react';
import { ArrowLeft, PenLine } from 'lucide-react';
import type { HostError } from '../../shared/host-api.ts';
import type { ProjectSchema } from '../../shared/labels/schema.ts';
import type { ReviewRecord } from '../../shared/review/record.ts';
import { ErrorPanel } from '../app/errors/error-panel.tsx';
import { useStrings } from '../app/strings/strings.ts';
import { Button } from '../app/ui/button.tsx';
import { CommandKbd } from '../app/ui/command-kbd.tsx';
import { Skeleton } from '../app/ui/skeleton.tsx';
import { useCommands } from '../commands/use-commands.ts';
import { DeskFrame } from '../desk/desk-frame.tsx';
import { DeskView } from '../desk/desk-view.tsx';
import type { DeskPort } from '../desk/port.ts';
import type { Overlay } from '../desk/surface.ts';
import { overlaysOf } from './overlays.ts';
import { createReviewPort } from './review-port.ts';
import { type ReviewGeometry, readGeometry } from './geometry.ts';
import type { SealedRuling } from './submit.ts';
import type { ReviewTask } from './tasks.ts';
import { truthOf } from './verdict/truth.ts';
import { VerdictPanel } from './verdict/verdict-panel.tsx';
import type { Said } from './verdict/verdict-panel.tsx';
import { watchSeals } from './watch-seals.ts';
import './review.css';

export interface ReviewDeskProps {
  readonly task: ReviewTask;
  /** The whole batch, as the expert's own pseudo seat. */
  readonly batch: DeskPort;
  readonly schema: ProjectSchema;
  /** The expert's answers that are sealed now, out of the store. */
  readonly readSealed: () => Promise<readonly SealedRuling[]>;
  /** What was said of the batch's items, by their place. */
  readonly records: ReadonlyMap<number, ReviewRecord>;
  /** An item was sealed: the first time it is the blind answer that is kept. */
  readonly onSealed: (sealed: readonly SealedRuling[]) => Promise<void>;
  /** An item was opened again: what was said of it counts no more. */
  readonly onReopened: (item: number) => Promise<void>;
  readonly onSay: (item: number, said: Said, truth: string | null) => Promise<void>;
  readonly onSubmit: (rulings: readonly SealedRuling[]) => Promise<HostError | null>;
  readonly onBack: () => void;
}

const NONE: readonly Overlay[] = [];

/** The desk over what has to be ruled on: blind until an item is sealed, then with everybody's regions and a verdict beside it. */
export function ReviewDesk({ task, batch, schema, readSealed, records, onSealed, onReopened, onSay, onSubmit, onBack }: ReviewDeskProps) {
  const t = useStrings();
  // The items are those of the opening: what another expert rules meanwhile is refused by the contract, by name.
  const [items] = useState(() => task.items);
  const [sealed, setSealed] = useState<ReadonlyMap<number, string>>(new Map());
  const [geometry, setGeometry] = useState<ReviewGeometry | null>(null);
  const [error, setError] = useState<HostError | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const refresh = useCallback(async () => {
    const found = (await readSealed()).filter(({ item }) => items.includes(item));
    setSealed(new Map(found.map(({ item, labels }) => [item, labels])));
    return found;
  }, [items, readSealed]);
  const port = useMemo(
    () =>
      watchSeals(createReviewPort(batch, items), {
        sealed: async () => onSealed(await refresh()),
        reopened: async (index) => {
          const item = items[index];
          if (item !== undefined) await onReopened(item);
          await refresh();
        },
      }),
    [batch, items, refresh, onSealed, onReopened],
  );
  useEffect(() => {
    let isGone = false;
    const read = async () => {
      const found = await readGeometry(batch, items);
      const known = await refresh();
      if (isGone) return;
      setGeometry(found);
      await onSealed(known);
    };
    void read();
    return () => {
      isGone = true;
    };
  }, [batch, items, refresh, onSealed]);
  const overlays = useCallback(
    (index: number): readonly Overlay[] => {
      const item = items[index];
      const size = item === undefined ? undefined : geometry?.get(item);
      if (item === undefined || size === undefined || !sealed.has(item)) return NONE;
      return overlaysOf(task, item, size, { consensus: t('review:desk.consensus'), seat: (place) => t('review:desk.seat', { number: place + 1 }) });
    },
    [geometry, items, sealed, t, task],
  );
  const said = items.filter((item) => sealed.has(item) && records.get(item)?.verdict != null);
  const rulings = said.flatMap((item): SealedRuling[] => {
    const record = records.get(item);
    const truth = record === undefined ? null : truthOf(task, record, sealed.get(item) ?? '0x');
    return truth === null ? [] : [{ item, labels: truth }];
  });
  const submit = async (): Promise<void> => {
    if (rulings.length === 0 || isBusy) return;
    setIsBusy(true);
    setError(await onSubmit(rulings));
    setIsBusy(false);
  };
  useCommands('desk', { ...(rulings.length > 0 ? { 'review.sign': () => void submit() } : {}) });
  const beside = (index: number) => {
    const item = items[index];
    if (item === undefined) return null;
    const own = sealed.get(item) ?? null;
    const record = records.get(item) ?? null;
    const say = (now: Said) => void onSay(item, now, record === null || own === null ? null : truthOf(task, { ...record, ...now }, own));
    return <VerdictPanel key={item} task={task} item={item} schema={schema} sealed={own} record={record} onSay={say} />;
  };
  return (
    <DeskFrame
      bar={
        <>
          <Button size="s" tone="quiet" icon={ArrowLeft} onClick={onBack}>
            {t('review:desk.back')}
          </Button>
          <span className="t-soft review-hint">{t(sealed.size === 0 ? 'review:desk.blind' : 'review:desk.compareHint')}</span>
          <span className="t-mono">{t('review:desk.progress', { sealed: said.length, total: items.length })}</span>
          <Button size="s" tone="primary" icon={PenLine} isBusy={isBusy} disabled={rulings.length === 0} onClick={() => void submit()}>
            {t('review:desk.submit', { count: rulings.length })} <CommandKbd id="review.sign" />
          </Button>
        </>
      }
      note={error !== null && <ErrorPanel error={error} onRetry={() => void submit()} />}
    >
      {geometry === null ? <Skeleton lines={4} /> : <DeskView port={port} overlays={overlays} beside={beside} />}
    </DeskFrame>
  );
}
