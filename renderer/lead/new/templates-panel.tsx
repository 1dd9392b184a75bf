import { useStrings } from '../../app/strings/strings.ts';
import { RadioGroup } from '../../app/ui/checkbox.tsx';
import { Panel } from '../../app/ui/layout.tsx';
import type { TemplateName } from './templates.ts';
import { templateNames } from './templates.ts';

export interface TemplatesPanelProps {
  /** Null: the rules are those of none. */
  chosen: TemplateName | null;
  onChoose: (name: TemplateName) => void;
}

/** Rules to start from, all of which stay open to change below. */
export function TemplatesPanel({ chosen, onChoose }: TemplatesPanelProps) {
  const t = useStrings();
  const names = chosen === null ? ([...templateNames, 'own'] as const) : templateNames;
  return (
    <Panel title={t('lead:new.templates.title')}>
      <div className="t-lead-kinds">
        <RadioGroup
          legend={t('lead:new.templates.legend')}
          value={chosen ?? 'own'}
          options={names.map((name) => ({ value: name, label: t(`lead:new.templates.nameOf.${name}`), hint: t(`lead:new.templates.hintOf.${name}`) }))}
          onChange={(name) => {
            if (name !== 'own') onChoose(name);
          }}
        />
      </div>
    </Panel>
  );
}
