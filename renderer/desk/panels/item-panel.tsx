import { LockKeyhole, Stamp, Undo2 } from 'lucide-react';
import { sayError } from '../../app/errors/say-error.ts';
import { sayKey, useStrings } from '../../app/strings/strings.ts';
import { Button } from '../../app/ui/button.tsx';
import { CommandKbd } from '../../app/ui/command-kbd.tsx';
import { focusSurface } from '../focus.ts';
import { useDesk, useDeskState } from '../session/desk-context.tsx';
import { nextUnsealed } from '../session/state.ts';
import './item-panel.css';

/** What ends an item: seal it, or say that it can't be told. */
export function ItemPanel({ onCannotTell }: { onCannotTell: () => void }) {
  const t = useStrings();
  const readOnly = useDeskState((state) => state.batch?.readOnlyReason ?? null);
  const isSealed = useDeskState((state) => state.open?.document.isSealed === true);
  return (
    <section className="desk-item" aria-label={t('desk:seal.button')} data-desk-pane="">
      <Reasons />
      {readOnly !== null ? (
        <p className="desk-item__note">
          <LockKeyhole size={15} aria-hidden="true" /> <strong>{t('desk:seal.readOnly')}</strong> {sayKey(readOnly)}
        </p>
      ) : isSealed ? (
        <SealedActions />
      ) : (
        <OpenActions onCannotTell={onCannotTell} />
      )}
    </section>
  );
}

function Reasons() {
  const t = useStrings();
  const { session } = useDesk();
  const reasons = useDeskState((state) => state.sealReasons);
  if (reasons.length === 0) return null;
  return (
    <div className="desk-item__reasons" role="alert">
      <strong>{t('desk:seal.why')}</strong>
      <ul>
        {reasons.map(({ regionId, ...reason }) => (
          <li key={`${reason.code}-${regionId ?? ''}`}>
            {regionId === null ? (
              sayError(reason, t)
            ) : (
              <button
                type="button"
                className="desk-item__reason"
                onClick={() => {
                  const region = session.store.get().open?.document.labels.regions.find((each) => each.id === regionId);
                  if (region !== undefined) session.select([region.id]);
                  focusSurface();
                }}
              >
                {sayError(reason, t)}
              </button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

function OpenActions({ onCannotTell }: { onCannotTell: () => void }) {
  const t = useStrings();
  const { session } = useDesk();
  const cannotTell = useDeskState((state) => state.open?.document.labels.cannotTell ?? null);
  const isAsked = useDeskState((state) => state.isEmptySealAsked);
  return (
    <>
      {isAsked && <p className="desk-item__ask">{t('desk:seal.askEmpty')}</p>}
      {cannotTell !== null && (
        <p className="desk-item__cannot">
          {t('desk:cannotTell.is', { reason: t(`desk:cannotTell.${cannotTell}`) })}
          <Button size="s" icon={Undo2} onClick={() => session.cannotTell(null)}>
            {t('desk:cannotTell.undo')}
          </Button>
        </p>
      )}
      <div className="desk-item__buttons">
        <Button onClick={onCannotTell}>
          {t('desk:cannotTell.button')} <CommandKbd id="item.cannot-tell" />
        </Button>
        <Button tone="primary" onClick={() => void session.sealAndNext()}>
          {t(isAsked ? 'desk:seal.buttonEmpty' : 'desk:seal.button')} <CommandKbd id="item.seal" />
        </Button>
      </div>
    </>
  );
}

function SealedActions() {
  const t = useStrings();
  const { session } = useDesk();
  const staysHere = useDeskState((state) => state.batch?.staysHere === true);
  const isDone = useDeskState((state) => nextUnsealed(state.items, state.open?.index ?? 0) === null);
  const cannotTell = useDeskState((state) => state.open?.document.labels.cannotTell ?? null);
  return (
    <>
      <p className="desk-item__note">
        <Stamp size={15} aria-hidden="true" />{' '}
        <strong>{isDone ? t('desk:seal.done') : cannotTell === null ? t('desk:seal.sealed') : t('desk:cannotTell.is', { reason: t(`desk:cannotTell.${cannotTell}`) })}</strong>{' '}
        {t(isDone ? (staysHere ? 'desk:seal.doneHere' : 'desk:seal.doneHelp') : staysHere ? 'desk:seal.sealedHere' : 'desk:seal.sealedHelp')}
      </p>
      <div className="desk-item__buttons">
        <Button onClick={() => void session.unseal()}>{t('desk:seal.reopen')}</Button>
        {!isDone && (
          <Button tone="primary" onClick={() => void session.sealAndNext()}>
            {t('desk:seal.next')} <CommandKbd id="item.seal" />
          </Button>
        )}
      </div>
    </>
  );
}
