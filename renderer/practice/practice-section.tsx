import { Footprints } from 'lucide-react';
import { goTo } from '../app/routes/paths.ts';
import { useStrings } from '../app/strings/strings.ts';
import { Button } from '../app/ui/button.tsx';
import { startTour } from './tour/tour.ts';

/** The way to practice, where work is chosen. */
export function PracticeSection() {
  const t = useStrings();
  const begin = (): void => {
    startTour();
    goTo('/practice');
  };
  return (
    <section className="t-stack" aria-labelledby="work-practice">
      <h2 id="work-practice">{t('practice:title')}</h2>
      <p className="t-soft">{t('practice:section')}</p>
      <div className="t-row">
        <Button onClick={() => goTo('/practice')}>{t('practice:open')}</Button>
        <Button tone="quiet" icon={Footprints} onClick={begin}>
          {t('practice:tour.start')}
        </Button>
      </div>
    </section>
  );
}
