import { useState } from 'react';
import { absoluteTime, duration } from '../../../app/format/when.ts';
import { locale, useStrings } from '../../../app/strings/strings.ts';
import type { Say } from '../../../app/strings/strings.ts';
import { classLook } from '../../../app/theme/class-palette.ts';
import { Address } from '../../../app/ui/address.tsx';
import { Amount } from '../../../app/ui/amount.tsx';
import { Badge } from '../../../app/ui/badge.tsx';
import { Button } from '../../../app/ui/button.tsx';
import { ClassChip } from '../../../app/ui/class-chip.tsx';
import { Facts } from '../../../app/ui/layout.tsx';
import { useTokenFormat } from '../../hooks.ts';
import type { ProjectCard } from '../../model/projects.ts';
import { recordLine } from './lead-record.tsx';
import { PackFetch } from './pack-fetch.tsx';
import { ProjectInstructions } from './project-instructions.tsx';
import { TakeDialog } from './take-dialog.tsx';

/** A project as an annotator chooses by: what it pays, what it asks, who leads it. */
export function ProjectPanel({ card }: { card: ProjectCard }) {
  const t = useStrings();
  const token = useTokenFormat();
  const [isTaking, setIsTaking] = useState(false);
  const { row, record, freeSeats, lead, obstacle } = card;
  const { params } = record;
  const classes = row.schema === null ? [] : [...row.schema.classes, ...row.schema.documentClasses];
  const name = projectName(card, t);
  return (
    <li className="t-seat t-seat--project" aria-label={name}>
      <div className="t-seat__head">
        <h3>{name}</h3>
        <Badge tone={freeSeats > 0 ? 'accent' : 'neutral'}>{t('sync:work.free', { count: freeSeats })}</Badge>
      </div>
      <div className="t-row">
        {classes.map((entry, place) => (
          <ClassChip key={entry.id} name={entry.name} glyph={entry.glyph} look={classLook(place, entry.colour)} />
        ))}
      </div>
      <Facts
        facts={[
          { label: t('sync:work.reward'), value: <Amount value={params.rewardPerLabel} decimals={token.decimals} symbol={token.symbol} /> },
          { label: t('sync:work.stake'), value: <Amount value={params.stakePerSeat} decimals={token.decimals} symbol={token.symbol} /> },
          { label: t('sync:work.items'), value: `${record.itemCount} · ${t(`sync:work.kind.${params.kind}`)}` },
          { label: t('sync:work.rule'), value: t('sync:work.ruleText', { quorum: params.quorum, seats: params.seats }) },
          { label: t('sync:work.lease'), value: duration(params.leaseSeconds * 1000, locale()) },
          { label: t('sync:work.leadBy'), value: <Address address={record.lead} canCopy={false} /> },
          { label: t('sync:work.record'), value: recordLine(lead, t) },
        ]}
      />
      <div className="t-stack">
        {obstacle !== null && <p className="t-soft">{obstacleText(card, t)}</p>}
        {row.pack !== 'ready' && !record.isClosed && <PackFetch row={row} />}
      </div>
      <div className="t-row">
        <Button tone="primary" disabled={obstacle !== null} onClick={() => setIsTaking(true)}>
          {t('sync:work.take')}
        </Button>
        {row.schema !== null && <ProjectInstructions schema={row.schema} />}
      </div>
      {isTaking && <TakeDialog card={card} name={name} onClose={() => setIsTaking(false)} />}
    </li>
  );
}

function projectName({ row }: ProjectCard, t: Say): string {
  return row.name === '' ? t('sync:work.unnamed', { id: row.projectId }) : row.name;
}

function obstacleText({ obstacle, row, record, scoreBps, priorityEndsSeconds }: ProjectCard, t: Say): string {
  if (obstacle === null) return '';
  const reason = obstacle === 'pack' && row.pack === 'broken' ? 'packBroken' : obstacle;
  return t(`sync:work.obstacle.${reason}`, {
    score: scoreBps / 100,
    least: record.params.minScoreBps / 100,
    time: absoluteTime(priorityEndsSeconds * 1000, locale()),
    why: row.packProblem ?? '',
  });
}
