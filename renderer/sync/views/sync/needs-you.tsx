import { actionFor } from '../../../app/errors/error-actions.ts';
import { describeError } from '../../../app/errors/describe-error.ts';
import { runErrorAction } from '../../../app/errors/run-error-action.ts';
import { deskPath, goTo } from '../../../app/routes/paths.ts';
import { useStrings } from '../../../app/strings/strings.ts';
import { Button } from '../../../app/ui/button.tsx';
import { Panel } from '../../../app/ui/layout.tsx';
import { unpark } from '../../../store/outbox.ts';
import type { SeatCard } from '../../model/seats.ts';
import { useSync } from '../../sync-provider.tsx';
import { Deadline } from './deadline.tsx';
import { SeatName } from './seat-name.tsx';

/** Refusals whose cure is at the desk. */
const AT_THE_DESK: ReadonlySet<string> = new Set(['SEAL_BROKEN', 'LABELS_DAMAGED', 'LABELS_CHANGED', 'ITEM_OPEN', 'BadLabels']);

/** Seats that cannot go on by themselves: each with its reason and the one thing to do. The rest goes on meanwhile. */
export function NeedsYou({ seats }: { seats: readonly SeatCard[] }) {
  const t = useStrings();
  return (
    <Panel title={t('sync:sync.needsYou')} className="t-needs">
      <p className="t-soft">{t('sync:sync.needsYouText')}</p>
      <ul className="t-needs__list">
        {seats.map((card) => (
          <li key={card.seat.key} className="t-needs__seat">
            <div className="t-needs__words">
              <SeatName card={card} />
              <Reason card={card} />
              <Deadline card={card} />
            </div>
            <Cure card={card} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Reason({ card: { outbox, status } }: { card: SeatCard }) {
  const t = useStrings();
  if (outbox?.error == null) return status === null ? null : <p>{t(`sync:reason.${status.reason}`)}</p>;
  const { sentence, safe, details } = describeError(outbox.error, t);
  return (
    <>
      <p>
        <strong>{sentence}</strong> {safe}
      </p>
      <p className="t-soft">
        {outbox.step !== null && `${t(`sync:sync.step.${outbox.step}`)}: `}
        {details.length > 0 && (
          <span lang="en" translate="no" className="t-needs__detail">
            {details.join(' ')}
          </span>
        )}{' '}
        {t('sync:sync.attempts', { count: outbox.attempts })}
      </p>
    </>
  );
}

function Cure({ card }: { card: SeatCard }) {
  const t = useStrings();
  const { session, service } = useSync();
  const code = card.outbox?.error?.code ?? '';
  if (AT_THE_DESK.has(code)) return <Button onClick={() => goTo(deskPath(card.seat.key))}>{t('sync:sync.openBatch')}</Button>;
  const action = actionFor(code);
  if (action !== null && action !== 'retry') return <Button onClick={() => runErrorAction(action)}>{t(`errors:action.${action}`)}</Button>;
  const again = async () => {
    await unpark(session.db, [card.seat.key], session.nowMs());
    service?.kick(0);
  };
  return <Button onClick={() => void again()}>{t('sync:sync.again')}</Button>;
}
