import { useSyncExternalStore } from 'react';
import { keySteps } from '../../commands/keys.ts';
import { onPendingKeys, pendingKeys } from '../../commands/pending-keys.ts';
import { useStrings } from '../strings/strings.ts';
import { Kbd } from '../ui/kbd.tsx';
import './second-key.css';

/** After the first of two keys: what the second can be. */
export function SecondKey() {
  const t = useStrings();
  const pending = useSyncExternalStore(onPendingKeys, pendingKeys);
  if (pending === null) return null;
  return (
    <div className="t-second-key" role="status" aria-label={t('app:keymap.waiting')}>
      <Kbd chord={pending.first} />
      <ul>
        {pending.next.map(({ keys, command: { spec, title } }) => (
          <li key={keys}>
            <Kbd chord={keySteps(keys)[1] ?? ''} /> {title ?? t(spec.title, spec.titleValues)}
          </li>
        ))}
      </ul>
    </div>
  );
}
