import { Link } from 'wouter';
import { useStrings } from '../../app/strings/strings.ts';
import { Amount } from '../../app/ui/amount.tsx';
import { Badge } from '../../app/ui/badge.tsx';
import { Mosaic } from '../../app/ui/mosaic.tsx';
import type { LeadProject } from '../model.ts';
import { totalsOf } from '../model.ts';
import type { TokenFormat } from '../../app/state/token-format.ts';

/** More would be a grey carpet, and slow. */
const TILES_SHOWN = 240;

/** A project at a glance: its items as one mosaic, seats and spend below. */
export function ProjectCard({ project, token }: { project: LeadProject; token: TokenFormat }) {
  const t = useStrings();
  const { settledItems, seatsTaken, seatsAll } = totalsOf(project);
  const name = project.name === '' ? t('lead:list.unnamed', { id: project.id }) : project.name;
  const tiles = project.batches.flatMap((batch) => batch.tiles);
  return (
    <li>
      <Link href={`/lead/${project.id}`} className="t-lead-card">
        <span className="t-lead-card__head">
          <strong className="t-lead-card__name">{name}</strong>
          <Badge tone={project.isClosed ? 'neutral' : 'accent'}>{project.isClosed ? t('lead:list.closed') : t('lead:list.open')}</Badge>
        </span>
        <Mosaic name={t('lead:list.mosaic', { name })} size="s" tiles={tiles.slice(0, TILES_SHOWN).map((state) => ({ state }))} />
        {tiles.length > TILES_SHOWN && <span className="t-soft">{t('lead:list.more', { count: tiles.length - TILES_SHOWN })}</span>}
        {project.schema === null && <span className="t-soft">{t('lead:list.packMissing')}</span>}
        <span className="t-lead-card__foot">
          <span>{t('lead:list.settled', { done: settledItems, all: project.itemCount })}</span>
          <span>{t('lead:list.seats', { taken: seatsTaken, all: seatsAll })}</span>
          <span>
            {t('lead:list.spent')} <Amount value={project.claimedWei + project.feesWei} decimals={token.decimals} symbol={token.symbol} />
          </span>
        </span>
      </Link>
    </li>
  );
}
