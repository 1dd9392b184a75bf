import { useStrings } from '../strings/strings.ts';
import './skeleton.css';

/** Holds the place of what is on its way; says so once to a screen reader. */
export function Skeleton({ lines = 3 }: { lines?: number }) {
  const t = useStrings();
  return (
    <div className="t-skeleton" role="status">
      <span className="t-hidden">{t('app:state.loading')}</span>
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} className="t-skeleton__line" aria-hidden="true" />
      ))}
    </div>
  );
}
