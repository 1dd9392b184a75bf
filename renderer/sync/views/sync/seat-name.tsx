import { useStrings } from '../../../app/strings/strings.ts';
import type { SeatCard } from '../../model/seats.ts';

/** A seat by its project and batch. */
export function SeatName({ card: { project, batchNumber } }: { card: SeatCard }) {
  const t = useStrings();
  return (
    <span className="t-seat-name">
      <span className="t-seat-name__project">{project.name === '' ? t('sync:work.unnamed', { id: project.projectId }) : project.name}</span>
      <span className="t-soft">{t('sync:work.batch', { number: batchNumber })}</span>
    </span>
  );
}
