import { useStrings } from '../strings/strings.ts';
import { ErrorPanel } from '../errors/error-panel.tsx';
import { Checkbox } from '../ui/checkbox.tsx';
import { Panel } from '../ui/layout.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { useHost } from '../state/host.tsx';
import { useAction } from '../state/use-action.ts';
import { useAnswer } from '../state/use-answer.ts';
import { useLive } from '../state/use-live.tsx';

/** Whether the practice annotators take the other seats; only where the chain is the local one. */
export function PracticePanel() {
  const t = useStrings();
  const host = useHost();
  const networkId = useLive().chain?.network.id;
  const { value: status, reload } = useAnswer('practice.status', {}, networkId);
  const change = useAction((isEnabled: boolean) => host.call('practice.set', { isEnabled }), reload);
  return (
    <Panel title={t('app:settings.practice')}>
      {status === null ? (
        <Skeleton lines={2} />
      ) : (
        <div className="t-stack">
          <Checkbox
            isSwitch
            label={t('app:settings.practiceSwitch')}
            hint={status.isAvailable ? t('app:settings.practiceHint') : t('app:settings.practiceMissing')}
            isChecked={status.isEnabled}
            isDisabled={!status.isAvailable || change.isBusy}
            onChange={(isEnabled) => void change.run(isEnabled)}
          />
          {/* The host's own words, in English. */}
          {status.note !== '' && (
            <p className="t-soft" lang="en" translate="no">
              {status.note}
            </p>
          )}
          {change.error !== null && <ErrorPanel error={change.error} />}
        </div>
      )}
    </Panel>
  );
}
