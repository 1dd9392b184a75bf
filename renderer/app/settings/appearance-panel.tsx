import { useSyncExternalStore } from 'react';
import { useStrings } from '../strings/strings.ts';
import type { LanguageChoice } from '../strings/language-choice.ts';
import { chooseLanguage, languageChoice, offeredLanguages, onLanguageChoice } from '../strings/language-choice.ts';
import { RadioGroup } from '../ui/checkbox.tsx';
import { Panel } from '../ui/layout.tsx';
import { appearance, onAppearance, setAppearance } from '../theme/appearance.ts';

export function AppearancePanel() {
  const t = useStrings();
  const { theme, contrast, motion } = useSyncExternalStore(onAppearance, appearance);
  const chosen = useSyncExternalStore(onLanguageChoice, languageChoice);
  return (
    <Panel title={t('app:settings.appearance')}>
      <div className="t-settings__choices">
        <RadioGroup
          legend={t('app:settings.language')}
          isSegmented
          value={chosen}
          onChange={chooseLanguage}
          options={offeredLanguages().map((value) => ({ value, label: <LanguageName value={value} /> }))}
        />
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

/** A language is written in itself, so that it is found by who cannot read the one in use. */
function LanguageName({ value }: { value: LanguageChoice }) {
  const t = useStrings();
  const name = t(`app:settings.languageOf.${value}`);
  return value === 'system' ? name : <span lang={value}>{name}</span>;
}
