import { useEffect, useRef, useState } from 'react';
import type { SyntheticEvent } from 'react';
import { Download, FileArchive, FolderOpen } from 'lucide-react';
import type { HostEventData, HostMethod, HostParams } from '../../../../shared/host-api.ts';
import { ErrorPanel } from '../../../app/errors/error-panel.tsx';
import { formatBytes, relativeTime } from '../../../app/format/when.ts';
import { useHost } from '../../../app/state/host.tsx';
import { useAction } from '../../../app/state/use-action.ts';
import { locale, useStrings } from '../../../app/strings/strings.ts';
import { Button } from '../../../app/ui/button.tsx';
import { Field } from '../../../app/ui/field.tsx';
import { FileButton } from '../../../app/ui/file-button.tsx';
import { TextInput } from '../../../app/ui/inputs.tsx';
import { Progress } from '../../../app/ui/progress.tsx';
import { useNow } from '../../../app/ui/when.tsx';
import { filesOfInput } from '../../../lead/new/chosen-files.ts';
import { sendFiles } from '../../../lead/new/send-files.ts';
import type { SendProgress } from '../../../lead/new/send-files.ts';
import type { ProjectRow } from '../../../store/schema/rows.ts';
import { useSync } from '../../sync-provider.tsx';

type Fetching = HostEventData<'packs.fetching'>;

/** A pack that is found missing is looked for again after some seconds: then its project can be used. */
const LOOK_AFTER_MS = 5_200;

/** How a pack comes to this disk: from where the lead offers it, or from a folder, a zip file, a stick. */
export function PackFetch({ row }: { row: ProjectRow }) {
  const t = useStrings();
  const host = useHost();
  const { service } = useSync();
  const fetching = useFetching(row.root, () => service?.kick(LOOK_AFTER_MS));
  const [path, setPath] = useState('');
  const begin = useAction((source: HostParams<'packs.fetch'>['source']) => host.call('packs.fetch', { root: row.root, source }));
  const fromPath = (event: SyntheticEvent) => {
    event.preventDefault();
    if (path.trim() !== '') void begin.run({ from: 'path', path: path.trim() });
  };
  if (fetching !== null && fetching.state !== 'stopped') return <Under fetching={fetching} />;
  return (
    <div className="t-stack">
      {fetching?.error != null && <ErrorPanel error={fetching.error} hasNoAction />}
      {begin.error !== null && <ErrorPanel error={begin.error} hasNoAction />}
      {row.packUri !== '' && (
        <>
          <p className="t-soft">{t('sync:work.pack.from', { uri: row.packUri })}</p>
          <div className="t-row">
            <Button icon={Download} isBusy={begin.isBusy} onClick={() => void begin.run({ from: 'uri', uri: row.packUri })}>
              {t(fetching === null ? 'sync:work.pack.get' : 'sync:work.pack.again')}
            </Button>
          </div>
        </>
      )}
      <details>
        <summary>{t('sync:work.pack.fromDisk')}</summary>
        <form className="t-stack" onSubmit={fromPath}>
          <Field label={t('sync:work.pack.path')} hint={t('sync:work.pack.pathHint')}>
            {(control) => <TextInput {...control} value={path} onChange={setPath} maxLength={4000} className="t-mono" />}
          </Field>
          <div className="t-row">
            <Button type="submit" isBusy={begin.isBusy} disabled={path.trim() === ''}>
              {t('sync:work.pack.take')}
            </Button>
          </div>
          <ChooseFiles root={row.root} />
        </form>
      </details>
    </div>
  );
}

