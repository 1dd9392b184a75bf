import { cannotTellReasons } from '../../../shared/labels/types.ts';
import type { CannotTellReason } from '../../../shared/labels/types.ts';
import { useStrings } from '../../app/strings/strings.ts';
import { Button } from '../../app/ui/button.tsx';
import { Dialog } from '../../app/ui/dialog.tsx';
import { Kbd } from '../../app/ui/kbd.tsx';

/** Asks why: a click or the reason's number. */
export function CannotTellDialog({ onChoose, onClose }: { onChoose: (reason: CannotTellReason) => void; onClose: () => void }) {
  const t = useStrings();
  const keyed = (event: React.KeyboardEvent): void => {
    const reason = cannotTellReasons[Number(event.key) - 1];
    if (reason === undefined) return;
    event.preventDefault();
    onChoose(reason);
  };
  return (
    <Dialog title={t('desk:cannotTell.title')} size="s" isDismissable onClose={onClose}>
      <div className="t-stack" role="group" onKeyDown={keyed}>
        <p className="t-soft">{t('desk:cannotTell.help')}</p>
        {cannotTellReasons.map((reason, at) => (
          <Button key={reason} className="desk-reason" data-autofocus={at === 0 ? '' : undefined} onClick={() => onChoose(reason)}>
            {t(`desk:cannotTell.${reason}`)} <Kbd chord={`Digit${at + 1}`} />
          </Button>
        ))}
      </div>
    </Dialog>
  );
}
