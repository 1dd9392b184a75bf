import { useEffect, useState } from 'react';
import type { DrillRow } from '../../../shared/quality/dashboard/drill.ts';
import { batchIndexOf } from '../../../shared/labels/ids.ts';
import { batchIdSchema } from '../../../shared/labels/ids.ts';
import { shortAddress } from '../../app/format/short.ts';
import { useStrings } from '../../app/strings/strings.ts';
import type { Say } from '../../app/strings/strings.ts';
import { Badge } from '../../app/ui/badge.tsx';
import { Button } from '../../app/ui/button.tsx';
import { Dialog } from '../../app/ui/dialog.tsx';
import { Skeleton } from '../../app/ui/skeleton.tsx';
import { Table } from '../../app/ui/table.tsx';
import type { Quality } from './data/use-quality.ts';
import type { NamedDrill } from './drill-context.tsx';
import { categoryName } from './names.ts';
import { numberText } from './plots/chart.ts';

const STEP = 50;
const TONES = { resolved: 'good', ruled: 'accent', overturned: 'bad', disputed: 'warn', open: 'neutral', void: 'neutral' } as const;

export interface DrillDialogProps {
  asked: NamedDrill;
  drill: Quality['drill'];
  onClose: () => void;
  /** All items of the list, and the place of the one that was chosen. */
  onItem: (items: readonly number[], at: number) => void;
}

/** The items behind a figure; from here to each of them. */
export function DrillDialog({ asked, drill, onClose, onItem }: DrillDialogProps) {
  const t = useStrings();
  const [rows, setRows] = useState<readonly DrillRow[] | null>(null);
  const [shown, setShown] = useState(STEP);
  useEffect(() => {
    let isGone = false;
    void drill(asked.drill).then((found) => {
      if (!isGone) setRows(found);
    });
    return () => {
      isGone = true;
    };
  }, [asked, drill]);
  const open = (at: number) => onItem((rows ?? []).map(({ index }) => index), at);
  return (
    <Dialog title={asked.title} size="l" isDismissable onClose={onClose} className="t-quality__list">
      {rows === null ? (
        <Skeleton lines={5} />
      ) : (
        <div className="t-stack">
          <p role="status">{t('lead:quality.list.count', { count: rows.length })}</p>
          <Table
            caption={asked.title}
            rows={rows.slice(0, shown).map((row, at) => ({ ...row, at }))}
            rowKey={({ index }) => String(index)}
            empty={t('lead:quality.list.empty')}
            columns={[
              {
                id: 'item',
                head: t('lead:quality.column.item'),
                cell: ({ name, index, at }) => (
                  <button type="button" className="t-quality__drill" ref={at === 0 ? focusOn : undefined} onClick={() => open(at)}>
                    <span className="t-number">{numberText(index + 1)}</span> <span translate="no">{name}</span>
                  </button>
                ),
              },
              { id: 'batch', head: t('lead:quality.column.batch'), isNumber: true, cell: ({ batchId }) => batchIndexOf(batchIdSchema.parse(batchId)) + 1 },
              {
                id: 'outcome',
                head: t('lead:quality.outcomes.outcome'),
                cell: ({ outcome, isDrawn }) => (
                  <span className="t-row">
                    <Badge tone={TONES[outcome]}>{t(`lead:quality.outcomeOf.${outcome}`)}</Badge>
                    {isDrawn && <Badge>{t('lead:quality.list.drawn')}</Badge>}
                  </span>
                ),
              },
              { id: 'label', head: t('lead:quality.second.stands'), cell: ({ label }) => (label === null ? '–' : <span translate="no">{categoryName(label, t)}</span>) },
              { id: 'given', head: t('lead:quality.list.given'), cell: (row) => <Given row={row} t={t} /> },
            ]}
          />
          {rows.length > shown && (
            <div>
              <Button onClick={() => setShown((before) => before + 4 * STEP)}>{t('lead:quality.list.more', { count: rows.length - shown })}</Button>
            </div>
          )}
        </div>
      )}
    </Dialog>
  );
}

/** The rows come after the dialog: the first of them takes the focus when it is there. */
const focusOn = (element: HTMLElement | null): void => element?.focus();

function Given({ row, t }: { row: DrillRow; t: Say }) {
  return (
    <ul className="t-quality__given">
      {row.given.map(({ annotator, label, confidence }) => (
        <li key={annotator}>
          <span className="t-mono">{shortAddress(annotator)}</span> <span translate="no">{label === null ? t('lead:quality.cannotTell') : categoryName(label, t)}</span>
          {confidence !== null && <span className="t-soft t-number"> {numberText(confidence, 0)} %</span>}
        </li>
      ))}
    </ul>
  );
}
