import type { SyntheticEvent } from 'react';
import { useState } from 'react';
import { useStrings } from '../../app/strings/strings.ts';
import { ErrorPanel } from '../../app/errors/error-panel.tsx';
import { saveFile } from '../../app/format/save-file.ts';
import { notify } from '../../app/notices/notices.ts';
import { Button } from '../../app/ui/button.tsx';
import { Dialog } from '../../app/ui/dialog.tsx';
import { Field } from '../../app/ui/field.tsx';
import { TextInput } from '../../app/ui/inputs.tsx';
import { useHost } from '../../app/state/host.tsx';
import { useAction } from '../../app/state/use-action.ts';
import { AskPassword } from '../fields/ask-password.tsx';
import type { Account, KeychainState } from './account-menu.tsx';

interface AccountDialogProps {
  account: Account;
  onClose: () => void;
}

export function RenameAccount({ account, onClose }: AccountDialogProps) {
  const t = useStrings();
  const host = useHost();
  const [name, setName] = useState(account.name);
  const rename = useAction(() => host.call('wallet.rename', { address: account.address, name: name.trim() }), onClose);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (name.trim() !== '') void rename.run();
  };
  return (
    <Dialog title={t('wallet:accounts.menu.rename')} onClose={onClose} size="s">
      <form className="t-stack" onSubmit={submit}>
        <Field label={t('wallet:field.name')} hint={t('wallet:field.nameHint')}>
          {(control) => <TextInput {...control} value={name} maxLength={60} onChange={setName} data-autofocus="" />}
        </Field>
        {rename.error !== null && <ErrorPanel error={rename.error} />}
        <Button tone="primary" type="submit" isBusy={rename.isBusy} disabled={name.trim() === ''}>
          {t('wallet:accounts.renameAction')}
        </Button>
      </form>
    </Dialog>
  );
}

/** Another account of the same phrase: one paper, several purses. */
export function DeriveAccount({ account, onClose }: AccountDialogProps) {
  const t = useStrings();
  const host = useHost();
  const [name, setName] = useState(() => t('wallet:field.nameDefault'));
  const derive = useAction(
    (password: string) => host.call('wallet.deriveAccount', { address: account.address, password, name: name.trim() }),
    ({ name: given }) => {
      notify({ tone: 'good', text: t('wallet:accounts.derived', { name: given }) });
      onClose();
    },
  );
  return (
    <AskPassword title={t('wallet:accounts.menu.derive')} account={account} text={t('wallet:accounts.deriveText')} actionLabel={t('wallet:accounts.deriveAction')} action={derive} isReady={name.trim() !== ''} onClose={onClose}>
      <Field label={t('wallet:field.name')} hint={t('wallet:field.nameHint')}>
        {(control) => <TextInput {...control} value={name} maxLength={60} onChange={setName} />}
      </Field>
    </AskPassword>
  );
}

export function ExportKeystore({ account, onClose }: AccountDialogProps) {
  const t = useStrings();
  const host = useHost();
  const take = useAction(
    (password: string) => host.call('wallet.exportKeystore', { address: account.address, password }),
    ({ name, json }) => {
      saveFile(name, json, 'application/json');
      onClose();
    },
  );
  return <AskPassword title={t('wallet:accounts.menu.export')} account={account} text={t('wallet:accounts.exportText')} actionLabel={t('wallet:accounts.exportAction')} action={take} onClose={onClose} />;
}

export function RememberPassword({ account, onKeychain, onClose }: AccountDialogProps & { onKeychain: (state: KeychainState) => void }) {
  const t = useStrings();
  const host = useHost();
  const remember = useAction(
    (password: string) => host.call('wallet.remember', { address: account.address, password }),
    (state) => {
      onKeychain(state);
      onClose();
    },
  );
  return <AskPassword title={t('wallet:accounts.menu.remember')} account={account} text={t('wallet:accounts.rememberText')} actionLabel={t('wallet:accounts.rememberAction')} action={remember} onClose={onClose} />;
}
