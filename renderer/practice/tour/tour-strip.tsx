import { assertNever } from '../../../shared/assert-never.ts';
import { useStrings } from '../../app/strings/strings.ts';
import type { Say } from '../../app/strings/strings.ts';
import { Button } from '../../app/ui/button.tsx';
import { cx } from '../../app/ui/cx.ts';
import { firstKeyOf } from '../../commands/keymap.ts';
import type { Keymap } from '../../commands/keymap.ts';
import { formatKeys } from '../../commands/keys.ts';
import { commandSpec } from '../../commands/table.ts';
import type { CommandId } from '../../commands/table.ts';
import { useKeymap } from '../../commands/use-keymap.ts';
import { tourSteps } from './steps.ts';
import type { TourStep } from './steps.ts';
import { skipTour } from './tour.ts';

/** What to do next, over the desk: it goes away by being done. */
export function TourStrip({ step }: { step: TourStep }) {
  const t = useStrings();
  const map = useKeymap();
  const at = tourSteps.indexOf(step);
  return (
    <section className="tour" aria-label={t('practice:tour.label')}>
      <ol className="tour__steps" aria-hidden="true">
        {tourSteps.map((each, index) => (
          <li key={each} className={cx('tour__step', index < at && 'tour__step--done', index === at && 'tour__step--now')} />
        ))}
      </ol>
      <p className="tour__words" role="status">
        <span className="t-soft">{t('practice:tour.position', { number: at + 1, count: tourSteps.length })}</span> <strong>{t(`practice:tour.${step}.title`)}</strong>{' '}
        {wordsOf(step, map, t)}
      </p>
      <Button size="s" tone="quiet" onClick={skipTour}>
        {t('practice:tour.skip')}
      </Button>
    </section>
  );
}

/** With the keys that this person has. */
function wordsOf(step: TourStep, map: Keymap, t: Say): string {
  const key = (id: CommandId): string => formatKeys(firstKeyOf(commandSpec(id), map) ?? '');
  switch (step) {
    case 'draw':
      return t('practice:tour.draw.text', { box: key('tool.box'), point: key('draw.place-point') });
    case 'name':
      return t('practice:tour.name.text', { first: key('class.pick-1'), last: key('class.pick-6') });
    case 'undo':
      return t('practice:tour.undo.text', { undo: key('history.undo') });
    case 'redo':
      return t('practice:tour.redo.text', { redo: key('history.redo') });
    case 'seal':
      return t('practice:tour.seal.text', { seal: key('item.seal') });
    default:
      return assertNever(step);
  }
}
