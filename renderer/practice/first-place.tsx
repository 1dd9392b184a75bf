import { useEffect } from 'react';
import { Redirect } from 'wouter';
import { homePath } from '../app/state/areas.ts';
import { useLive } from '../app/state/use-live.tsx';
import { Skeleton } from '../app/ui/skeleton.tsx';
import { startTour, tour } from './tour/tour.ts';

/** Where the window opens: on the sample for who is new and has no wallet, and else where the role has its work. */
export function FirstPlace() {
  const { wallet, error } = useLive();
  const isNew = wallet?.accounts.length === 0 && tour().at !== 'over';
  useEffect(() => {
    if (isNew && tour().at === 'new') startTour();
  }, [isNew]);
  if (wallet === null && error === null) {
    return (
      <div className="t-page">
        <Skeleton lines={4} />
      </div>
    );
  }
  return <Redirect to={isNew ? '/practice' : homePath()} replace />;
}
