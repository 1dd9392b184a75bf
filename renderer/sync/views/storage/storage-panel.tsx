import { useEffect, useState, useSyncExternalStore } from 'react';
import { createPortal } from 'react-dom';
import { ArchiveRestore, DatabaseBackup } from 'lucide-react';
import type { HostError, HostResult } from '../../../../shared/host-api.ts';
import { ErrorPanel } from '../../../app/errors/error-panel.tsx';
import { formatBytes } from '../../../app/format/when.ts';
import { onStorageSlot, storageSlot } from '../../../app/settings/storage-slot.ts';
import { useAction } from '../../../app/state/use-action.ts';
import { locale, useStrings } from '../../../app/strings/strings.ts';
import { Badge } from '../../../app/ui/badge.tsx';
import { Button } from '../../../app/ui/button.tsx';
import { Facts, Panel } from '../../../app/ui/layout.tsx';
import { When } from '../../../app/ui/when.tsx';
import type { StoreSession } from '../../../store/session.ts';
import { useSync } from '../../sync-provider.tsx';
import { BackupDialog } from './backup-dialog.tsx';
import { RestoreDialog } from './restore-dialog.tsx';

type Journal = { ok: true; value: HostResult<'journal.status'> } | { ok: false; error: HostError };

/** In the settings: the room that is left, the journal, a backup and back. The store stands beside the settings. */
export function StoragePanelInSettings() {
  const slot = useSyncExternalStore(onStorageSlot, storageSlot);
  return slot === null ? null : createPortal(<StoragePanel />, slot);
}

function StoragePanel() {
  const t = useStrings();
  const { session } = useSync();
  const [open, setOpen] = useState<'backup' | 'restore' | null>(null);
  const close = () => setOpen(null);
  return (
    <Panel title={t('sync:storage.title')}>
      <div className="t-stack">
        <p className="t-soft t-prose">{t('sync:storage.lead')}</p>
        <StorageFacts session={session} />
        <div className="t-row">
          <Button icon={DatabaseBackup} onClick={() => setOpen('backup')}>
            {t('sync:storage.backUp')}
          </Button>
          <Button icon={ArchiveRestore} onClick={() => setOpen('restore')}>
            {t('sync:storage.restore')}
          </Button>
        </div>
      </div>
      {open === 'backup' && <BackupDialog session={session} onClose={close} />}
      {open === 'restore' && <RestoreDialog session={session} onClose={close} />}
    </Panel>
  );
}

function StorageFacts({ session }: { session: StoreSession }) {
  const t = useStrings();
  const space = useSyncExternalStore(session.space.subscribe, session.space.get);
  const [journal, setJournal] = useState<Journal | null>(null);
  const [isKept, setIsKept] = useState<boolean | null>(null);
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    void session.host.call('journal.status', {}).then(setJournal);
    void navigator.storage.persisted().then(setIsKept);
  }, [session, asked]);
  const size = (bytes: number | null) => (bytes === null ? t('sync:storage.unknown') : formatBytes(bytes, locale()));
  return (
    <>
      <Facts
        facts={[
          {
            label: t('sync:storage.free'),
            value: (
              <span className="t-row">
                {size(space.diskBytes)}
                {space.level !== 'enough' && <Badge tone={space.level === 'full' ? 'bad' : 'warn'}>{t(`sync:storage.level.${space.level}`)}</Badge>}
              </span>
            ),
          },
          { label: t('sync:storage.used'), value: `${size(space.usedBytes)}${isKept === null ? '' : `, ${t(isKept ? 'sync:storage.kept' : 'sync:storage.notKept')}`}` },
          { label: t('sync:storage.journal'), value: <JournalFact journal={journal} /> },
        ]}
      />
      {journal?.ok === false && <RenewJournal session={session} error={journal.error} onDone={() => setAsked((times) => times + 1)} />}
    </>
  );
}

function JournalFact({ journal }: { journal: Journal | null }) {
  const t = useStrings();
  if (journal === null) return t('sync:storage.unknown');
  if (!journal.ok) return <Badge tone="bad">{t('sync:storage.journalBad')}</Badge>;
  const { entries, bytes, lastAtMs } = journal.value;
  return (
    <>
      {t('sync:storage.entries', { count: entries, size: formatBytes(bytes, locale()) })}
      {lastAtMs !== null && (
        <>
          {', '}
          <When atMs={lastAtMs} />
        </>
      )}
    </>
  );
}

/** A journal that cannot be used: put aside as it is, and begun anew out of what the window has. */
function RenewJournal({ session, error, onDone }: { session: StoreSession; error: HostError; onDone: () => void }) {
  const t = useStrings();
  const renew = useAction(async () => session.renewJournal(), onDone);
  return (
    <>
      <ErrorPanel error={renew.error ?? error} hasNoAction />
      <div className="t-row">
        <Button onClick={() => void renew.run()} isBusy={renew.isBusy}>
          {t('sync:storage.renew')}
        </Button>
      </div>
    </>
  );
}
