import { useState } from 'react';
import type { SyntheticEvent } from 'react';
import type { HostResult } from '../../../shared/host-api.ts';
import { ErrorPanel } from '../errors/error-panel.tsx';
import { formatBytes } from '../format/when.ts';
import { notify } from '../notices/notices.ts';
import { useHost } from '../state/host.tsx';
import { useAction } from '../state/use-action.ts';
import { useAnswer } from '../state/use-answer.ts';
import { locale, useStrings } from '../strings/strings.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { NumberInput, TextInput } from '../ui/inputs.tsx';
import { Panel } from '../ui/layout.tsx';
import { Progress } from '../ui/progress.tsx';
import { Skeleton } from '../ui/skeleton.tsx';

type Pack = HostResult<'packs.list'>[number];
type Usage = HostResult<'packs.usage'>;
const GIGABYTE = 1e9;

/** What packs take on this disk, how much they may, and the way to take one off it: never unasked. */
export function PacksPanel() {
  const t = useStrings();
  const usage = useAnswer('packs.usage', {});
  const packs = useAnswer('packs.list', {});
  const reload = () => {
    usage.reload();
    packs.reload();
  };
  const size = (bytes: number) => formatBytes(bytes, locale());
  return (
    <Panel title={t('app:settings.packs.title')}>
      <div className="t-stack">
        {usage.error !== null && <ErrorPanel error={usage.error} />}
        {usage.value === null ? (
          <Skeleton lines={2} />
        ) : (
          <>
            <Progress
              label={t('app:settings.packs.used')}
              value={usage.value.usedBytes}
              max={usage.value.budgetBytes}
              text={t('app:settings.packs.usedText', { used: size(usage.value.usedBytes), budget: size(usage.value.budgetBytes), free: size(usage.value.freeBytes) })}
              tone={usage.value.usedBytes > usage.value.budgetBytes * 0.9 ? 'warn' : 'accent'}
            />
            <LimitsForm usage={usage.value} onSaved={reload} />
          </>
        )}
        {packs.value !== null && packs.value.length > 0 && (
          <ul className="t-networks">
            {packs.value.map((pack) => (
              <PackLine key={pack.root} pack={pack} onRemoved={reload} />
            ))}
          </ul>
        )}
      </div>
    </Panel>
  );
}

function LimitsForm({ usage, onSaved }: { usage: Usage; onSaved: () => void }) {
  const t = useStrings();
  const host = useHost();
  const [gib, setGib] = useState<number | null>(Math.round((usage.budgetBytes / GIGABYTE) * 100) / 100);
  const [gateway, setGateway] = useState(usage.ipfsGateway);
  const save = useAction(
    () => host.call('packs.setLimits', { ...(gib === null ? {} : { budgetBytes: Math.round(gib * GIGABYTE) }), ipfsGateway: gateway.trim() }),
    () => {
      notify({ tone: 'good', text: t('app:settings.packs.saved') });
      onSaved();
    },
  );
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void save.run();
  };
  return (
    <form className="t-stack" onSubmit={submit}>
      <Field label={t('app:settings.packs.budget')} hint={t('app:settings.packs.budgetHint')}>
        {(control) => <NumberInput {...control} value={gib} onChange={setGib} min={0.01} step={0.01} unit={t('app:settings.packs.unit')} />}
      </Field>
      <Field label={t('app:settings.packs.gateway')} hint={t('app:settings.packs.gatewayHint')}>
        {(control) => <TextInput {...control} value={gateway} onChange={setGateway} maxLength={300} className="t-mono" inputMode="url" />}
      </Field>
      {save.error !== null && <ErrorPanel error={save.error} hasNoAction />}
      <div className="t-row">
        <Button type="submit" isBusy={save.isBusy} disabled={gib === null || gib < 0.01}>
          {t('app:settings.packs.save')}
        </Button>
      </div>
    </form>
  );
}

function PackLine({ pack, onRemoved }: { pack: Pack; onRemoved: () => void }) {
  const t = useStrings();
  const host = useHost();
  const [isAsking, setIsAsking] = useState(false);
  const size = (bytes: number) => formatBytes(bytes, locale());
  const remove = useAction(
    () => host.call('packs.remove', { root: pack.root }),
    ({ freedBytes }) => {
      setIsAsking(false);
      notify({ tone: 'good', text: t('app:settings.packs.removed', { name: pack.name, size: size(freedBytes) }) });
      onRemoved();
    },
  );
  return (
    <li className="t-entry">
      <div className="t-entry__head">
        <strong className="t-truncate">{pack.name}</strong>
        <span className="t-soft t-number">{t('app:settings.packs.of', { count: pack.itemCount, size: size(pack.bytes) })}</span>
        <span className="t-networks__space" />
        <Button size="s" tone="quiet" onClick={() => setIsAsking(true)}>
          {t('app:settings.packs.remove')}
        </Button>
      </div>
      {isAsking && (
        <Dialog
          title={t('app:settings.packs.removeTitle', { name: pack.name })}
          size="s"
          onClose={() => setIsAsking(false)}
          footer={
            <>
              <Button data-autofocus="" onClick={() => setIsAsking(false)}>
                {t('app:settings.packs.keep')}
              </Button>
              <Button tone="danger" isBusy={remove.isBusy} onClick={() => void remove.run()}>
                {t('app:settings.packs.remove')}
              </Button>
            </>
          }
        >
          <p>{t('app:settings.packs.removeText')}</p>
          {remove.error !== null && <ErrorPanel error={remove.error} hasNoAction />}
        </Dialog>
      )}
    </li>
  );
}
