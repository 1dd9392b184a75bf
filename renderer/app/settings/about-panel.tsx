import { useState } from 'react';
import { ScrollText } from 'lucide-react';
import { useStrings } from '../strings/strings.ts';
import { Logo } from '../shell/logo.tsx';
import { Button } from '../ui/button.tsx';
import { Facts, Panel } from '../ui/layout.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { useLive } from '../state/use-live.tsx';
import { LicencesDialog } from './licences-dialog.tsx';

export function AboutPanel() {
  const t = useStrings();
  const { info } = useLive();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Panel
      title={t('app:settings.about')}
      actions={
        <Button icon={ScrollText} tone="quiet" onClick={() => setIsOpen(true)}>
          {t('app:settings.licences.open')}
        </Button>
      }
    >
      {info === null ? (
        <Skeleton />
      ) : (
        <div className="t-about">
          <Logo sizePx={56} />
          <Facts
            facts={[
              { label: t('app:settings.version'), value: <span className="t-number">{info.version}</span> },
              { label: t('app:settings.shell'), value: t(`app:settings.shellOf.${info.shell}`) },
              { label: t('app:settings.profile'), value: info.profile },
              { label: t('app:settings.platform'), value: info.platform },
              { label: t('app:settings.licence'), value: t('app:settings.licenceText') },
            ]}
          />
        </div>
      )}
      {isOpen && <LicencesDialog onClose={() => setIsOpen(false)} />}
    </Panel>
  );
}
