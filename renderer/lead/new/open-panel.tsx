import { Check } from 'lucide-react';
import { useStrings, locale } from '../../app/strings/strings.ts';
import type { HostError } from '../../../shared/host-api.ts';
import { ErrorPanel } from '../../app/errors/error-panel.tsx';
import { formatAmount } from '../../app/format/amount.ts';
import { Button } from '../../app/ui/button.tsx';
import { Panel } from '../../app/ui/layout.tsx';
import { cx } from '../../app/ui/cx.ts';
import type { CallPhase } from '../../app/state/send-call.ts';
import type { TokenInfo } from './draft.ts';
import type { OpenStep } from './open-project.ts';
import { MissingList } from './missing-list.tsx';

export interface OpenPanelProps {
  budget: bigint;
  token: TokenInfo;
  /** Where it stands; null before it was started. */
  now: { step: OpenStep; phase: CallPhase } | null;
  isBusy: boolean;
  error: HostError | null;
  missing: readonly string[];
  /** The project asks for known answers. */
  hasGold: boolean;
  onOpen: () => void;
}

const STEPS: readonly OpenStep[] = ['gold', 'allow', 'open', 'find'];

/** The two signatures that open a project, and where they stand. */
export function OpenPanel({ budget, token, now, isBusy, error, missing, hasGold, onOpen }: OpenPanelProps) {
  const t = useStrings();
  const amount = formatAmount(budget, { decimals: token.decimals, maxFraction: token.decimals, locale: locale() });
  return (
    <Panel title={t('lead:new.open.title')}>
      <div className="t-stack">
        <p className="t-prose">{t('lead:new.open.text')}</p>
        {now !== null && (
          <ol className="t-lead-steps">
            {STEPS.filter((step) => hasGold || step !== 'gold').map((step) => (
              <StepLine
                key={step}
                state={stateOf(step, now.step)}
                words={t(`lead:new.open.step.${step}`, { amount, symbol: token.symbol })}
                note={step === now.step && isBusy ? t(`lead:new.open.phase.${now.phase}`) : null}
              />
            ))}
          </ol>
        )}
        {error !== null && <ErrorPanel error={error} onRetry={onOpen} />}
        <div className="t-row">
          <Button tone="primary" isBusy={isBusy} disabled={missing.length > 0} onClick={onOpen}>
            {error === null ? t('lead:new.open.action') : t('lead:new.open.retry')}
          </Button>
          <MissingList missing={missing} />
        </div>
      </div>
    </Panel>
  );
}

type StepState = 'done' | 'now' | 'waiting';

function stateOf(step: OpenStep, now: OpenStep): StepState {
  const order = STEPS.indexOf(step) - STEPS.indexOf(now);
  return order < 0 ? 'done' : order === 0 ? 'now' : 'waiting';
}

function StepLine({ state, words, note }: { state: StepState; words: string; note: string | null }) {
  return (
    <li className={cx('t-lead-step', `t-lead-step--${state}`)} aria-current={state === 'now' ? 'step' : undefined}>
      <span className="t-lead-step__mark" aria-hidden="true">
        {state === 'done' && <Check size={14} />}
      </span>
      <span>
        {words}
        {note !== null && (
          <span className="t-soft" role="status">
            {' '}
            · {note}
          </span>
        )}
      </span>
    </li>
  );
}
