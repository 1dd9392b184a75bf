import { useStrings } from '../strings/strings.ts';
import { Field } from '../ui/field.tsx';
import { Select } from '../ui/inputs.tsx';
import { Panel } from '../ui/layout.tsx';
import { autoLockChoicesMinutes, setAutoLockMinutes, useAutoLockMinutes } from '../state/auto-lock.ts';

export function LockingPanel() {
  const t = useStrings();
  const minutes = useAutoLockMinutes();
  return (
    <Panel title={t('app:settings.security')}>
      <Field label={t('app:settings.autoLock')} hint={t('app:settings.autoLockHint')}>
        {(control) => (
          <Select
            {...control}
            value={String(minutes)}
            onChange={(value) => setAutoLockMinutes(Number(value))}
            options={autoLockChoicesMinutes.map((count) => ({ value: String(count), label: t('app:settings.minutes', { count }) }))}
          />
        )}
      </Field>
    </Panel>
  );
}
