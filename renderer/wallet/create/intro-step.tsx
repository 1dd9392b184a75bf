import type { HostError } from '../../../shared/host-api.ts';
import { useStrings } from '../../app/strings/strings.ts';
import { ErrorPanel } from '../../app/errors/error-panel.tsx';
import { Button } from '../../app/ui/button.tsx';

/** What the twelve words are, before they are seen. */
export function IntroStep({ isBusy, error, onNext }: { isBusy: boolean; error: HostError | null; onNext: () => void }) {
  const t = useStrings();
  return (
    <div className="t-stack">
      <h3 className="t-create__heading">{t('wallet:create.intro.heading')}</h3>
      <ol className="t-create__points">
        <li>{t('wallet:create.intro.one')}</li>
        <li>{t('wallet:create.intro.two')}</li>
        <li>{t('wallet:create.intro.three')}</li>
      </ol>
      {error !== null && <ErrorPanel error={error} onRetry={onNext} />}
      <div className="t-create__foot">
        <Button tone="primary" isBusy={isBusy} onClick={onNext} data-autofocus="">
          {t('wallet:create.intro.next')}
        </Button>
      </div>
    </div>
  );
}
