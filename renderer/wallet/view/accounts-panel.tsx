import { useState } from 'react';
import { Plus } from 'lucide-react';
import { useStrings } from '../../app/strings/strings.ts';
import { ErrorPanel } from '../../app/errors/error-panel.tsx';
import { notify } from '../../app/notices/notices.ts';
import { Address } from '../../app/ui/address.tsx';
import { Badge } from '../../app/ui/badge.tsx';
import { Button } from '../../app/ui/button.tsx';
import { Panel } from '../../app/ui/layout.tsx';
import { Menu } from '../../app/ui/menu.tsx';
import { Table } from '../../app/ui/table.tsx';
import { When } from '../../app/ui/when.tsx';
import { useHost } from '../../app/state/host.tsx';
import { openOverlay } from '../../app/state/overlays.ts';
import { useAction } from '../../app/state/use-action.ts';
import { useAnswer } from '../../app/state/use-answer.ts';
import { useLive } from '../../app/state/use-live.tsx';
import { AccountMenu } from './account-menu.tsx';
import type { Account, KeychainState } from './account-menu.tsx';

/** The accounts of this machine: which one is in use, what can be done with each, more of them. */
export function AccountsPanel() {
  const t = useStrings();
  const host = useHost();
  const { wallet } = useLive();
  const { value: asked } = useAnswer('wallet.keychain', {});
  const [told, setTold] = useState<KeychainState | null>(null);
  const keychain = told ?? asked;
  const use = useAction(
    (account: Account) => host.call('wallet.setActive', { address: account.address }),
    (status) => {
      const name = status.accounts.find((each) => each.address === status.active)?.name ?? '';
      if (!status.isUnlocked) notify({ text: t('wallet:accounts.switched', { name }) });
    },
  );
  return (
    <Panel
      title={t('wallet:accounts.title')}
      className="t-wallet__wide"
      isFlush
      actions={
        <Menu
          label={t('wallet:accounts.add')}
          icon={Plus}
          hasText
          items={[
            { id: 'new', label: t('wallet:accounts.addNew'), run: () => openOverlay('create-wallet') },
            { id: 'import', label: t('wallet:accounts.addImport'), run: () => openOverlay('import-wallet') },
          ]}
        />
      }
    >
      {use.error !== null && <ErrorPanel error={use.error} />}
      <Table
        caption={t('wallet:accounts.title')}
        rows={wallet?.accounts ?? []}
        rowKey={(account) => account.address}
        columns={[
          { id: 'account', head: t('wallet:unlock.account'), cell: (account) => <Address address={account.address} name={account.name} /> },
          { id: 'added', head: t('wallet:accounts.created'), cell: (account) => <When atMs={account.createdAtMs} /> },
          {
            id: 'use',
            head: <span className="t-hidden">{t('wallet:accounts.use')}</span>,
            cell: (account) =>
              account.address === wallet?.active ? (
                <Badge tone="good">{t('wallet:accounts.active')}</Badge>
              ) : (
                <Button size="s" isBusy={use.isBusy} onClick={() => void use.run(account)}>
                  {t('wallet:accounts.use')}
                </Button>
              ),
          },
          {
            id: 'more',
            head: <span className="t-hidden">{t('wallet:accounts.moreHead')}</span>,
            cell: (account) => (
              <span className="t-wallet__end">
                <AccountMenu account={account} keychain={keychain} onKeychain={setTold} />
              </span>
            ),
          },
        ]}
      />
      {keychain !== null && <p className="t-wallet__foot t-soft">{t(`wallet:keychain.${keychain.kind}`, { name: keychain.name })}</p>}
    </Panel>
  );
}
