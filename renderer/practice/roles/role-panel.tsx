import { chooseRole, roleNames, roleOf, useAreas } from '../../app/state/areas.ts';
import { useStrings } from '../../app/strings/strings.ts';
import { RadioGroup } from '../../app/ui/checkbox.tsx';
import { Panel } from '../../app/ui/layout.tsx';

/** The role in the settings. The rail's menu shows and hides single parts: then none of these is marked. */
export function RolePanel() {
  const t = useStrings();
  const role = roleOf(useAreas());
  return (
    <Panel title={t('practice:roles.panel')}>
      <div className="t-stack">
        <RadioGroup
          legend={t('practice:roles.legend')}
          isSegmented
          value={role ?? 'own'}
          onChange={(value) => (value === 'own' ? undefined : chooseRole(value))}
          options={roleNames.map((value) => ({ value, label: t(`practice:roles.name.${value}`) }))}
        />
        <p className="t-soft">{t('practice:roles.hint')}</p>
      </div>
    </Panel>
  );
}
