import { useStrings } from '../../../app/strings/strings.ts';
import { cx } from '../../../app/ui/cx.ts';
import type { Queue } from '../../model/queue.ts';

/** The whole queue in four figures. */
export function Tally({ queue }: { queue: Queue }) {
  const t = useStrings();
  const finals = queue.onChain.filter(({ moves }) => moves.at(-1)?.isFinal === true).length;
  const figures = [
    { id: 'needsYou', count: queue.needsYou.length },
    { id: 'waiting', count: queue.waiting.length },
    { id: 'underWay', count: queue.underWay.length },
    { id: 'final', count: finals },
  ] as const;
  return (
    <dl className="t-tally">
      {figures.map(({ id, count }) => (
        <div key={id} className={cx('t-tally__figure', `t-tally__figure--${id}`, count === 0 && 't-tally__figure--none')}>
          <dt>{t(`sync:sync.tally.${id}`)}</dt>
          <dd className="t-number">{count}</dd>
        </div>
      ))}
    </dl>
  );
}
