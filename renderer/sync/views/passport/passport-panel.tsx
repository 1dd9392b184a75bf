import { useMemo, useState } from 'react';
import { FileCheck, Stamp } from 'lucide-react';
import { passportOf } from '../../../../shared/passport/passport.ts';
import type { HostError } from '../../../../shared/host-api.ts';
import { ErrorPanel } from '../../../app/errors/error-panel.tsx';
import { saveFile } from '../../../app/format/save-file.ts';
import { notify } from '../../../app/notices/notices.ts';
import { askUnlock } from '../../../app/state/overlays.ts';
import { useLive } from '../../../app/state/use-live.tsx';
import { useStrings } from '../../../app/strings/strings.ts';
import { Button } from '../../../app/ui/button.tsx';
import { FileButton } from '../../../app/ui/file-button.tsx';
import { Panel } from '../../../app/ui/layout.tsx';
import type { SyncService, SyncSnapshot } from '../../service.ts';
import { PassportCheck } from './passport-check.tsx';
import { ScopeTable } from './scope-table.tsx';
import './passport.css';

/** The active account's record: signed and saved, and anybody's file held against itself. */
export function PassportPanel({ service, snapshot }: { service: SyncService; snapshot: SyncSnapshot }) {
  const t = useStrings();
  const { wallet } = useLive();
  const { index, account } = snapshot;
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<HostError | null>(null);
  const [file, setFile] = useState<{ readonly name: string; readonly text: string } | null>(null);
  const block = service.asOf();
  const passport = useMemo(() => {
    if (account === null || block === null) return null;
    const active = wallet?.active ?? account;
    return passportOf(index, { chainId: service.network.chainId, coordinator: service.coordinator, account: active, block, issuedAtSeconds: Math.floor(service.session.nowMs() / 1000) });
  }, [index, account, block, service, wallet]);
  const sign = async () => {
    if (passport === null) return;
    setIsBusy(true);
    setError(null);
    const signed = await service.session.host.call('wallet.signPassport', { passport });
    setIsBusy(false);
    if (!signed.ok) {
      setError(signed.error);
      return;
    }
    saveFile(`tessera-passport-${passport.account.slice(2, 10)}-${passport.blockNumber}.json`, `${JSON.stringify({ ...passport, ...signed.value }, null, 2)}\n`, 'application/json');
    notify({ tone: 'good', text: t('sync:passport.saved') });
  };
  const choose = async (chosen: File | undefined) => {
    if (chosen !== undefined) setFile({ name: chosen.name, text: await chosen.text() });
  };
  const isEmpty = passport === null || passport.scopes.length === 0;
  return (
    <Panel
      title={t('sync:passport.title')}
      actions={
        <span className="t-row">
          <FileButton size="s" icon={FileCheck} accept=".json,application/json" testId="passport-file" onFiles={([first]) => void choose(first)}>
            {t('sync:passport.check')}
          </FileButton>
          <Button size="s" icon={Stamp} isBusy={isBusy} disabled={isEmpty} onClick={() => (wallet?.isUnlocked === true ? void sign() : askUnlock(() => void sign()))}>
            {t('sync:passport.save')}
          </Button>
        </span>
      }
    >
      <div className="t-stack">
        <p className="t-soft t-prose">{t('sync:passport.note')}</p>
        {error !== null && <ErrorPanel error={error} onRetry={() => void sign()} />}
        {isEmpty ? <p>{t('sync:passport.none')}</p> : <ScopeTable scopes={passport.scopes} />}
        {file !== null && <PassportCheck key={file.text} file={file} index={index} chainId={service.network.chainId} coordinator={service.coordinator} />}
      </div>
    </Panel>
  );
}
