import { Check, LoaderCircle, TriangleAlert } from 'lucide-react';
import { describeError } from '../../app/errors/describe-error.ts';
import { useStrings } from '../../app/strings/strings.ts';
import { Button } from '../../app/ui/button.tsx';
import { useDesk, useDeskState } from '../session/desk-context.tsx';

/** Says *saved* only when the last change is durable. */
export function SaveState() {
  const t = useStrings();
  const { session } = useDesk();
  const saving = useDeskState((state) => state.saving);
  if (saving.kind === 'failed') {
    const help = t('desk:save.failedHelp', { count: saving.pending, message: describeError(saving.error, t).sentence });
    return (
      <span className="desk-save desk-save--failed" role="alert" title={help}>
        <TriangleAlert size={15} aria-hidden="true" />
        <span>
          {t('desk:save.failed')}
          <span className="t-hidden">{help}</span>
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
