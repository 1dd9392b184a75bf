import { useState } from 'react';
import { Ellipsis } from 'lucide-react';
import type { HostResult } from '../../../shared/host-api.ts';
import { useStrings } from '../../app/strings/strings.ts';
import { Menu } from '../../app/ui/menu.tsx';
import type { MenuItem } from '../../app/ui/menu.tsx';
import { useHost } from '../../app/state/host.tsx';
import { ChangePassword } from './change-password.tsx';
import { DeriveAccount, ExportKeystore, RememberPassword, RenameAccount } from './account-dialogs.tsx';
import { RevealSecret } from './reveal-secret.tsx';

export type Account = HostResult<'wallet.status'>['accounts'][number];
export type KeychainState = HostResult<'wallet.keychain'>;

type Open = 'rename' | 'password' | 'phrase' | 'key' | 'export' | 'derive' | 'remember' | null;

interface AccountMenuProps {
  account: Account;
  keychain: KeychainState | null;
  onKeychain: (state: KeychainState) => void;
}

/** What can be done with one account, the harmless first. */
export function AccountMenu({ account, keychain, onKeychain }: AccountMenuProps) {
  const t = useStrings();
  const host = useHost();
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const isRemembered = keychain?.remembered.includes(account.address) ?? false;
  const forget = async () => {
    const answer = await host.call('wallet.forget', { address: account.address });
    if (answer.ok) onKeychain(answer.value);
  };
  const item = (id: Exclude<Open, null>): MenuItem => ({ id, label: t(`wallet:accounts.menu.${id}`), run: () => setOpen(id) });
  const remember: MenuItem[] = isRemembered ? [{ id: 'forget', label: t('wallet:accounts.menu.forget'), run: () => void forget() }] : keychain?.kind === 'ready' ? [item('remember')] : [];
  const items = [item('rename'), item('password'), ...remember, ...(account.hasPhrase ? [item('derive')] : []), 'line' as const, item('export'), ...(account.hasPhrase ? [item('phrase')] : []), item('key')];
  return (
    <>
      <Menu label={t('wallet:accounts.more', { name: account.name })} icon={Ellipsis} items={items} />
      {open === 'rename' && <RenameAccount account={account} onClose={close} />}
      {open === 'password' && <ChangePassword account={account} onClose={close} />}
      {open === 'remember' && <RememberPassword account={account} onKeychain={onKeychain} onClose={close} />}
      {open === 'derive' && <DeriveAccount account={account} onClose={close} />}
      {open === 'export' && <ExportKeystore account={account} onClose={close} />}
      {(open === 'phrase' || open === 'key') && <RevealSecret account={account} what={open} onClose={close} />}
    </>
  );
}
