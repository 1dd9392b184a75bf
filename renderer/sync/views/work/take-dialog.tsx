import { useEffect, useRef, useState } from 'react';
import type { HostError } from '../../../../shared/host-api.ts';
import { notify } from '../../../app/notices/notices.ts';
import { ErrorPanel } from '../../../app/errors/error-panel.tsx';
import { useStrings } from '../../../app/strings/strings.ts';
import { askUnlock } from '../../../app/state/overlays.ts';
import { useHost } from '../../../app/state/host.tsx';
import { useLive, useLiveSource } from '../../../app/state/use-live.tsx';
import { Amount } from '../../../app/ui/amount.tsx';
import { Button } from '../../../app/ui/button.tsx';
import { Dialog } from '../../../app/ui/dialog.tsx';
import { Field } from '../../../app/ui/field.tsx';
import { TextInput } from '../../../app/ui/inputs.tsx';
import { Facts } from '../../../app/ui/layout.tsx';
import { useTokenFormat } from '../../hooks.ts';
import type { ProjectCard } from '../../model/projects.ts';
import { readNeeds, takeSeats } from '../../take/take-seats.ts';
import type { TakeNeeds, TakeParts, TakeRequest, TakeStep } from '../../take/take-seats.ts';
import { LeadRecordFacts } from './lead-record.tsx';
import { useSync } from '../../sync-provider.tsx';

const MOST_AT_ONCE = 32;
const POLL_MS = 1_000;

/** How many seats, what stake they need, and the steps to it. */
export function TakeDialog({ card, name, onClose }: { card: ProjectCard; name: string; onClose: () => void }) {
  const t = useStrings();
  const [typed, setTyped] = useState('1');
  const most = Math.min(MOST_AT_ONCE, card.freeSeats);
  const count = Math.max(1, Math.min(most, Math.floor(Number(typed)) || 1));
  const taking = useTaking(card, count, onClose);
  const { needs, step, error } = taking;
  const isShort = needs !== null && needs.missing > needs.balance;
  return (
    <Dialog
      title={t('sync:take.title', { name })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('app:action.cancel')}</Button>
          <Button tone="primary" isBusy={step !== null} disabled={needs === null || isShort} onClick={taking.run}>
            {t('sync:take.go', { count })}
          </Button>
        </>
      }
    >
      <Field label={t('sync:take.count')} hint={t('sync:take.countHint', { items: card.record.params.batchSize })}>
        {(control) => <TextInput {...control} type="number" min={1} max={most} value={typed} onChange={setTyped} disabled={step !== null} data-autofocus="" />}
      </Field>
      {needs !== null && <Needs needs={needs} isShort={isShort} />}
      <LeadRecordFacts record={card.lead} />
      {step !== null && <p role="status">{t(`sync:take.step.${step}`)}</p>}
      {error !== null && <ErrorPanel error={error} />}
    </Dialog>
  );
}

function Needs({ needs, isShort }: { needs: TakeNeeds; isShort: boolean }) {
  const t = useStrings();
  const { decimals, symbol } = useTokenFormat();
  const amount = (value: bigint) => <Amount value={value} decimals={decimals} symbol={symbol} />;
  return (
    <>
      <Facts
        facts={[
          { label: t('sync:take.stake'), value: amount(needs.stake) },
          { label: t('sync:take.free'), value: amount(needs.free) },
          ...(needs.missing > 0n
            ? [
                { label: t('sync:take.missing'), value: amount(needs.missing) },
                { label: t('sync:take.balance'), value: amount(needs.balance) },
              ]
            : []),
        ]}
      />
      {needs.missing > 0n && <p className="t-soft">{t(isShort ? 'sync:take.short' : 'sync:take.depositHint')}</p>}
    </>
  );
}

interface Taking {
  needs: TakeNeeds | null;
  step: TakeStep | null;
  error: HostError | null;
  run: () => void;
}

function useTaking(card: ProjectCard, count: number, onDone: () => void): Taking {
  const t = useStrings();
  const host = useHost();
  const live = useLiveSource();
  const { wallet } = useLive();
  const { service } = useSync();
  const [needs, setNeeds] = useState<TakeNeeds | null>(null);
  const [step, setStep] = useState<TakeStep | null>(null);
  const [error, setError] = useState<HostError | null>(null);
  const abort = useRef<AbortController | null>(null);
  const account = wallet?.active ?? null;
  const { params, id } = card.record;
  const relay = card.row.relay ?? null;
  const request: TakeRequest = { projectId: id, token: params.token, stakePerSeat: params.stakePerSeat, count };
  const partsOf = (signal: AbortSignal): TakeParts | null => (service === null || account === null ? null : { host, coordinator: service.coordinator, account, signal, pollMs: POLL_MS, relay });

  useEffect(() => {
    const controller = new AbortController();
    if (service === null || account === null) return undefined;
    const parts = { host, coordinator: service.coordinator, account, signal: controller.signal, pollMs: POLL_MS, relay };
    void readNeeds(parts, { projectId: id, token: params.token, stakePerSeat: params.stakePerSeat, count }).then((answer) => {
      if (controller.signal.aborted) return;
      if (answer.ok) setNeeds(answer.value);
      else setError(answer.error);
    });
    return () => controller.abort();
  }, [host, service, account, id, params, count, relay]);
  useEffect(() => () => abort.current?.abort(), []);

  const take = async () => {
    abort.current = new AbortController();
    const parts = partsOf(abort.current.signal);
    if (parts === null) return;
    setError(null);
    setStep('take');
    const outcome = await takeSeats(parts, request, setStep);
    setStep(null);
    service?.kick(0);
    void live.refreshBalances();
    if (!outcome.ok) { setError(outcome.error); return; }
    notify({ tone: 'good', text: t('sync:take.taken', { count }) });
    onDone();
  };
  const run = () => (wallet?.isUnlocked === true ? void take() : askUnlock(() => void take()));
  return { needs, step, error, run };
}
