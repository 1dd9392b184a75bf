import { useState } from 'react';
import { useStrings } from '../../../app/strings/strings.ts';
import { deskPath, goTo } from '../../../app/routes/paths.ts';
import { Button } from '../../../app/ui/button.tsx';
import { Dialog } from '../../../app/ui/dialog.tsx';
import { Mosaic } from '../../../app/ui/mosaic.tsx';
import { sendAsIs } from '../../../store/seats.ts';
import { isOpen } from '../../model/seats.ts';
import type { SeatCard } from '../../model/seats.ts';
import { useSync } from '../../sync-provider.tsx';
import { useTokenFormat } from '../../hooks.ts';
import { StateBadge, deadlineText } from '../seat-status.tsx';

/** One seat: how far it is, until when, and the way to its desk. */
export function SeatPanel({ card }: { card: SeatCard }) {
  const t = useStrings();
  const [isAsking, setIsAsking] = useState(false);
  const { seat, project, batchNumber, states, sealed, status } = card;
  const name = t('sync:work.batch', { number: batchNumber });
  const title = `${project.name === '' ? t('sync:work.unnamed', { id: project.projectId }) : project.name}, ${name}`;
  const canLabel = isOpen(card) && project.pack === 'ready';
  const isUntouched = states.every((state) => state === 'untouched');
  const token = useTokenFormat();
  const deadline = deadlineText(status, { stake: project.params.stakePerSeat, token }, t);
  const open = () => goTo(deskPath(seat.key));
  return (
    <li className="t-seat" aria-label={title}>
      <div className="t-seat__head">
        <h3>{title}</h3>
        <StateBadge status={status} />
      </div>
      <Mosaic name={title} tiles={states.map((state) => ({ state }))} />
      <p className="t-soft">
        <span className="t-number">{t('sync:work.progress', { sealed, all: seat.itemCount })}</span>
        {status !== null && ` · ${t(`sync:reason.${status.reason}`)}`}
      </p>
      {deadline !== null && <p className="t-seat__deadline">{deadline}</p>}
      <div className="t-row">
        <Button tone={canLabel ? 'primary' : 'plain'} onClick={open} disabled={project.pack !== 'ready'}>
          {canLabel ? t(isUntouched ? 'sync:work.start' : 'sync:work.continue') : t('sync:work.look')}
        </Button>
        {canLabel && !seat.isSentAsIs && sealed > 0 && sealed < seat.itemCount && (
          <Button tone="quiet" onClick={() => setIsAsking(true)}>
            {t('sync:work.sendAsIs')}
          </Button>
        )}
      </div>
      {isAsking && <SendAsIsDialog card={card} onClose={() => setIsAsking(false)} />}
    </li>
  );
}

function SendAsIsDialog({ card, onClose }: { card: SeatCard; onClose: () => void }) {
  const t = useStrings();
  const { session, service } = useSync();
  const send = async () => {
    await sendAsIs(session.db, card.seat.key, session.nowMs());
    service?.kick();
    onClose();
  };
  return (
    <Dialog
      title={t('sync:work.sendAsIsTitle', { number: card.batchNumber })}
      size="s"
      onClose={onClose}
      footer={
        <>
          <Button data-autofocus="" onClick={onClose}>
            {t('sync:work.keepLabelling')}
          </Button>
          <Button tone="danger" onClick={() => void send()}>
            {t('sync:work.sendAsIs')}
          </Button>
        </>
      }
    >
      <p>{t('sync:work.sendAsIsText', { count: card.seat.itemCount - card.sealed })}</p>
    </Dialog>
  );
}
