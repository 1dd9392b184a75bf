import { useState } from 'react';
import type { SyntheticEvent } from 'react';
import type { HostResult } from '../../../shared/host-api.ts';
import { ErrorPanel } from '../errors/error-panel.tsx';
import { notify } from '../notices/notices.ts';
import { networkName } from '../state/network-name.ts';
import { useHost } from '../state/host.tsx';
import { useAction } from '../state/use-action.ts';
import { useStrings } from '../strings/strings.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Select, TextInput } from '../ui/inputs.tsx';

type Network = HostResult<'chain.networks'>[number];
type Way = 'named' | 'none' | 'own';

const wayOf = ({ relay }: Network): Way => (relay === undefined ? 'named' : relay === null ? 'none' : 'own');

/** Who pays the fees on a network: whom the lead or the address book names, nobody but oneself, or a relay of one's own. */
export function RelayLine({ network, onChanged }: { network: Network; onChanged: () => void }) {
  const t = useStrings();
  const host = useHost();
  const [way, setWay] = useState<Way>(wayOf(network));
  const [url, setUrl] = useState(network.relay ?? '');
  const save = useAction(
    () => host.call('chain.setRelay', { id: network.id, ...(way === 'named' ? {} : { relay: way === 'none' ? null : url.trim() }) }),
    (saved) => {
      notify({ tone: 'good', text: t('app:settings.relay.saved', { name: networkName(saved, t) }) });
      onChanged();
    },
  );
  const isChanged = way !== wayOf(network) || (way === 'own' && url.trim() !== network.relay);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (isChanged) void save.run();
  };
  const named = network.bookRelay === undefined ? t('app:settings.relay.named') : t('app:settings.relay.namedIs', { url: network.bookRelay });
  return (
    <details>
      <summary>{t('app:settings.relay.title')}</summary>
      <form className="t-stack" onSubmit={submit}>
        <Field label={t('app:settings.relay.choose')} hint={t('app:settings.relay.hint')}>
          {(control) => (
            <Select
              {...control}
              value={way}
              onChange={(next) => setWay(next === 'none' || next === 'own' ? next : 'named')}
              options={[
                { value: 'named', label: named },
                { value: 'none', label: t('app:settings.relay.none') },
                { value: 'own', label: t('app:settings.relay.own') },
              ]}
            />
          )}
        </Field>
        {way === 'own' && <Field label={t('app:settings.relay.url')}>{(control) => <TextInput {...control} value={url} onChange={setUrl} maxLength={300} className="t-mono" inputMode="url" placeholder="https://…" />}</Field>}
        {save.error !== null && <ErrorPanel error={save.error} hasNoAction />}
        {isChanged && (
          <div className="t-row">
            <Button type="submit" isBusy={save.isBusy}>
              {t('app:settings.relay.save')}
            </Button>
          </div>
        )}
      </form>
    </details>
  );
}