/** A folder or zip file that is chosen: copied to the host first, so that the stick may go when it has been read. */
function ChooseFiles({ root }: { root: string }) {
  const t = useStrings();
  const host = useHost();
  const [sent, setSent] = useState<SendProgress | null>(null);
  const take = useAction(async (list: readonly File[]) => {
    const staged = await sendFiles(host, filesOfInput(list), { onProgress: setSent });
    setSent(null);
    return staged.ok ? host.call('packs.fetch', { root, source: { from: 'staging', stagingId: staged.value.stagingId } }) : staged;
  });
  const size = (bytes: number) => formatBytes(bytes, locale());
  return (
    <>
      {sent !== null && <Progress label={t('sync:work.pack.copying')} value={sent.sentBytes} max={Math.max(1, sent.totalBytes)} text={`${size(sent.sentBytes)} / ${size(sent.totalBytes)}`} />}
      {take.error !== null && <ErrorPanel error={take.error} hasNoAction />}
      <div className="t-row">
        <FileButton icon={FolderOpen} isBusy={take.isBusy} isFolder testId="pack-folder" onFiles={(files) => void take.run(files)}>
          {t('sync:work.pack.chooseFolder')}
        </FileButton>
        <FileButton icon={FileArchive} isBusy={take.isBusy} accept=".zip" testId="pack-zip" onFiles={(files) => void take.run(files)}>
          {t('sync:work.pack.chooseZip')}
        </FileButton>
      </div>
    </>
  );
}

function Under({ fetching }: { fetching: Fetching }) {
  const t = useStrings();
  const host = useHost();
  const nowMs = useNow(1_000);
  const { root, state, doneBytes, totalBytes, doneItems, totalItems, error, retryAtMs } = fetching;
  const act = useAction((method: Extract<HostMethod, 'packs.pause' | 'packs.resume' | 'packs.cancel'>) => host.call(method, { root }));
  const size = (bytes: number) => formatBytes(bytes, locale());
  const text = totalBytes === null || totalItems === null ? size(doneBytes) : t('sync:work.pack.progress', { done: size(doneBytes), total: size(totalBytes), items: doneItems, all: totalItems });
  const shown = state === 'stopped' ? 'paused' : state;
  return (
    <div className="t-stack">
      <Progress label={t(`sync:work.pack.state.${shown}`)} value={totalBytes === null ? null : doneBytes} max={totalBytes ?? 1} text={text} tone={state === 'waiting' ? 'warn' : state === 'done' ? 'good' : 'accent'} />
      {error !== null && (
        <p className="t-soft">
          {/* The host's own words, in English. */}
          <span lang="en" translate="no">
            {error.message}
          </span>
          {retryAtMs !== null && ` · ${t('sync:work.pack.retry', { time: relativeTime(Math.max(retryAtMs, nowMs), nowMs, locale()) })}`}
        </p>
      )}
      {act.error !== null && <ErrorPanel error={act.error} hasNoAction />}
      {state !== 'done' && (
        <div className="t-row">
          {state === 'running' && (
            <Button size="s" isBusy={act.isBusy} onClick={() => void act.run('packs.pause')}>
              {t('sync:work.pack.pause')}
            </Button>
          )}
          {state !== 'running' && (
            <Button size="s" tone="primary" isBusy={act.isBusy} onClick={() => void act.run('packs.resume')}>
              {t(state === 'waiting' ? 'sync:work.pack.now' : 'sync:work.pack.resume')}
            </Button>
          )}
          {state !== 'running' && (
            <Button size="s" tone="quiet" isBusy={act.isBusy} onClick={() => void act.run('packs.cancel')}>
              {t('sync:work.pack.cancel')}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

/** The pack's way here, as the host tells it; null where it is not on its way. */
function useFetching(root: string, onDone: () => void): Fetching | null {
  const host = useHost();
  const [fetching, setFetching] = useState<Fetching | null>(null);
  const latest = useRef(onDone);
  useEffect(() => {
    latest.current = onDone;
  });
  useEffect(() => {
    let isCurrent = true;
    void host.call('packs.fetches', {}).then((answer) => {
      if (isCurrent && answer.ok) setFetching(answer.value.find((each) => each.root === root) ?? null);
    });
    const stop = host.on('packs.fetching', (each) => {
      if (each.root !== root) return;
      setFetching(each);
      if (each.state === 'done') latest.current();
    });
    return () => {
      isCurrent = false;
      stop();
    };
  }, [host, root]);
  return fetching;
}
