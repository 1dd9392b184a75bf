import { useSyncExternalStore } from 'react';
import { useStrings } from '../strings/strings.ts';
import { RadioGroup } from '../ui/checkbox.tsx';
import { Panel } from '../ui/layout.tsx';
import { appearance, onAppearance, setAppearance } from '../theme/appearance.ts';

export function AppearancePanel() {
  const t = useStrings();
  const { theme, contrast, motion } = useSyncExternalStore(onAppearance, appearance);
  return (
    <Panel title={t('app:settings.appearance')}>
      <div className="t-settings__choices">
        <RadioGroup
          legend={t('app:settings.theme')}
          isSegmented
          value={theme}
          onChange={(value) => setAppearance({ theme: value })}
          options={(['system', 'light', 'dark'] as const).map((value) => ({ value, label: t(`app:settings.themeOf.${value}`) }))}
        />
        <RadioGroup
          legend={t('app:settings.contrast')}
          isSegmented
          value={contrast}
          onChange={(value) => setAppearance({ contrast: value })}
          options={(['system', 'normal', 'more'] as const).map((value) => ({ value, label: t(`app:settings.contrastOf.${value}`) }))}
        />
        <RadioGroup
          legend={t('app:settings.motion')}
          isSegmented
          value={motion}
          onChange={(value) => setAppearance({ motion: value })}
          options={(['system', 'reduce'] as const).map((value) => ({ value, label: t(`app:settings.motionOf.${value}`) }))}
        />
      </div>
    </Panel>
  );
}
