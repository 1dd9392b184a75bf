import { useState } from 'react';
import { Copy, Trash2 } from 'lucide-react';
import { crashText } from '../../../shared/crash/crash-report.ts';
import type { HostResult } from '../../../shared/host-api.ts';
import { ErrorPanel } from '../errors/error-panel.tsx';
import { notify } from '../notices/notices.ts';
import { useHost } from '../state/host.tsx';
import { useAction } from '../state/use-action.ts';
import { useAnswer } from '../state/use-answer.ts';
import { useStrings } from '../strings/strings.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Facts, Panel } from '../ui/layout.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { When } from '../ui/when.tsx';

type Kept = HostResult<'crash.list'>[number];

/** What has failed, to be read, copied and thrown away. */
export function CrashPanel() {
  const t = useStrings();
  const host = useHost();
  const { value, error, reload } = useAnswer('crash.list', {});
  const [shown, setShown] = useState<Kept | null>(null);
  const remove = useAction((id: string) => host.call('crash.remove', { id }), () => {
    setShown(null);
    reload();
  });
  return (
    <Panel title={t('app:crash.title')}>
      <div className="t-stack">
        <p className="t-soft">{t('app:crash.lead')}</p>
        {error !== null && <ErrorPanel error={error} onRetry={reload} />}
        {value === null && error === null && <Skeleton />}
        {value?.length === 0 && <p>{t('app:crash.none')}</p>}
        <ul className="t-stack t-crashes">
          {value?.map((kept) => (
            <li key={kept.report.id} className="t-row">
              <span>
                {t(`app:crash.from.${kept.report.from}`)} · <When atMs={kept.report.atMs} isAbsolute /> · <span className="t-mono">{kept.report.name}</span>
              </span>
              <Button size="s" onClick={() => setShown(kept)}>
                {t('app:crash.show')}
              </Button>
            </li>
          ))}
        </ul>
        {remove.error !== null && <ErrorPanel error={remove.error} />}
      </div>
      {shown !== null && <ReportDialog kept={shown} onClose={() => setShown(null)} onRemove={() => void remove.run(shown.report.id)} />}
    </Panel>
  );
}

function ReportDialog({ kept, onClose, onRemove }: { kept: Kept; onClose: () => void; onRemove: () => void }) {
  const t = useStrings();
  const text = crashText(kept.report);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    notify({ tone: 'good', text: t('app:crash.copied') });
  };
  return (
    <Dialog
      title={t('app:crash.title')}
      isDismissable
      onClose={onClose}
      footer={
        <>
          <Button icon={Copy} data-autofocus="" onClick={() => void copy()}>
            {t('app:crash.copy')}
          </Button>
          <Button tone="danger" icon={Trash2} onClick={onRemove}>
            {t('app:crash.remove')}
          </Button>
        </>
      }
    >
      <div className="t-stack">
        <Facts facts={[{ label: t('app:crash.file'), value: <span className="t-mono">{kept.path}</span> }]} />
        <pre className="t-mono t-crash" lang="en" translate="no">
          {text}
        </pre>
      </div>
    </Dialog>
  );
}
