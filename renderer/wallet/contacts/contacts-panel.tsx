import type { SyntheticEvent } from 'react';
import { useState } from 'react';
import { Trash2, UserPlus } from 'lucide-react';
import type { HostResult } from '../../../shared/host-api.ts';
import { useStrings } from '../../app/strings/strings.ts';
import { ErrorPanel } from '../../app/errors/error-panel.tsx';
import { useHost } from '../../app/state/host.tsx';
import { useAction } from '../../app/state/use-action.ts';
import { useAnswer } from '../../app/state/use-answer.ts';
import { Address } from '../../app/ui/address.tsx';
import { Button, IconButton } from '../../app/ui/button.tsx';
import { Dialog } from '../../app/ui/dialog.tsx';
import { Field } from '../../app/ui/field.tsx';
import { TextInput } from '../../app/ui/inputs.tsx';
import { Panel } from '../../app/ui/layout.tsx';
import { Table } from '../../app/ui/table.tsx';

type Contact = HostResult<'wallet.contacts'>[number];

/** Names for addresses: chosen in *Send*, shown in requests, and what look-alikes are held against. */
export function ContactsPanel() {
  const t = useStrings();
  const host = useHost();
  const { value: asked } = useAnswer('wallet.contacts', {});
  const [told, setTold] = useState<readonly Contact[] | null>(null);
  const [isAdding, setIsAdding] = useState(false);
  const contacts = told ?? asked ?? [];
  const remove = useAction((address: string) => host.call('wallet.removeContact', { address }), setTold);
  return (
    <Panel
      title={t('wallet:contacts.title')}
      isFlush
      actions={
        <Button icon={UserPlus} tone="quiet" onClick={() => setIsAdding(true)}>
          {t('wallet:contacts.add')}
        </Button>
      }
    >
      {remove.error !== null && <ErrorPanel error={remove.error} />}
      <Table
        caption={t('wallet:contacts.title')}
        rows={contacts}
        rowKey={(contact) => contact.address}
        empty={t('wallet:contacts.empty')}
        columns={[
          { id: 'who', head: t('wallet:contacts.who'), cell: (contact) => <Address address={contact.address} name={contact.name} /> },
          {
            id: 'remove',
            head: <span className="t-hidden">{t('wallet:contacts.removeHead')}</span>,
            cell: (contact) => (
              <span className="t-wallet__end">
                <IconButton icon={Trash2} label={t('wallet:contacts.remove', { name: contact.name })} onClick={() => void remove.run(contact.address)} />
              </span>
            ),
          },
        ]}
      />
      {isAdding && (
        <AddContact
          onAdded={(now) => {
            setTold(now);
            setIsAdding(false);
          }}
          onClose={() => setIsAdding(false)}
        />
      )}
    </Panel>
  );
}

function AddContact({ onAdded, onClose }: { onAdded: (contacts: readonly Contact[]) => void; onClose: () => void }) {
  const t = useStrings();
  const host = useHost();
  const [name, setName] = useState('');
  const [address, setAddress] = useState('');
  const put = useAction(() => host.call('wallet.putContact', { address: address.trim(), name: name.trim() }), onAdded);
  const isReady = name.trim() !== '' && address.trim() !== '';
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (isReady) void put.run();
  };
  return (
    <Dialog title={t('wallet:contacts.add')} onClose={onClose} size="s">
      <form className="t-stack" onSubmit={submit}>
        <Field label={t('wallet:contacts.name')}>{(control) => <TextInput {...control} value={name} maxLength={60} onChange={setName} data-autofocus="" />}</Field>
        <Field label={t('wallet:contacts.address')}>{(control) => <TextInput {...control} className="t-mono" value={address} maxLength={60} autoComplete="off" onChange={setAddress} />}</Field>
        {put.error !== null && <ErrorPanel error={put.error} />}
        <Button tone="primary" type="submit" isBusy={put.isBusy} disabled={!isReady}>
          {t('wallet:contacts.save')}
        </Button>
      </form>
    </Dialog>
  );
}
