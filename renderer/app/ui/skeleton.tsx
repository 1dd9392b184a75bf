import { useStrings } from '../strings/strings.ts';
import './skeleton.css';

/** Holds the place of what is on its way; says so once to a screen reader. */
export function Skeleton({ lines = 3 }: { lines?: number }) {
  const t = useStrings();
  return (
    <div role="status">
      <span className="t-hidden">{t('app:state.loading')}</span>
      <SkeletonLines lines={lines} />
    </div>
  );
}

/** The same without a word: where somebody else says what is on its way. */
export function SkeletonLines({ lines }: { lines: number }) {
  return (
    <div className="t-skeleton" aria-hidden="true">
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} className="t-skeleton__line" />
      ))}
    </div>
  );
}
