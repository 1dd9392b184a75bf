import { useCallback, useEffect, useMemo, useState } from 'react';
import { ArrowLeft } from 'lucide-react';
import { hasBit } from '../../../../shared/consensus/masks.ts';
import type { ItemGeometry } from '../../../../shared/labels/codec.ts';
import { batchIdFrom, parseProjectId } from '../../../../shared/labels/ids.ts';
import type { ManifestItem } from '../../../../shared/protocol/manifest.ts';
import type { ChainIndex } from '../../../../shared/protocol/chain-records.ts';
import { useStrings } from '../../../app/strings/strings.ts';
import { Button } from '../../../app/ui/button.tsx';
import { EmptyState } from '../../../app/ui/empty-state.tsx';
import { Skeleton } from '../../../app/ui/skeleton.tsx';
import { DeskFrame } from '../../../desk/desk-frame.tsx';
import { DeskView } from '../../../desk/desk-view.tsx';
import type { Overlay } from '../../../desk/surface.ts';
import { CompareTable } from '../../../review/compare/compare-table.tsx';
import { answersOf } from '../../../review/compare/answers.ts';
import { overlaysOf } from '../../../review/overlays.ts';
import { taskOf } from '../../../review/tasks.ts';
import { readAsset } from '../../../store/desk/assets.ts';
import { useSync, useSyncSnapshot } from '../../../sync/sync-provider.tsx';
import type { LeadProject } from '../../model.ts';
import { usePackItems } from '../data/use-pack-items.ts';
import { createItemPort, itemGeometry, standingLabels } from './item-port.ts';
import type { ViewedItem } from './item-port.ts';
import './item.css';

export interface ItemViewerProps {
  project: LeadProject;
  /** Places in the pack of a list's items, and which of them is shown first. */
  items: readonly number[];
  at: number;
  onBack: () => void;
}

/** So many of the list are at hand around the one that was chosen. */
const AROUND = 32;
const NONE: readonly Overlay[] = [];

/** An item of the dataset on the desk: what stands, everybody's own labels over it, and who was right. */
export function ItemViewer({ project, items, at, onBack }: ItemViewerProps) {
  const t = useStrings();
  const { session, service } = useSync();
  const snapshot = useSyncSnapshot();
  const { items: known } = usePackItems(project);
  // As it was when it was opened: a new block must not take the picture away.
  const [index] = useState<ChainIndex | null>(() => snapshot?.index ?? null);
  const record = index?.projects.get(parseProjectId(project.id));
  const viewed = useMemo(() => (index === null ? [] : viewedItems(index, project, items, at, known)), [index, project, items, at, known]);
  const start = Math.max(0, viewed.findIndex((each) => each.index === items[at]));
  const asset = useCallback(
    async (sha256: string) => {
      if (service === null) throw new Error('There is no network.');
      const outcome = await readAsset(session.db, service.assets, sha256, session.nowMs());
      if (outcome.ok) return outcome.blob;
      throw Object.assign(new Error(outcome.error.message), { code: outcome.error.code });
    },
    [session, service],
  );
  const geometries = useGeometries(viewed, asset);
  const { schema } = project;
  const port = useMemo(() => (record === undefined || schema === null || viewed.length === 0 ? null : createItemPort({ project: record, name: project.name, schema, items: viewed, start, asset })), [record, schema, viewed, project.name, start, asset]);
  const overlays = useCallback(
    (place: number): readonly Overlay[] => {
      const one = viewed[place];
      const geometry = one === undefined ? undefined : geometries?.get(one.index);
      const task = one?.batch === undefined || index === null ? null : taskOf(index, one.batch);
      if (one === undefined || geometry === undefined || task === null) return NONE;
      return overlaysOf(task, one.offset, geometry, { consensus: t('review:desk.consensus'), seat: (seat) => t('review:desk.seat', { number: seat + 1 }) });
    },
    [viewed, geometries, index, t],
  );
  const beside = (place: number) => {
    const one = viewed[place];
    const task = one?.batch === undefined || index === null ? null : taskOf(index, one.batch);
    if (one === undefined || task === null || schema === null) return null;
    return (
      <section className="t-item-beside" aria-label={t('review:compare.title')} data-desk-pane="">
        <h2>{t('review:compare.title')}</h2>
        <p className="t-soft">{t('lead:quality.item.outcome', { outcome: outcomeText(one, t) })}</p>
        <CompareTable kind={project.params.kind} schema={schema} base={standingLabels(one.batch, one.offset)} answers={answersOf(task, one.offset, t)} />
      </section>
    );
  };
  return (
    <DeskFrame
      bar={
        <>
          <Button size="s" tone="quiet" icon={ArrowLeft} onClick={onBack}>
            {t('lead:quality.item.back')}
          </Button>
          <span className="t-soft">{t('lead:quality.item.hint')}</span>
        </>
      }
    >
      {port === null ? (
        <EmptyState title={t('lead:quality.item.missing')} actions={<Button onClick={onBack}>{t('lead:quality.item.back')}</Button>}>
          {t('lead:quality.item.missingText')}
        </EmptyState>
      ) : geometries === null ? (
        <Skeleton lines={4} />
      ) : (
        <DeskView port={port} overlays={overlays} beside={beside} />
      )}
    </DeskFrame>
  );
}

function viewedItems(index: ChainIndex, { id, params }: LeadProject, items: readonly number[], at: number, known: ReadonlyMap<number, ManifestItem>): ViewedItem[] {
  const first = Math.max(0, at - AROUND);
  return items.slice(first, at + AROUND).flatMap((place) => {
    const item = known.get(place);
    const number = Math.floor(place / params.batchSize);
    return item === undefined ? [] : [{ index: place, item, batch: index.batches.get(batchIdFrom(parseProjectId(id), number)), offset: place % params.batchSize }];
  });
}

/** Null until they are all read: an overlay needs an item's size or text. */
function useGeometries(viewed: readonly ViewedItem[], asset: (sha256: string) => Promise<Blob>): ReadonlyMap<number, ItemGeometry> | null {
  const [read, setRead] = useState<{ of: readonly ViewedItem[]; map: ReadonlyMap<number, ItemGeometry> } | null>(null);
  useEffect(() => {
    let isGone = false;
    const map = new Map<number, ItemGeometry>();
    const all = async () => {
      for (const { index, item } of viewed) {
        const geometry = await itemGeometry(item, asset);
        if (isGone) return;
        if (geometry !== null) map.set(index, geometry);
      }
      setRead({ of: viewed, map });
    };
    void all();
    return () => {
      isGone = true;
    };
  }, [viewed, asset]);
  return read?.of === viewed ? read.map : null;
}

function outcomeText({ batch, offset }: ViewedItem, t: ReturnType<typeof useStrings>): string {
  if (batch?.phase === 'void') return t('lead:quality.outcomeOf.void');
  if (batch?.phase !== 'settled') return t('lead:quality.outcomeOf.open');
  if (hasBit(batch.overturnedMask, offset)) return t('lead:quality.outcomeOf.overturned');
  if (hasBit(batch.consensusMask, offset)) return t('lead:quality.outcomeOf.resolved');
  return t(hasBit(batch.auditedMask, offset) ? 'lead:quality.outcomeOf.ruled' : 'lead:quality.outcomeOf.disputed');
}
