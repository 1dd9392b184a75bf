import { useRef, useState } from 'react';
import { FileUp } from 'lucide-react';
import type { HostClient, HostError, HostResult } from '../../../../shared/host-api.ts';
import { ErrorPanel } from '../../../app/errors/error-panel.tsx';
import { formatBytes } from '../../../app/format/when.ts';
import { sendBlob } from '../../../app/host/send-blob.ts';
import { goTo } from '../../../app/routes/paths.ts';
import { useAction } from '../../../app/state/use-action.ts';
import { locale, useStrings } from '../../../app/strings/strings.ts';
import { Button } from '../../../app/ui/button.tsx';
import { Dialog } from '../../../app/ui/dialog.tsx';
import { Field } from '../../../app/ui/field.tsx';
import { PasswordInput } from '../../../app/ui/inputs.tsx';
import { Progress } from '../../../app/ui/progress.tsx';
import type { StoreSession } from '../../../store/session.ts';

type Outcome<T> = { ok: true; value: T } | { ok: false; error: HostError };

export interface RestoreDialogProps {
  /** The part of the store's session that a restore needs: a store that could not be opened has these too. */
  session: Pick<StoreSession, 'host' | 'startOver' | 'hasLabels'>;
  onClose: () => void;
}

/** A backup into this profile, where it has no work of its own. */
export function RestoreDialog({ session, onClose }: RestoreDialogProps) {
  const t = useStrings();
  const [file, setFile] = useState<File | null>(null);
  const [password, setPassword] = useState('');
  const [doneBytes, setDoneBytes] = useState(0);
  // The store opens anew where its views are, and this dialog goes with the old one.
  const opened = () => {
    goTo('/work');
    void session.startOver();
  };
  const action = useAction(async (chosen: File) => restore(session, chosen, password, setDoneBytes), opened);
  const isReady = file !== null && password !== '';
  const run = () => {
    if (file !== null && password !== '' && !action.isBusy) void action.run(file);
  };
  return (
    <Dialog
      title={t('sync:storage.restoreTitle')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('app:action.cancel')}</Button>
          <Button tone="primary" isBusy={action.isBusy} disabled={!isReady} onClick={run}>
            {t('sync:storage.restoreNow')}
          </Button>
        </>
      }
    >
      <form
        className="t-stack"
        onSubmit={(event) => {
          event.preventDefault();
          run();
        }}
      >
        <p className="t-prose">{t('sync:storage.restoreText')}</p>
        <FileField file={file} onFile={setFile} />
        <Field label={t('sync:storage.filePassword')}>
          {(control) => <PasswordInput {...control} value={password} autoComplete="off" onChange={setPassword} />}
        </Field>
        {action.isBusy && file !== null && <Progress label={t('sync:storage.checking')} value={doneBytes} max={file.size} />}
        {action.error !== null && <ErrorPanel error={action.error} hasNoAction />}
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}

async function restore({ host, hasLabels }: RestoreDialogProps['session'], file: File, password: string, tell: (doneBytes: number) => void): Promise<Outcome<HostResult<'backup.restore'>>> {
  if (await hasLabels()) return { ok: false, error: { code: 'PROFILE_HAS_WORK', message: 'This window holds labels, which a backup would cover' } };
  return sendAndRestore(host, file, password, tell);
}

async function sendAndRestore(host: HostClient, file: File, password: string, tell: (doneBytes: number) => void): Promise<Outcome<HostResult<'backup.restore'>>> {
  const sent = await sendBlob(host, file, tell);
  return sent.ok ? host.call('backup.restore', { uploadId: sent.value, password }) : sent;
}

function FileField({ file, onFile }: { file: File | null; onFile: (file: File | null) => void }) {
  const t = useStrings();
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className="t-row">
      <Button icon={FileUp} data-autofocus="" onClick={() => input.current?.click()}>
        {t('sync:storage.choose')}
      </Button>
      <span className="t-soft" role="status">
        {file === null ? t('sync:storage.fileHint') : `${file.name}, ${formatBytes(file.size, locale())}`}
      </span>
      <input ref={input} type="file" accept=".tessera-backup" hidden data-testid="backup-file" onChange={(event) => onFile(event.target.files?.[0] ?? null)} />
    </div>
  );
}
