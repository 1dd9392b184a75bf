import { encodeCoordinatorCall } from '../../../shared/protocol/abi.ts';
import { useStrings, locale } from '../../app/strings/strings.ts';
import { ErrorPanel } from '../../app/errors/error-panel.tsx';
import { formatAmount } from '../../app/format/amount.ts';
import { Button } from '../../app/ui/button.tsx';
import { Panel } from '../../app/ui/layout.tsx';
import type { LeadProject } from '../model.ts';
import type { TokenFormat } from '../../app/state/token-format.ts';
import { useCall } from './use-call.ts';

export interface ClosePanelProps {
  project: LeadProject;
  token: TokenFormat;
  coordinator: string;
}

/** Ends the project; what was not earned comes back. */
export function ClosePanel({ project, token, coordinator }: ClosePanelProps) {
  const t = useStrings();
  const call = useCall();
  const close = () => call.run({ to: coordinator, data: encodeCoordinatorCall('closeProject', [BigInt(project.id)]) }, () => undefined);
  const refunded = formatAmount(project.refundedWei, { decimals: token.decimals, locale: locale() });
  return (
    <Panel title={t('lead:project.close.title')}>
      <div className="t-stack">
        <p className="t-soft t-prose">{t('lead:project.close.hint')}</p>
        {project.isClosed && <p role="status">{t('lead:project.close.closed', { amount: refunded, symbol: token.symbol })}</p>}
        {call.error !== null && <ErrorPanel error={call.error} onRetry={close} />}
        <div>
          <Button tone="danger" isBusy={call.phase !== null} onClick={close}>
            {project.isClosed ? t('lead:project.close.again') : t('lead:project.close.action')}
          </Button>
        </div>
      </div>
    </Panel>
  );
}
