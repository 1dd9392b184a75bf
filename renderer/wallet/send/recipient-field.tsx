import { useStrings } from '../../app/strings/strings.ts';
import { describeError } from '../../app/errors/describe-error.ts';
import { shortAddress } from '../../app/format/short.ts';
import { useAnswer } from '../../app/state/use-answer.ts';
import { useActiveAccount, useLive } from '../../app/state/use-live.tsx';
import { Field } from '../../app/ui/field.tsx';
import { Select, TextInput } from '../../app/ui/inputs.tsx';
import { RecipientNotes } from '../notes/recipient-notes.tsx';
import type { Looked } from './use-recipient.ts';

interface RecipientFieldProps {
  value: string;
  onChange: (address: string) => void;
  looked: Looked | null;
}

/** To whom: typed, pasted, or chosen from the address book; with what is to be known of it. */
export function RecipientField({ value, onChange, looked }: RecipientFieldProps) {
  const t = useStrings();
  const account = useActiveAccount();
  const { wallet } = useLive();
  const { value: contacts } = useAnswer('wallet.contacts', {});
  const known = [...(contacts ?? []), ...(wallet?.accounts ?? []).filter((each) => each.address !== account?.address)];
  const isHalf = value.trim() !== '' && looked === null && !/^0x[0-9a-fA-F]{40}$/.test(value.trim());
  const error = looked?.error === undefined || looked.error === null ? null : describeError(looked.error, t).sentence;
  return (
    <>
      {known.length > 0 && (
        <Field label={t('wallet:send.book')}>
          {(control) => (
            <Select
              {...control}
              value={known.find((each) => each.address === value)?.address ?? ''}
              onChange={onChange}
              options={[{ value: '', label: t('wallet:send.bookNone') }, ...known.map((each) => ({ value: each.address, label: `${each.name} · ${shortAddress(each.address)}` }))]}
            />
          )}
        </Field>
      )}
      <Field label={t('wallet:send.to')} hint={t('wallet:send.toHint')} error={error ?? (isHalf ? t('wallet:send.toHalf') : null)}>
        {(control) => <TextInput {...control} className="t-mono" value={value} maxLength={60} autoComplete="off" onChange={onChange} data-autofocus="" />}
      </Field>
      {looked?.value != null && <RecipientNotes notes={looked.value.notes} />}
    </>
  );
}
