import { useState } from 'react';
import { Download } from 'lucide-react';
import type { HostError, HostResult } from '../../../../shared/host-api.ts';
import { ErrorPanel } from '../../../app/errors/error-panel.tsx';
import { formatBytes } from '../../../app/format/when.ts';
import { sendBlob } from '../../../app/host/send-blob.ts';
import { useAction } from '../../../app/state/use-action.ts';
import { locale, useStrings } from '../../../app/strings/strings.ts';
import { Button } from '../../../app/ui/button.tsx';
import { Checkbox } from '../../../app/ui/checkbox.tsx';
import { Dialog } from '../../../app/ui/dialog.tsx';
import { Facts } from '../../../app/ui/layout.tsx';
import { Progress } from '../../../app/ui/progress.tsx';
import { dumpRows } from '../../../store/backup/dump.ts';
import type { StoreSession } from '../../../store/session.ts';
import { NewPasswordFields, emptyPassword, isPasswordReady } from '../../../wallet/fields/new-password.tsx';

type Made = HostResult<'backup.make'>;
type Outcome<T> = { ok: true; value: T } | { ok: false; error: HostError };

/** Everything of this profile into one file under a password. */
export function BackupDialog({ session, onClose }: { session: StoreSession; onClose: () => void }) {
  const t = useStrings();
  const [passwords, setPasswords] = useState(emptyPassword);
  const [hasKeys, setHasKeys] = useState(true);
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null);
  const [made, setMade] = useState<Made | null>(null);
  const action = useAction(() => makeBackup(session, passwords.password, hasKeys, setProgress), setMade);
  if (made !== null) return <MadeDialog made={made} onClose={onClose} />;
  const isReady = isPasswordReady(passwords);
  return (
    <Dialog
      title={t('sync:storage.backUpTitle')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('app:action.cancel')}</Button>
          <Button tone="primary" isBusy={action.isBusy} disabled={!isReady} onClick={() => void action.run()}>
            {t('sync:storage.make')}
          </Button>
        </>
      }
    >
      <form
        className="t-stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady && !action.isBusy) void action.run();
        }}
      >
        <p className="t-prose">{t('sync:storage.backUpText')}</p>
        <NewPasswordFields value={passwords} onChange={setPasswords} isFirst />
        <Checkbox label={t('sync:storage.withKeys')} hint={t('sync:storage.withKeysHint')} isChecked={hasKeys} onChange={setHasKeys} />
        {action.isBusy && progress !== null && <Progress label={t('sync:storage.writing')} value={progress.done} max={progress.total} />}
        {action.error !== null && <ErrorPanel error={action.error} hasNoAction />}
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}

/** The journal first, so that it has all that the rows have; then rows of one moment. */
async function makeBackup(session: StoreSession, password: string, hasKeys: boolean, tell: (progress: { done: number; total: number }) => void): Promise<Outcome<Made>> {
  const unwritten = await session.journal.flush();
  // A journal that cannot be used is no reason against a backup: the rows have everything.
  if (unwritten !== null && unwritten.code !== 'JOURNAL_DAMAGED') return { ok: false, error: unwritten };
  const rows = await dumpRows(session.db);
  const sent = await sendBlob(session.host, rows, (done) => tell({ done, total: Math.max(1, rows.size) }));
  return sent.ok ? session.host.call('backup.make', { uploadId: sent.value, password, hasKeys }) : sent;
}

function MadeDialog({ made, onClose }: { made: Made; onClose: () => void }) {
  const t = useStrings();
  return (
    <Dialog
      title={t('sync:storage.made')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('app:action.close')}</Button>
          <a className="t-button t-button--primary t-button--m" href={made.url} download={made.name}>
            <Download size={16} aria-hidden="true" />
            {t('sync:storage.download')}
          </a>
        </>
      }
    >
      <div className="t-stack">
        <p className="t-prose">{t('sync:storage.madeText')}</p>
        <Facts
          facts={[
            { label: t('sync:storage.file'), value: <span className="t-mono">{made.path}</span> },
            { label: t('sync:storage.size'), value: formatBytes(made.bytes, locale()) },
            { label: t('sync:storage.journal'), value: t('sync:storage.entriesBare', { count: made.entries }) },
            { label: t('sync:storage.accounts'), value: made.accounts },
            { label: t('sync:storage.contacts'), value: t('sync:storage.contactsOf', { count: made.contacts }) },
            { label: t('sync:storage.limits'), value: made.limits },
          ]}
        />
      </div>
    </Dialog>
  );
}
