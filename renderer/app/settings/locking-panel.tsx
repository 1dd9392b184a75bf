import { useStrings } from '../strings/strings.ts';
import { ErrorPanel } from '../errors/error-panel.tsx';
import { Field } from '../ui/field.tsx';
import { Select } from '../ui/inputs.tsx';
import { Panel } from '../ui/layout.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { useHost } from '../state/host.tsx';
import { useAction } from '../state/use-action.ts';
import { useLive } from '../state/use-live.tsx';

const CHOICES_MINUTES = [1, 2, 5, 15, 30, 60, 240];

/** The host keeps the time and locks by it; the window only chooses. */
export function LockingPanel() {
  const t = useStrings();
  const host = useHost();
  const minutes = useLive().wallet?.autoLockMinutes ?? null;
  const set = useAction((chosen: number) => host.call('wallet.setAutoLock', { minutes: chosen }));
  return (
    <Panel title={t('app:settings.security')}>
      {set.error !== null && <ErrorPanel error={set.error} hasNoAction />}
      {minutes === null ? (
        <Skeleton />
      ) : (
        <Field label={t('app:settings.autoLock')} hint={t('app:settings.autoLockHint')}>
          {(control) => (
            <Select
              {...control}
              value={String(minutes)}
              onChange={(value) => void set.run(Number(value))}
              options={[...new Set([...CHOICES_MINUTES, minutes])].sort((a, b) => a - b).map((count) => ({ value: String(count), label: t('app:settings.minutes', { count }) }))}
            />
          )}
        </Field>
      )}
    </Panel>
  );
}
