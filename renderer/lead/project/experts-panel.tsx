import { useState } from 'react';
import { UserPlus } from 'lucide-react';
import { addressSchema } from '../../../shared/labels/ids.ts';
import { encodeCoordinatorCall } from '../../../shared/protocol/abi.ts';
import { useStrings } from '../../app/strings/strings.ts';
import { ErrorPanel } from '../../app/errors/error-panel.tsx';
import { shortAddress } from '../../app/format/short.ts';
import { notify } from '../../app/notices/notices.ts';
import { Address } from '../../app/ui/address.tsx';
import { Button } from '../../app/ui/button.tsx';
import { Field } from '../../app/ui/field.tsx';
import { TextInput } from '../../app/ui/inputs.tsx';
import { Panel } from '../../app/ui/layout.tsx';
import type { LeadProject } from '../model.ts';
import { useCall } from './use-call.ts';

export interface ExpertsPanelProps {
  project: LeadProject;
  coordinator: string;
  /** The active account leads it. */
  isLead: boolean;
}

/** Who may audit: named and unnamed by the lead. */
export function ExpertsPanel({ project, coordinator, isLead }: ExpertsPanelProps) {
  const t = useStrings();
  const call = useCall();
  const set = (address: string, isAllowed: boolean, done: () => void) => {
    const data = encodeCoordinatorCall('setExpert', [BigInt(project.id), address, isAllowed]);
    call.run({ to: coordinator, data }, () => {
      notify({ tone: 'good', text: t(isAllowed ? 'lead:project.experts.added' : 'lead:project.experts.removed', { address: shortAddress(address) }) });
      done();
    });
  };
  return (
    <Panel title={t('lead:project.experts.title')}>
      <div className="t-stack">
        <p className="t-soft t-prose">{t('lead:project.experts.hint')}</p>
        {project.params.openExperts && <p>{t('lead:project.experts.open')}</p>}
        {project.experts.length === 0 && !project.params.openExperts && <p>{t('lead:project.experts.empty')}</p>}
        <ul className="t-lead-experts">
          {project.experts.map((address) => (
            <li key={address} className="t-row">
              <Address address={address} />
              {isLead && (
                <Button size="s" tone="quiet" disabled={call.phase !== null} onClick={() => set(address, false, () => undefined)}>
                  {t('lead:project.experts.remove')}
                </Button>
              )}
            </li>
          ))}
        </ul>
        {isLead && <NameExpert experts={project.experts} isBusy={call.phase !== null} onName={(address, done) => set(address, true, done)} />}
        {call.error !== null && <ErrorPanel error={call.error} />}
      </div>
    </Panel>
  );
}

interface NameExpertProps {
  experts: readonly string[];
  isBusy: boolean;
  onName: (address: string, done: () => void) => void;
}

function NameExpert({ experts, isBusy, onName }: NameExpertProps) {
  const t = useStrings();
  const [typed, setTyped] = useState('');
  const [error, setError] = useState<string | null>(null);
  const submit = (event: React.SyntheticEvent) => {
    event.preventDefault();
    const parsed = addressSchema.safeParse(typed.trim());
    if (!parsed.success) setError(t('lead:project.experts.invalid'));
    else if (experts.some((expert) => expert.toLowerCase() === parsed.data.toLowerCase())) setError(t('lead:project.experts.already'));
    else {
      setError(null);
      onName(parsed.data, () => setTyped(''));
    }
  };
  return (
    <form className="t-lead-inline" onSubmit={submit}>
      <Field label={t('lead:project.experts.add')} error={error}>
        {(control) => <TextInput {...control} className="t-mono" value={typed} onChange={setTyped} placeholder="0x…" />}
      </Field>
      <Button type="submit" icon={UserPlus} isBusy={isBusy} disabled={typed.trim() === ''}>
        {t('lead:project.experts.addAction')}
      </Button>
    </form>
  );
}
