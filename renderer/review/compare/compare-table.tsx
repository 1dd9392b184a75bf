import { ArrowDownToLine } from 'lucide-react';
import type { ProjectKind, ProjectSchema } from '../../../shared/labels/schema.ts';
import { classById } from '../../../shared/labels/schema.ts';
import type { RawRegion } from '../../../shared/labels/codec-bytes.ts';
import { alikeness, regionsOf } from '../../../shared/review/alikeness.ts';
import { shortAddress } from '../../app/format/short.ts';
import { locale, useStrings } from '../../app/strings/strings.ts';
import type { Say } from '../../app/strings/strings.ts';
import { Badge } from '../../app/ui/badge.tsx';
import { Button } from '../../app/ui/button.tsx';
import './compare.css';

/** One answer to the item: the consensus, or a seat's. */
export interface ComparedAnswer {
  readonly id: string;
  readonly name: string;
  /** #rrggbb of its regions on the picture; null where they are not drawn. */
  readonly colour: string | null;
  readonly annotator: string | null;
  /** Undefined: not revealed. */
  readonly encoded: string | undefined;
  readonly verdict: { readonly text: string; readonly tone: 'good' | 'bad' | 'neutral' | 'warn' } | null;
}

export interface CompareTableProps {
  kind: ProjectKind;
  schema: ProjectSchema;
  /** What the others are held against, encoded; null: nothing yet. */
  base: string | null;
  answers: readonly ComparedAnswer[];
  /** Takes an answer for the one that stands. */
  onTake?: ((id: string) => void) | undefined;
  taken?: string | null | undefined;
}

/** Everybody's answer to one item beside each other, each with its overlap with the base. */
export function CompareTable({ kind, schema, base, answers, onTake, taken = null }: CompareTableProps) {
  const t = useStrings();
  const own = base === null ? null : regionsOf(kind, base);
  return (
    <ul className="t-compare" aria-label={t('review:compare.title')}>
      {answers.map(({ id, name, colour, annotator, encoded, verdict }) => {
        const regions = regionsOf(kind, encoded);
        const alike = own === null || regions === null ? null : alikeness(kind, own, regions);
        return (
          <li key={id} className="t-compare__row" data-taken={taken === id || undefined}>
            <span className="t-compare__head">
              {colour !== null && <span className="t-compare__swatch" style={{ background: colour }} aria-hidden="true" />}
              <strong>{name}</strong>
              {annotator !== null && (
                <span className="t-mono t-soft" title={annotator}>
                  {shortAddress(annotator)}
                </span>
              )}
              {verdict !== null && <Badge tone={verdict.tone}>{verdict.text}</Badge>}
            </span>
            <span translate="no">{answerText(encoded, regions, schema, t)}</span>
            {alike !== null && (
              <span className="t-soft">{kind === 'class' ? t(alike.all === 1 ? 'review:compare.same' : 'review:compare.other') : t('review:compare.iou', { iou: percent(alike.all), matched: alike.matched, own: own?.length ?? 0, theirs: regions?.length ?? 0 })}</span>
            )}
            {onTake !== undefined && regions !== null && (
              <Button size="s" tone="quiet" icon={ArrowDownToLine} aria-pressed={taken === id} onClick={() => onTake(id)}>
                {t('review:compare.take', { name })}
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}

const percent = (share: number): string => new Intl.NumberFormat(locale(), { style: 'percent', maximumFractionDigits: 0 }).format(share);

/** `Boat × 2, House`: what was found, each class with how often. */
function answerText(encoded: string | undefined, regions: readonly RawRegion[] | null, schema: ProjectSchema, t: Say): string {
  if (encoded === undefined) return t('review:compare.unrevealed');
  if (regions === null) return t('review:compare.cannotTell');
  if (regions.length === 0) return t('review:compare.nothing');
  const counts = new Map<number, number>();
  for (const { classId } of regions) counts.set(classId, (counts.get(classId) ?? 0) + 1);
  return [...counts].map(([classId, count]) => `${classById(schema, classId)?.name ?? `#${classId}`}${count > 1 ? ` × ${count}` : ''}`).join(', ');
}
