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
  const network = useLive().chain?.network;
  const { value: status, reload } = useAnswer('practice.status', {}, network?.id);
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
            hint={t(status.isAvailable ? 'app:settings.practiceHint' : network?.isLocal === true ? 'app:settings.practiceOff' : 'app:settings.practiceMissing')}
            isChecked={status.isEnabled}
            isDisabled={!status.isAvailable || change.isBusy}
            onChange={(isEnabled) => void change.run(isEnabled)}
          />
          {change.error !== null && <ErrorPanel error={change.error} />}
        </div>
      )}
    </Panel>
  );
}
