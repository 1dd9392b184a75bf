import { Download, RefreshCw, RotateCw, Square } from 'lucide-react';
import type { UpdateStatus } from '../../../shared/updates/update-status.ts';
import { updateChoices } from '../../../shared/updates/update-status.ts';
import { ErrorPanel } from '../errors/error-panel.tsx';
import { formatBytes } from '../format/when.ts';
import { useHost } from '../state/host.tsx';
import { useAction } from '../state/use-action.ts';
import { locale, useStrings } from '../strings/strings.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { RadioGroup } from '../ui/checkbox.tsx';
import { Facts, Panel } from '../ui/layout.tsx';
import { Progress } from '../ui/progress.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { When } from '../ui/when.tsx';
import { aptCommand } from './apt-command.ts';
import { useUpdates } from './use-updates.ts';
import './updates.css';

/** New versions: whether to look for them, what was found, and when it is put in place. */
export function UpdatesPanel() {
  const t = useStrings();
  const { status, error } = useUpdates();
  return (
    <Panel title={t('app:updates.title')} actions={status === null || status.absent !== null ? undefined : <CheckButton status={status} />}>
      {error !== null && status === null && <ErrorPanel error={error} />}
      {status === null ? error === null && <Skeleton lines={2} /> : status.absent === null ? <Channel status={status} /> : <Absent status={status} />}
    </Panel>
  );
}

function Absent({ status: { absent, version } }: { status: UpdateStatus }) {
  const t = useStrings();
  return (
    <div className="t-stack">
      <Facts facts={[{ label: t('app:updates.here'), value: <span className="t-number">{version}</span> }]} />
      {absent !== null && <p className="t-soft">{t(`app:updates.absent.${absent}`)}</p>}
    </div>
  );
}

function CheckButton({ status }: { status: UpdateStatus }) {
  const t = useStrings();
  const host = useHost();
  // What keeps it from answering comes with the event, and is shown below.
  const check = useAction(() => host.call('updates.check', {}));
  return (
    <Button icon={RefreshCw} tone="quiet" isBusy={check.isBusy || status.activity === 'checking'} disabled={status.activity === 'downloading'} onClick={() => void check.run()}>
      {t('app:updates.check')}
    </Button>
  );
}

function Channel({ status }: { status: UpdateStatus }) {
  const t = useStrings();
  const host = useHost();
  const { version, checkedAtMs, choice, found, error } = status;
  const choose = useAction((next: UpdateStatus['choice']) => host.call('updates.choose', { choice: next }));
  return (
    <div className="t-stack">
      <Facts
        facts={[
          { label: t('app:updates.here'), value: <span className="t-number">{version}</span> },
          { label: t('app:updates.checked'), value: checkedAtMs === null ? t('app:updates.never') : <When atMs={checkedAtMs} /> },
        ]}
      />
      <RadioGroup
        legend={t('app:updates.choose')}
        value={choice}
        onChange={(next) => void choose.run(next)}
        options={updateChoices.map((value) => ({ value, label: t(`app:updates.choiceOf.${value}`), hint: t(`app:updates.hintOf.${value}`) }))}
      />
      {choose.error !== null && <ErrorPanel error={choose.error} />}
      {error !== null && <ErrorPanel error={error} hasNoAction />}
      {found === null ? checkedAtMs !== null && error === null && <p>{t('app:updates.newest')}</p> : <Found status={status} found={found} />}
    </div>
  );
}

interface FoundProps {
  status: UpdateStatus;
  found: NonNullable<UpdateStatus['found']>;
}

/** The version that was found, from the first word of it to the press that puts it in place. */
function Found({ status, found }: FoundProps) {
  const t = useStrings();
  const size = formatBytes(found.bytes, locale());
  return (
    <section className="t-entry" aria-label={t('app:updates.found', { version: found.version })}>
      <header className="t-entry__head">
        <strong>{t('app:updates.found', { version: found.version })}</strong>
        {found.isUrgent && <Badge tone="warn">{t('app:updates.urgent')}</Badge>}
        {status.isReady && <Badge tone="good">{t('app:updates.checkedFile')}</Badge>}
      </header>
      <p className="t-soft">
        {t('app:updates.published')} <When atMs={found.publishedAtMs} isAbsolute /> · <span className="t-number">{size}</span>
      </p>
      {/* Nothing is given to the system's browser: the address is there to be copied. */}
      <p className="t-soft">
        {t('app:updates.notes')} <span className="t-mono t-update__address">{found.notesUrl}</span>
      </p>
      {status.isReady ? <Ready status={status} /> : <Fetch status={status} found={found} />}
    </section>
  );
}

function Fetch({ status, found }: FoundProps) {
  const t = useStrings();
  const host = useHost();
  const fetchIt = useAction(() => host.call('updates.download', {}));
  const stop = useAction(() => host.call('updates.stop', {}));
  const isFetching = status.activity === 'downloading';
  const size = (bytes: number) => formatBytes(bytes, locale());
  return (
    <>
      {(isFetching || status.doneBytes > 0) && (
        <Progress label={t('app:updates.fetching')} value={status.doneBytes} max={found.bytes} text={t('app:updates.of', { done: size(status.doneBytes), all: size(found.bytes) })} />
      )}
      <div className="t-row">
        {isFetching ? (
          <Button icon={Square} isBusy={stop.isBusy} onClick={() => void stop.run()}>
            {t('app:updates.stop')}
          </Button>
        ) : (
          <Button icon={Download} tone="primary" isBusy={fetchIt.isBusy} disabled={status.activity !== 'idle'} onClick={() => void fetchIt.run()}>
            {status.doneBytes > 0 ? t('app:updates.goOn') : t('app:updates.fetch')}
          </Button>
        )}
      </div>
    </>
  );
}

function Ready({ status }: { status: UpdateStatus }) {
  const t = useStrings();
  const host = useHost();
  const install = useAction(() => host.call('updates.install', {}));
  const { way, path, holds, choice } = status;
  if (way !== 'restart') {
    return (
      <>
        <p>{t(`app:updates.byHand.${way}`)}</p>
        <p className="t-mono t-update__address">{path === null ? '' : way === 'deb' ? aptCommand(path) : path}</p>
      </>
    );
  }
  return (
    <>
      {holds.length === 0 ? (
        <p>{t(choice === 'off' ? 'app:updates.readyOff' : 'app:updates.ready')}</p>
      ) : (
        <div role="status">
          <p>{t('app:updates.held')}</p>
          <ul className="t-update__holds">
            {holds.map((hold) => (
              <li key={hold}>{t(`app:updates.holdOf.${hold}`)}</li>
            ))}
          </ul>
        </div>
      )}
      {install.error !== null && <ErrorPanel error={install.error} hasNoAction />}
      <div className="t-row">
        <Button icon={RotateCw} tone="primary" isBusy={install.isBusy} disabled={holds.length > 0 || choice === 'off'} onClick={() => void install.run()}>
          {t('app:updates.restart')}
        </Button>
      </div>
    </>
  );
}
