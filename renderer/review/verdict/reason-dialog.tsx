import { useState } from 'react';
import type { ProjectKind } from '../../../shared/labels/schema.ts';
import { MAX_NOTE_LENGTH } from '../../../shared/review/record.ts';
import { reasonsFor } from '../../../shared/review/reasons.ts';
import type { ReasonCode, ReviewVerdict } from '../../../shared/review/reasons.ts';
import { useStrings } from '../../app/strings/strings.ts';
import { Button } from '../../app/ui/button.tsx';
import { Checkbox } from '../../app/ui/checkbox.tsx';
import { Dialog } from '../../app/ui/dialog.tsx';
import { Field } from '../../app/ui/field.tsx';
import { TextArea } from '../../app/ui/inputs.tsx';
import { Kbd } from '../../app/ui/kbd.tsx';

export interface ReasonDialogProps {
  verdict: Exclude<ReviewVerdict, 'accept'>;
  kind: ProjectKind;
  reasons: readonly ReasonCode[];
  note: string;
  onDone: (reasons: ReasonCode[], note: string) => void;
  onClose: () => void;
}

/** Asks why: the reasons by their numbers, Enter when it is said. */
export function ReasonDialog({ verdict, kind, reasons: before, note: noted, onDone, onClose }: ReasonDialogProps) {
  const t = useStrings();
  const choices = reasonsFor(verdict, kind);
  const [chosen, setChosen] = useState<readonly ReasonCode[]>(before.filter((code) => choices.includes(code)));
  const [note, setNote] = useState(noted);
  const toggle = (code: ReasonCode) => setChosen((now) => (now.includes(code) ? now.filter((each) => each !== code) : [...now, code]));
  const done = () => {
    if (chosen.length > 0) onDone(choices.filter((code) => chosen.includes(code)), note.trim());
  };
  const keyed = (event: React.KeyboardEvent): void => {
    const isTyping = event.target instanceof HTMLTextAreaElement;
    if (event.key === 'Enter' && (!isTyping || event.ctrlKey || event.metaKey) && !(event.target instanceof HTMLButtonElement)) {
      event.preventDefault();
      done();
    }
    const code = isTyping ? undefined : choices[Number(event.key) - 1];
    if (code === undefined) return;
    event.preventDefault();
    toggle(code);
  };
  return (
    <Dialog
      title={t(`review:reason.title.${verdict}`)}
      size="s"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('app:action.cancel')}</Button>
          <Button tone="primary" disabled={chosen.length === 0} onClick={done}>
            {t('review:reason.done')} <Kbd chord="Enter" />
          </Button>
        </>
      }
    >
      <div className="t-stack" role="group" aria-label={t('review:reason.which')} tabIndex={-1} data-autofocus="" onKeyDown={keyed}>
        <p className="t-soft">{t('review:reason.help')}</p>
        {choices.map((code, at) => (
          <span key={code} className="t-reason">
            <Checkbox label={t(`review:reason.of.${code}`)} isChecked={chosen.includes(code)} onChange={() => toggle(code)} />
            <Kbd chord={`Digit${at + 1}`} />
          </span>
        ))}
        <Field label={t('review:reason.note')} hint={t('review:reason.noteHint')} isOptional>
          {(control) => <TextArea {...control} rows={3} maxLength={MAX_NOTE_LENGTH} value={note} onChange={setNote} />}
        </Field>
      </div>
    </Dialog>
  );
}
