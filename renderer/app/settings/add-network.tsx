import type { SyntheticEvent } from 'react';
import { useState } from 'react';
import type { HostError } from '../../../shared/host-api.ts';
import { useStrings } from '../strings/strings.ts';
import { ErrorPanel } from '../errors/error-panel.tsx';
import { notify } from '../notices/notices.ts';
import { Button } from '../ui/button.tsx';
import { Checkbox } from '../ui/checkbox.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { NumberInput, TextInput } from '../ui/inputs.tsx';
import { useHost } from '../state/host.tsx';
import { useAction } from '../state/use-action.ts';
import { ChooseNetwork, type NetworkChoice } from './choose-network.tsx';

/** A node that does not answer here is a mistyped address: nobody's work waits for it. */
function aboutTheAddress(error: HostError): HostError {
  const { message } = error;
  return error.code === 'CHAIN_OFFLINE' ? { code: 'NODE_SILENT', message } : error;
}

export function AddNetwork({ onClose }: { onClose: () => void }) {
  const t = useStrings();
  const host = useHost();
  const [name, setName] = useState('');
  const [rpcUrl, setRpcUrl] = useState('');
  const [chainId, setChainId] = useState<number | null>(null);
  const [coordinator, setCoordinator] = useState('');
  const [acceptsUnknownCode, setAcceptsUnknownCode] = useState(false);
  const fill = (choice: NetworkChoice) => {
    setName(choice.name);
    setChainId(choice.chainId);
    setCoordinator(choice.coordinator);
    setAcceptsUnknownCode(false);
  };
  const add = useAction(
    () => host.call('chain.addNetwork', { name: name.trim(), rpcUrl: rpcUrl.trim(), chainId: chainId ?? 0, coordinator: coordinator.trim(), acceptsUnknownCode }),
    (network) => {
      notify({ tone: 'good', text: t('app:settings.added', { name: network.name }) });
      onClose();
    },
  );
  // What was accepted was one contract, not whatever is typed next.
  const changeCoordinator = (typed: string) => {
    setCoordinator(typed);
    setAcceptsUnknownCode(false);
  };
  const isReady = name.trim() !== '' && rpcUrl.trim() !== '' && chainId !== null && coordinator.trim() !== '';
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (isReady) void add.run();
  };
  return (
    <Dialog title={t('app:settings.addTitle')} onClose={onClose}>
      <form className="t-stack" onSubmit={submit}>
        <p className="t-soft">{t('app:settings.addHint')}</p>
        <ChooseNetwork onChoose={fill} />
        <Field label={t('app:settings.name')}>{(control) => <TextInput {...control} value={name} onChange={setName} maxLength={60} data-autofocus="" />}</Field>
        <Field label={t('app:settings.rpcUrl')} hint={t('app:settings.rpcUrlHint')}>
          {(control) => <TextInput {...control} value={rpcUrl} onChange={setRpcUrl} maxLength={500} className="t-mono" inputMode="url" />}
        </Field>
        <Field label={t('app:settings.chainIdField')}>{(control) => <NumberInput {...control} value={chainId} onChange={setChainId} min={1} step={1} />}</Field>
        <Field label={t('app:settings.coordinatorField')}>
          {(control) => <TextInput {...control} value={coordinator} onChange={changeCoordinator} className="t-mono" maxLength={42} />}
        </Field>
        {add.error !== null && <ErrorPanel error={aboutTheAddress(add.error)} hasNoAction />}
        {(add.error?.code === 'UNKNOWN_CODE' || acceptsUnknownCode) && (
          <Checkbox label={t('app:settings.acceptCode')} hint={t('app:settings.acceptCodeHint')} isChecked={acceptsUnknownCode} onChange={setAcceptsUnknownCode} />
        )}
        <Button tone="primary" type="submit" isBusy={add.isBusy} disabled={!isReady}>
          {t('app:settings.addAction')}
        </Button>
      </form>
    </Dialog>
  );
}
