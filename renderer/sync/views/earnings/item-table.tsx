import { classById } from '../../../../shared/labels/schema.ts';
import type { ProjectSchema } from '../../../../shared/labels/schema.ts';
import { assertNever } from '../../../../shared/assert-never.ts';
import { useStrings } from '../../../app/strings/strings.ts';
import type { Say } from '../../../app/strings/strings.ts';
import { Badge } from '../../../app/ui/badge.tsx';
import { Tile } from '../../../app/ui/mosaic.tsx';
import { Table } from '../../../app/ui/table.tsx';
import type { Answer, Difference } from '../../model/compare.ts';
import { tileOf } from '../../model/earnings.ts';
import type { EarnedItem } from '../../model/earnings.ts';
import './earnings.css';

/** Item by item: the answer, what stands, and in what they differ. */
export function ItemTable({ items, schema, caption }: { items: readonly EarnedItem[]; schema: ProjectSchema | null; caption: string }) {
  const t = useStrings();
  const nameOf = (classId: number) => (schema === null ? undefined : classById(schema, classId)?.name) ?? `#${classId}`;
  return (
    <Table
      caption={caption}
      rows={items}
      rowKey={({ item }) => String(item)}
      columns={[
        { id: 'item', head: t('sync:earnings.item'), isNumber: true, cell: ({ item }) => item + 1 },
        { id: 'own', head: t('sync:earnings.yours'), cell: ({ own }) => answerText(own, nameOf, t) },
        { id: 'standing', head: t('sync:earnings.consensus'), cell: ({ standing }) => answerText(standing, nameOf, t) },
        { id: 'outcome', head: t('sync:earnings.outcome'), cell: (item) => <Outcome item={item} nameOf={nameOf} /> },
      ]}
    />
  );
}

function Outcome({ item, nameOf }: { item: EarnedItem; nameOf: (classId: number) => string }) {
  const t = useStrings();
  return (
    <div className="t-stack">
      <span className="t-row">
        <Tile state={tileOf(item)} />
        {t(`sync:earnings.verdict.${item.verdict}`)}
        {item.ruling !== null ? <Badge tone="accent">{t('sync:earnings.audited')}</Badge> : item.isDrawn && <Badge>{t('sync:earnings.drawn')}</Badge>}
      </span>
      {item.differences.length > 0 && (
        <ul className="t-why">
          {item.differences.map((difference, place) => (
            <li key={place}>{differenceText(difference, nameOf, t)}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function answerText(answer: Answer, nameOf: (classId: number) => string, t: Say): string {
  if (answer === null) return t('sync:earnings.notShown');
  if (answer.cannotTell) return t('sync:earnings.cannotTell');
  if (answer.regions.length === 0) return t('sync:earnings.nothing');
  return answer.regions.map(({ classId, confidence }) => t('sync:earnings.box', { name: nameOf(classId), confidence })).join(', ');
}

function differenceText(difference: Difference, nameOf: (classId: number) => string, t: Say): string {
  switch (difference.kind) {
    case 'iou':
      return t('sync:earnings.why.iou', { name: nameOf(difference.classId), iou: difference.iouPercent, threshold: difference.thresholdPercent });
    case 'class':
      return t('sync:earnings.why.class', { yours: nameOf(difference.yours), theirs: nameOf(difference.theirs) });
    case 'missing':
    case 'extra':
      return t(`sync:earnings.why.${difference.kind}`, { name: nameOf(difference.classId) });
    default:
      return assertNever(difference);
  }
}
