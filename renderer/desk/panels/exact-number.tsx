import { useState } from 'react';
import { focusSurface } from '../focus.ts';

export interface ExactNumberProps {
  label: string;
  /** Short, in front of the field. */
  sign: string;
  value: number;
  max: number;
  isDisabled: boolean;
  /** A number is being typed: show it. */
  onDraft: (value: number) => void;
  onCommit: () => void;
  onCancel: () => void;
}

/** A number of pixels: what is typed is seen on the image at once, and kept on Enter or when the field is left. */
export function ExactNumber({ label, sign, value, max, isDisabled, onDraft, onCommit, onCancel }: ExactNumberProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const finish = (end: () => void): void => {
    setTyped(null);
    end();
  };
  return (
    <label className="desk-exact">
      <span aria-hidden="true">{sign}</span>
      <input
        type="number"
        className="t-input t-input--number"
        aria-label={label}
        value={typed ?? String(Math.round(value * 100) / 100)}
        min={0}
        max={max}
        step={1}
        disabled={isDisabled}
        onChange={(event) => {
          setTyped(event.target.value);
          if (Number.isFinite(event.target.valueAsNumber)) onDraft(event.target.valueAsNumber);
        }}
        onBlur={() => {
          if (typed !== null) finish(onCommit);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' && event.key !== 'Escape') return;
          event.preventDefault();
          finish(event.key === 'Enter' ? onCommit : onCancel);
          focusSurface();
        }}
      />
    </label>
  );
}
