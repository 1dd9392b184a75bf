import { Check, LoaderCircle, TriangleAlert } from 'lucide-react';
import { useStrings } from '../../app/strings/strings.ts';
import { Button } from '../../app/ui/button.tsx';
import { useDesk, useDeskState } from '../session/desk-context.tsx';

/** Says *saved* only when the last change is durable. */
export function SaveState() {
  const t = useStrings();
  const { session } = useDesk();
  const saving = useDeskState((state) => state.saving);
  if (saving.kind === 'failed') {
    return (
      <span className="desk-save desk-save--failed" role="alert" title={t('desk:save.failedHelp', { count: saving.pending, message: saving.message })}>
        <TriangleAlert size={15} aria-hidden="true" />
        <span>
          {t('desk:save.failed')}
          <span className="t-hidden">{t('desk:save.failedHelp', { count: saving.pending, message: saving.message })}</span>
        </span>
        <Button size="s" onClick={session.retrySaving}>
          {t('desk:save.retry')}
        </Button>
      </span>
    );
  }
  const isSaved = saving.kind === 'saved';
  return (
    <span className="desk-save" data-saved={isSaved}>
      {isSaved ? <Check size={15} aria-hidden="true" /> : <LoaderCircle size={15} aria-hidden="true" />}
      {t(isSaved ? 'desk:save.saved' : 'desk:save.saving')}
    </span>
  );
}
