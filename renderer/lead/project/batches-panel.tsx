import { useState } from 'react';
import { useStrings } from '../../app/strings/strings.ts';
import { Badge } from '../../app/ui/badge.tsx';
import { Button } from '../../app/ui/button.tsx';
import { Panel } from '../../app/ui/layout.tsx';
import { MosaicLegend } from '../../app/ui/mosaic-legend.tsx';
import { Mosaic } from '../../app/ui/mosaic.tsx';
import { When } from '../../app/ui/when.tsx';
import type { BatchStage, LeadBatch, LeadProject } from '../model.ts';

const STEP = 24;
const TONES: Readonly<Record<BatchStage, 'neutral' | 'accent' | 'good' | 'warn' | 'bad'>> = {
  open: 'neutral',
  revealing: 'accent',
  asserted: 'accent',
  settling: 'accent',
  auditing: 'warn',
  done: 'good',
  void: 'bad',
};

/** Every batch as a mosaic with its stage and its seats. */
export function BatchesPanel({ project }: { project: LeadProject }) {
  const t = useStrings();
  const [shown, setShown] = useState(STEP);
  const { batches, params } = project;
  return (
    <Panel title={t('lead:project.batches.title')}>
      <div className="t-stack">
        <ul className="t-lead-batches">
          {batches.slice(0, shown).map((batch) => (
            <BatchTile key={batch.batchId} batch={batch} seats={params.seats} />
          ))}
        </ul>
        {batches.length > shown && (
          <div>
            <Button size="s" onClick={() => setShown((before) => before + 4 * STEP)}>
              {t('lead:project.batches.more', { count: batches.length - shown })}
            </Button>
          </div>
        )}
        <MosaicLegend states={batches.flatMap(({ tiles }) => tiles)} />
      </div>
    </Panel>
  );
}

function BatchTile({ batch, seats }: { batch: LeadBatch; seats: number }) {
  const t = useStrings();
  const name = t('lead:project.batches.name', { number: batch.index + 1 });
  return (
    <li className="t-lead-batch">
      <div className="t-lead-batch__head">
        <strong>{name}</strong>
        <Badge tone={TONES[batch.stage]}>{t(`lead:project.batches.stage.${batch.stage}`)}</Badge>
      </div>
      <Mosaic name={name} tiles={batch.tiles.map((state) => ({ state }))} columns={8} />
      <span className="t-soft">{t('lead:project.batches.seats', { revealed: batch.revealed, committed: batch.committed, taken: batch.taken, all: seats })}</span>
      {batch.stage === 'auditing' && batch.auditEndSeconds !== null && (
        <span className="t-soft">
          {t('lead:project.batches.until')} <When atMs={batch.auditEndSeconds * 1000} />
        </span>
      )}
    </li>
  );
}
