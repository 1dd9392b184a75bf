import { Gavel, ShieldCheck, ShieldX } from 'lucide-react';
import { useStrings } from '../app/strings/strings.ts';
import { Amount } from '../app/ui/amount.tsx';
import { Badge } from '../app/ui/badge.tsx';
import { Button } from '../app/ui/button.tsx';
import { Facts, Panel } from '../app/ui/layout.tsx';
import { Mosaic } from '../app/ui/mosaic.tsx';
import type { TileState } from '../app/ui/mosaic-state.ts';
import { When } from '../app/ui/when.tsx';
import { DrawDetails } from './draw/draw-details.tsx';
import type { ReviewTask } from './tasks.ts';

export interface ReviewListProps {
  readonly tasks: readonly ReviewTask[];
  /** A project's name by its manifest root; empty while the pack is not here. */
  readonly nameOf: (root: string) => string;
  readonly token: { readonly symbol: string; readonly decimals: number };
  readonly onOpen: (task: ReviewTask) => void;
  readonly onDraw: (task: ReviewTask) => void;
  readonly busyBatch: string | null;
}

/** Batches that wait for an expert, the nearest deadline first. */
export function ReviewList({ tasks, nameOf, token, onOpen, onDraw, busyBatch }: ReviewListProps) {
  return (
    <ul className="review-list">
      {tasks.map((task) => (
        <li key={task.batch.id}>
          <TaskCard task={task} name={nameOf(task.project.manifestRoot)} token={token} onOpen={onOpen} onDraw={onDraw} isBusy={busyBatch === task.batch.id} />
        </li>
      ))}
    </ul>
  );
}

interface CardProps extends Pick<ReviewListProps, 'token' | 'onOpen' | 'onDraw'> {
  readonly task: ReviewTask;
  readonly name: string;
  readonly isBusy: boolean;
}

function TaskCard({ task, name, token, onOpen, onDraw, isBusy }: CardProps) {
  const t = useStrings();
  const title = t('review:task.batch', { number: task.batch.index + 1 });
  const facts = [
    { label: t('review:task.deadline'), value: <When atMs={task.deadlineSeconds * 1000} /> },
    {
      label: t('review:task.fee'),
      value: <Amount value={task.project.params.auditFeePerItem * BigInt(task.items.length)} decimals={token.decimals} symbol={token.symbol} />,
    },
  ];
  return (
    <Panel title={name === '' ? title : `${name} · ${title}`}>
      <div className="review-card">
        <Mosaic name={title} tiles={tilesOf(task).map((state) => ({ state }))} size="m" />
        <div className="t-row">
          {task.drawnItems.length > 0 && <Badge tone="accent">{t('review:task.drawn', { count: task.drawnItems.length })}</Badge>}
          {task.disputedItems.length > 0 && <Badge tone="warn">{t('review:task.disputed', { count: task.disputedItems.length })}</Badge>}
          <DrawBadge isRight={task.isDrawRight} />
        </div>
        <Facts facts={facts} />
        <DrawDetails task={task} />
        <div className="t-row">
          {task.items.length > 0 && (
            <Button tone="primary" icon={Gavel} onClick={() => onOpen(task)}>
              {t('review:task.open')}
            </Button>
          )}
          {task.isDrawRight === null && (
            <Button isBusy={isBusy} onClick={() => onDraw(task)}>
              {t('review:task.draw')}
            </Button>
          )}
          {task.items.length > 0 && <span className="t-soft">{t('review:task.toRule', { count: task.items.length })}</span>}
        </div>
      </div>
    </Panel>
  );
}

function DrawBadge({ isRight }: { isRight: boolean | null }) {
  const t = useStrings();
  if (isRight === null) return <Badge>{t('review:task.undrawn')}</Badge>;
  return (
    <Badge tone={isRight ? 'good' : 'bad'} icon={isRight ? ShieldCheck : ShieldX} title={t('review:task.drawHint')}>
      {t(isRight ? 'review:task.drawRight' : 'review:task.drawWrong')}
    </Badge>
  );
}

function tilesOf({ batch, items, disputedItems }: ReviewTask): TileState[] {
  const waiting = new Set(items);
  const disputed = new Set(disputedItems);
  return Array.from({ length: batch.itemCount }, (_, item) => {
    if (((batch.overturnedMask >> BigInt(item)) & 1n) === 1n) return 'overturned';
    if (waiting.has(item)) return disputed.has(item) ? 'disputed' : 'started';
    return 'agreed';
  });
}
