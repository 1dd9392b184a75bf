import { useState } from 'react';
import { useStrings } from '../../app/strings/strings.ts';
import type { FieldControl } from '../../app/ui/field.tsx';
import { NumberInput, Select } from '../../app/ui/inputs.tsx';

const UNITS = { minutes: 60, hours: 3600, days: 86_400 } as const;
type Unit = keyof typeof UNITS;

/** The largest unit that gives a whole number. */
function unitOf(seconds: number | null): Unit {
  if (seconds === null || seconds === 0) return 'hours';
  return (['days', 'hours'] as const).find((unit) => seconds % UNITS[unit] === 0) ?? 'minutes';
}

export interface DurationInputProps {
  control: FieldControl;
  seconds: number | null;
  onChange: (seconds: number | null) => void;
}

export function DurationInput({ control, seconds, onChange }: DurationInputProps) {
  const t = useStrings();
  const [unit, setUnit] = useState<Unit>(() => unitOf(seconds));
  const value = seconds === null ? null : Math.round((seconds / UNITS[unit]) * 100) / 100;
  const change = (next: number | null, of: Unit) => onChange(next === null ? null : Math.round(next * UNITS[of]));
  return (
    <span className="t-lead-duration">
      <NumberInput {...control} value={value} min={0} step="any" onChange={(next) => change(next, unit)} />
      <Select
        aria-label={t('lead:new.rules.unit.label')}
        value={unit}
        options={(['minutes', 'hours', 'days'] as const).map((each) => ({ value: each, label: t(`lead:new.rules.unit.${each}`) }))}
        onChange={(next) => {
          setUnit(next);
          change(value, next);
        }}
      />
    </span>
  );
}
