import { useState } from 'react';
import { assertNever } from '../../../shared/assert-never.ts';
import type { HostResult } from '../../../shared/host-api.ts';
import { useStrings } from '../../app/strings/strings.ts';
import { notify } from '../../app/notices/notices.ts';
import { Dialog } from '../../app/ui/dialog.tsx';
import { Tabs } from '../../app/ui/tabs.tsx';
import { useHost } from '../../app/state/host.tsx';
import { closeOverlay } from '../../app/state/overlays.ts';
import { useAction } from '../../app/state/use-action.ts';
import { KeystoreForm } from './keystore-form.tsx';
import { SecretForm } from './secret-form.tsx';
import { tidyPhrase } from './tidy-phrase.ts';

type Source = 'phrase' | 'key' | 'keystore';

/** A wallet from a phrase, a private key or a V3 keystore file. */
export function ImportWallet() {
  const t = useStrings();
  const host = useHost();
  const [source, setSource] = useState<Source>('phrase');
  const done = (account: HostResult<'wallet.importPhrase'>) => {
    closeOverlay();
    notify({ tone: 'good', text: t('wallet:import.done', { name: account.name }) });
  };
  const phrase = useAction((secret: string, name: string, password: string) => host.call('wallet.importPhrase', { phrase: tidyPhrase(secret), name, password }), done);
  const key = useAction((secret: string, name: string, password: string) => host.call('wallet.importKey', { privateKey: secret.trim(), name, password }), done);
  const keystore = useAction((json: string, name: string, password: string) => host.call('wallet.importKeystore', { json, name, password }), done);
  const form = () => {
    switch (source) {
      case 'phrase':
        return <SecretForm key={source} kind="phrase" action={phrase} />;
      case 'key':
        return <SecretForm key={source} kind="key" action={key} />;
      case 'keystore':
        return <KeystoreForm action={keystore} />;
      default:
        return assertNever(source);
    }
  };
  return (
    <Dialog title={t('wallet:import.title')} onClose={closeOverlay}>
      <Tabs
        label={t('wallet:import.from')}
        value={source}
        onChange={setSource}
        tabs={(['phrase', 'key', 'keystore'] as const).map((value) => ({ value, label: t(`wallet:import.${value}`) }))}
      >
        {form()}
      </Tabs>
    </Dialog>
  );
}
