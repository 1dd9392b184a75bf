import { Panel } from '../../../app/ui/layout.tsx';
import { SkeletonLines } from '../../../app/ui/skeleton.tsx';

/** Holds the place of a panel that is computed; the page says once for all of them that they are on their way. */
export function ComingPanel({ title, isWide = false }: { title: string; isWide?: boolean }) {
  return (
    <Panel title={title} className={isWide ? 't-quality__wide' : undefined}>
      <SkeletonLines lines={6} />
    </Panel>
  );
}
