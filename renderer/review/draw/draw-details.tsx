import { bitsOf, popcount } from '../../../shared/consensus/masks.ts';
import { drawItems, sampleSize } from '../../../shared/consensus/sampling.ts';
import { useStrings } from '../../app/strings/strings.ts';
import { Hash } from '../../app/ui/address.tsx';
import { Badge } from '../../app/ui/badge.tsx';
import { Facts } from '../../app/ui/layout.tsx';
import type { ReviewTask } from '../tasks.ts';

/** The draw made again here, step by step, beside what the chain says: anybody can do it. */
export function DrawDetails({ task }: { task: ReviewTask }) {
  const t = useStrings();
  const { batch, project } = task;
  const { drawn } = batch;
  if (drawn === null) return null;
  const size = sampleSize(batch.itemCount, project.params.auditBps);
  const extended = popcount(drawn.extendedMask);
  const ours = bitsOf(drawItems(drawn.seed, batch.itemCount, size + extended));
  const theirs = bitsOf(drawn.mask);
  const numbers = (items: readonly number[]) => items.map((item) => item + 1).join(', ');
  const isRight = numbers(ours) === numbers(theirs);
  return (
    <details>
      <summary>{t('review:draw.summary')}</summary>
      <p className="t-soft t-prose">{t('review:draw.how')}</p>
      <Facts
        facts={[
          { label: t('review:draw.seed'), value: <Hash hash={drawn.seed} /> },
          { label: t('review:draw.block'), value: <span className="t-number">{drawn.place.blockNumber}</span> },
          { label: t('review:draw.size'), value: t('review:draw.sizeOf', { size, items: batch.itemCount, rate: project.params.auditBps / 100 }) },
          ...(extended === 0 ? [] : [{ label: t('review:draw.extended'), value: <span className="t-number">{extended}</span> }]),
          { label: t('review:draw.ours'), value: <span className="t-number">{numbers(ours)}</span> },
          { label: t('review:draw.theirs'), value: <span className="t-number">{numbers(theirs)}</span> },
          { label: t('review:draw.verdict'), value: <Badge tone={isRight ? 'good' : 'bad'}>{t(isRight ? 'review:draw.matches' : 'review:draw.differs')}</Badge> },
        ]}
      />
    </details>
  );
}
