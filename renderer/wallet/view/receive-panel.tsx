import { useMemo } from 'react';
import { create } from 'qrcode';
import { useStrings } from '../../app/strings/strings.ts';
import { Address } from '../../app/ui/address.tsx';
import { Panel } from '../../app/ui/layout.tsx';
import { networkName } from '../../app/state/network-name.ts';
import { useLive } from '../../app/state/use-live.tsx';

/** The address, for people and for cameras. */
export function ReceivePanel({ address }: { address: string }) {
  const t = useStrings();
  const { chain } = useLive();
  return (
    <Panel title={t('wallet:receive.title')} className="t-wallet__receive">
      <div className="t-receive">
        <QrCode text={address} label={t('wallet:receive.qr', { address })} />
        <div className="t-stack">
          <p className="t-soft">{t('wallet:receive.hint', { network: chain === null ? '' : networkName(chain.network, t) })}</p>
          <Address address={address} isWhole />
        </div>
      </div>
    </Panel>
  );
}

/** Dark on light in every theme: cameras want it so. Drawn as one path, so that no data: image is needed. */
function QrCode({ text, label }: { text: string; label: string }) {
  const { size, path } = useMemo(() => {
    const { modules } = create(text, { errorCorrectionLevel: 'M' });
    const cells = Array.from(modules.data, (isDark, index) => (isDark === 0 ? '' : `M${index % modules.size} ${Math.floor(index / modules.size)}h1v1h-1z`));
    return { size: modules.size, path: cells.join('') };
  }, [text]);
  return (
    <svg className="t-qr" viewBox={`-2 -2 ${size + 4} ${size + 4}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect x="-2" y="-2" width={size + 4} height={size + 4} className="t-qr__ground" />
      <path d={path} className="t-qr__dark" />
    </svg>
  );
}
