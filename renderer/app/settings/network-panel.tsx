import { useState } from 'react';
import { Plus } from 'lucide-react';
import type { HostResult } from '../../../shared/host-api.ts';
import { useStrings } from '../strings/strings.ts';
import { ErrorPanel } from '../errors/error-panel.tsx';
import { Address } from '../ui/address.tsx';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Facts, Panel } from '../ui/layout.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { networkName } from '../state/network-name.ts';
import { useHost } from '../state/host.tsx';
import { useAction } from '../state/use-action.ts';
import { useAnswer } from '../state/use-answer.ts';
import { useLive } from '../state/use-live.tsx';
import { AddNetwork } from './add-network.tsx';
import { RelayLine } from './relay-line.tsx';

type Network = HostResult<'chain.networks'>[number];

/** The networks that are known, which one is in use, and a way to add one. */
export function NetworkPanel() {
  const t = useStrings();
  const host = useHost();
  const { chain } = useLive();
  const [isAdding, setIsAdding] = useState(false);
  const { value: networks, reload } = useAnswer('chain.networks', {}, chain?.network.id);
  const use = useAction((id: string) => host.call('chain.useNetwork', { id }));
  return (
    <Panel
      title={t('app:settings.network')}
      actions={
        <Button icon={Plus} tone="quiet" onClick={() => setIsAdding(true)}>
          {t('app:settings.add')}
        </Button>
      }
    >
      <div className="t-stack">
        <p className="t-soft">{t('app:settings.networkHint')}</p>
        {chain?.error != null && <ErrorPanel error={chain.error} hasNoAction />}
        {use.error !== null && <ErrorPanel error={use.error} hasNoAction />}
        {networks === null && <Skeleton />}
        <ul className="t-networks">
          {networks?.map((network) => (
            <NetworkLine
              key={network.id}
              network={network}
              isInUse={network.id === chain?.network.id}
              isBusy={use.isBusy}
              onUse={() => void use.run(network.id)}
              onChanged={reload}
            />
          ))}
        </ul>
      </div>
      {isAdding && (
        <AddNetwork
          onClose={() => {
            setIsAdding(false);
            reload();
          }}
        />
      )}
    </Panel>
  );
}

interface NetworkLineProps {
  network: Network;
  isInUse: boolean;
  isBusy: boolean;
  onUse: () => void;
  onChanged: () => void;
}

function NetworkLine({ network, isInUse, isBusy, onUse, onChanged }: NetworkLineProps) {
  const t = useStrings();
  return (
    <li className="t-entry">
      <div className="t-entry__head">
        <strong className="t-truncate">{networkName(network, t)}</strong>
        <span className="t-soft t-number">{t('app:settings.chainId', { id: String(network.chainId) })}</span>
        {network.isLocal && <Badge>{t('app:settings.local')}</Badge>}
        <span className="t-networks__space" />
        {isInUse ? (
          <Badge tone="good">{t('app:settings.inUse')}</Badge>
        ) : (
          <Button size="s" isBusy={isBusy} onClick={onUse}>
            {t('app:settings.use')}
          </Button>
        )}
      </div>
      <Facts
        facts={[
          { label: t('app:settings.rpcUrl'), value: <span className="t-mono">{network.rpcUrl}</span> },
          ...(network.coordinator === null ? [] : [{ label: t('app:settings.coordinator'), value: <Address address={network.coordinator} /> }]),
          ...(network.code === undefined ? [] : [{ label: t('app:settings.code'), value: <Badge tone={network.code === 'unknown' ? 'bad' : 'good'}>{t(`app:settings.codeOf.${network.code}`)}</Badge> }]),
          ...(network.token === null ? [] : [{ label: t('app:settings.token'), value: <Address address={network.token} /> }]),
        ]}
      />
      <RelayLine network={network} onChanged={onChanged} />
    </li>
  );
}
