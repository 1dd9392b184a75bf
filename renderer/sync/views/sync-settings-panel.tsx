import { useState } from 'react';
import { canonicalAmount, exactAmount, parseAmount, typedAmount } from '../../app/format/amount.ts';
import { useLive } from '../../app/state/use-live.tsx';
import { locale, useStrings } from '../../app/strings/strings.ts';
import { Checkbox } from '../../app/ui/checkbox.tsx';
import { Field } from '../../app/ui/field.tsx';
import { TextInput } from '../../app/ui/inputs.tsx';
import { Panel } from '../../app/ui/layout.tsx';
import { useStoreQuery } from '../../store/hooks.ts';
import { readSyncSettings, updateSyncSettings } from '../../store/sync-settings.ts';
import type { SyncSettings } from '../../store/sync-settings.ts';
import { askDesktopLeave, desktopLeave } from '../deadlines/desktop.ts';
import type { DesktopLeave } from '../deadlines/desktop.ts';
import { useTokenFormat } from '../hooks.ts';
import { useSync } from '../sync-provider.tsx';

/** Currencies of EVM networks have 18 decimals. */
const CURRENCY_DECIMALS = 18;

/** Whether deadlines are told on the desktop, and what a token is worth: below that claims wait for more. */
export function SyncSettingsPanel() {
  const t = useStrings();
  const { session } = useSync();
  const settings = useStoreQuery(async () => readSyncSettings(session.db), [session]);
  return (
    <Panel title={t('sync:settings.title')}>
      {settings !== undefined && (
        <div className="t-stack">
          <DeadlineSwitch settings={settings} />
          <TokenPrice settings={settings} />
        </div>
      )}
    </Panel>
  );
}

function DeadlineSwitch({ settings }: { settings: SyncSettings }) {
  const t = useStrings();
  const { session } = useSync();
  const { shell } = session.info;
  const [leave, setLeave] = useState<DesktopLeave>(() => desktopLeave(shell));
  const change = async (tellsDeadlines: boolean) => {
    if (tellsDeadlines) setLeave(await askDesktopLeave(shell));
    await updateSyncSettings(session.db, { tellsDeadlines });
  };
  return (
    <Checkbox
      isSwitch
      label={t('sync:settings.tell')}
      hint={t(leave === 'denied' ? 'sync:settings.tellDenied' : 'sync:settings.tellHint')}
      isChecked={settings.tellsDeadlines && leave === 'granted'}
      isDisabled={leave === 'denied'}
      onChange={(isOn) => void change(isOn)}
    />
  );
}

/** Not on the local chain: gas is free there. */
function TokenPrice({ settings }: { settings: SyncSettings }) {
  const t = useStrings();
  const { session, service } = useSync();
  const network = useLive().chain?.network;
  const { decimals, symbol } = useTokenFormat();
  const key = service === null || network?.token == null ? null : `${service.net}/${network.token.toLowerCase()}`;
  const kept = key === null ? undefined : settings.prices[key]?.weiPerToken;
  const [typed, setTyped] = useState(() => (kept === undefined ? '' : typedAmount(exactAmount(kept, CURRENCY_DECIMALS), locale())));
  if (key === null || network === undefined || network.isLocal) return null;
  const wei = parseAmount(canonicalAmount(typed, locale()), CURRENCY_DECIMALS);
  const isWrong = typed.trim() !== '' && (wei === null || wei === 0n);
  const change = (text: string) => {
    setTyped(text);
    const next = parseAmount(canonicalAmount(text, locale()), CURRENCY_DECIMALS);
    const { [key]: _before, ...others } = settings.prices;
    void updateSyncSettings(session.db, { prices: next === null || next === 0n ? others : { ...others, [key]: { weiPerToken: next.toString(), decimals } } });
  };
  return (
    <Field label={t('sync:settings.price', { symbol, currency: network.currency })} hint={t('sync:settings.priceHint')} error={isWrong ? t('sync:settings.priceWrong') : null} isOptional>
      {(control) => <TextInput {...control} inputMode="decimal" value={typed} onChange={change} />}
    </Field>
  );
}
