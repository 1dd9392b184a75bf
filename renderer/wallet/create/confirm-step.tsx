import type { SyntheticEvent } from 'react';
import { useEffect, useRef, useState } from 'react';
import { useStrings } from '../../app/strings/strings.ts';
import { Button } from '../../app/ui/button.tsx';
import { Field } from '../../app/ui/field.tsx';
import { TextInput } from '../../app/ui/inputs.tsx';
import { wrongPositions } from './confirmation.ts';

interface ConfirmStepProps {
  words: readonly string[];
  positions: readonly number[];
  onBack: () => void;
  onNext: () => void;
}

/** Three words back from the paper. What is wrong is said after the press, not while a word is half typed. */
export function ConfirmStep({ words, positions, onBack, onNext }: ConfirmStepProps) {
  const t = useStrings();
  const [typed, setTyped] = useState<Readonly<Record<number, string>>>({});
  const [wrong, setWrong] = useState<readonly number[]>([]);
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const found = wrongPositions(words, positions, typed);
    setWrong(found);
    if (found.length === 0) onNext();
  };
  return (
    <form className="t-stack" onSubmit={submit}>
      <h3 className="t-create__heading">{t('wallet:create.confirm.heading')}</h3>
      <p>{t('wallet:create.confirm.text')}</p>
      {positions.map((position, index) => (
        <Field
          key={position}
          label={t('wallet:create.confirm.word', { number: position + 1 })}
          error={wrong.includes(position) ? t('wallet:create.confirm.wrong', { number: position + 1 }) : null}
        >
          {(control) => (
            <TextInput
              {...control}
              ref={index === 0 ? first : undefined}
              value={typed[position] ?? ''}
              autoComplete="off"
              autoCapitalize="off"
              className="t-mono"
              onChange={(word) => {
                setTyped({ ...typed, [position]: word });
                setWrong(wrong.filter((each) => each !== position));
              }}
            />
          )}
        </Field>
      ))}
      <div className="t-create__foot">
        <Button tone="quiet" onClick={onBack}>
          {t('wallet:create.confirm.back')}
        </Button>
        <Button tone="primary" type="submit" disabled={positions.some((position) => (typed[position] ?? '').trim() === '')}>
          {t('app:action.next')}
        </Button>
      </div>
    </form>
  );
}
