import { useRef } from 'react';
import { FileCheck2, X } from 'lucide-react';
import { useStrings } from '../../app/strings/strings.ts';
import { Button } from '../../app/ui/button.tsx';
import { Field } from '../../app/ui/field.tsx';
import { NumberInput } from '../../app/ui/inputs.tsx';
import { Panel } from '../../app/ui/layout.tsx';
import { goldIn, goldNeeded } from '../../../shared/protocol/gold/gold.ts';
import type { ProjectParams } from '../../../shared/protocol/params.ts';
import type { ChosenFile } from './chosen-files.ts';
import { asAnswerFile } from './chosen-files.ts';
import type { Draft, RulesDraft } from './draft.ts';

export interface GoldPanelProps {
  draft: Draft;
  params: ProjectParams | null;
  itemCount: number;
  file: ChosenFile | null;
  /** What the contract would refuse of the number. */
  fault: string | undefined;
  onFile: (file: ChosenFile | null) => void;
  onRules: (change: Partial<RulesDraft>) => void;
}

/** The format itself, which no language changes. */
const EXAMPLE_LINE = '{"item": "boat.jpg", "regions": [{"label": "Boat", "box": [x, y, width, height]}]}';
const EXAMPLE_SPAN = '"span": [start, end]';

/** Known answers: the one rule that makes answering blindly lose, alone and together. */
export function GoldPanel({ draft, params, itemCount, file, fault, onFile, onRules }: GoldPanelProps) {
  const t = useStrings();
  const input = useRef<HTMLInputElement>(null);
  const { goldPerBatch, batchSize } = draft.rules;
  const isAsked = goldPerBatch !== 0;
  const take = (event: React.ChangeEvent<HTMLInputElement>) => {
    const [chosen] = event.target.files ?? [];
    // So that the same file can be chosen again after it has changed.
    event.target.value = '';
    if (chosen !== undefined) onFile(asAnswerFile(chosen));
  };
  return (
    <Panel title={t('lead:new.gold.title')}>
      <div className="t-stack">
        <p className="t-soft t-prose">{t('lead:new.gold.intro')}</p>
        <div className="t-row">
          <Button icon={FileCheck2} onClick={() => input.current?.click()}>
            {t(file === null ? 'lead:new.gold.choose' : 'lead:new.gold.chooseOther')}
          </Button>
          {file !== null && (
            <>
              <span className="t-mono" role="status">
                {file.file.name}
              </span>
              <Button size="s" tone="quiet" icon={X} onClick={() => onFile(null)}>
                {t('lead:new.gold.clear')}
              </Button>
            </>
          )}
          <input ref={input} type="file" hidden accept=".csv,.jsonl,.ndjson" data-testid="lead-gold" onChange={take} />
        </div>
        <p className="t-soft t-prose">{draft.kind === 'class' ? t('lead:new.gold.formatClass') : t('lead:new.gold.formatRegions', { line: EXAMPLE_LINE, span: EXAMPLE_SPAN })}</p>
        {(file !== null || isAsked) && (
          <div className="t-lead-fields">
            <Field label={t('lead:new.gold.perBatch')} hint={t('lead:new.gold.perBatchHint', { items: batchSize ?? 0 })} error={fault}>
              {(control) => <NumberInput {...control} min={0} max={64} step={1} value={goldPerBatch} onChange={(value) => onRules({ goldPerBatch: value })} />}
            </Field>
          </div>
        )}
        {isAsked && params !== null && itemCount > 0 && <Gate params={params} itemCount={itemCount} />}
      </div>
    </Panel>
  );
}

/** What the gate does with so many answers, in numbers. */
function Gate({ params, itemCount }: { params: ProjectParams; itemCount: number }) {
  const t = useStrings();
  // A project smaller than a batch has one short batch, with fewer answers in proportion.
  const count = goldIn(params, Math.min(params.batchSize, itemCount));
  const [pass, lose] = [Math.ceil((3 * count) / 4), Math.floor(count / 2)];
  if (count === 0) return <p role="alert">{t('lead:new.gold.tooSmall', { items: itemCount, batch: params.batchSize })}</p>;
  return (
    <p>
      {t('lead:new.gold.needed', { count: goldNeeded(params, itemCount) })} {t('lead:new.gold.gate', { pass, lose, all: count })}
      {count < 4 && ` ${t('lead:new.gold.few')}`}
    </p>
  );
}
