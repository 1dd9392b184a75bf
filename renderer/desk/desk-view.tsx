// Before the panels: their own rules come after the frame's.
import './desk.css';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { ReactNode } from 'react';
import { goTo } from '../app/routes/paths.ts';
import { sayError } from '../app/errors/say-error.ts';
import { useStrings } from '../app/strings/strings.ts';
import { Button } from '../app/ui/button.tsx';
import { EmptyState } from '../app/ui/empty-state.tsx';
import { Skeleton } from '../app/ui/skeleton.tsx';
import { lookFor, looksOf } from './canvas/looks.ts';
import { warmDecoders } from './decode/readable-image.ts';
import { focusSurface, isFocusOnView } from './focus.ts';
import { CannotTellDialog } from './panels/cannot-tell-dialog.tsx';
import { ClassPanel } from './panels/class-panel.tsx';
import { EffortSlot } from './panels/effort-slot.tsx';
import type { EffortSource } from './panels/effort-slot.tsx';
import { DeskHeader } from './panels/desk-header.tsx';
import { InstructionsDialog } from './panels/instructions-dialog.tsx';
import { ItemPanel } from './panels/item-panel.tsx';
import { RegionDetails } from './panels/region-details.tsx';
import { RegionList } from './panels/region-list.tsx';
import { usePackPictures } from './panels/use-pack-pictures.ts';
import type { DeskPort } from './port.ts';
import { DeskContext, useDesk, useDeskState } from './session/desk-context.tsx';
import { createRegionActions } from './session/region-actions.ts';
import { readOnlyReason, shownLabels } from './session/state.ts';
import { useStore } from './session/store.ts';
import { createPendingSuggestions } from './session/suggestions.ts';
import type { Overlay } from './surface.ts';
import { surfaces } from './surfaces.ts';
import { useDeskCommands } from './use-desk-commands.ts';
import { useSession } from './use-session.ts';

export interface DeskViewProps {
  readonly port: DeskPort;
  /** Others' regions over the open item, dashed: review. */
  readonly overlays?: ((index: number) => readonly Overlay[]) | undefined;
  /** The person's own figures, shown when asked for. */
  readonly effort?: EffortSource | undefined;
  /** What stands beside the open item, above its panels: what others say of it. */
  readonly beside?: ((index: number) => ReactNode) | undefined;
}

/** The desk: where people label, eight hours a day. Knows the world through its port alone. */
export function DeskView({ port, overlays, effort, beside }: DeskViewProps) {
  const t = useStrings();
  const session = useSession(port);
  useEffect(warmDecoders, []);
  const schema = useStore(session.store, (state) => state.batch?.schema);
  const failure = useStore(session.store, (state) => state.failure);
  const looks = useMemo(() => (schema === undefined ? new Map() : looksOf(schema)), [schema]);
  const desk = useMemo(() => ({ session, looks }), [session, looks]);
  if (schema === undefined) {
    if (failure === null) return <div className="desk-wait" aria-busy="true" aria-label={t('desk:opening')}><Skeleton lines={5} /></div>;
    return (
      <EmptyState title={t('desk:failure.batch')} actions={<Button onClick={() => void session.begin()}>{t('desk:openAgain')}</Button>}>
        {sayError(failure.error, t)}
      </EmptyState>
    );
  }
  return (
    <DeskContext value={desk}>
      <Desk port={port} overlays={overlays} effort={effort} beside={beside} />
    </DeskContext>
  );
}

function Desk({ port, overlays, effort, beside }: DeskViewProps) {
  const t = useStrings();
  const { session, looks } = useDesk();
  const [dialog, setDialog] = useState<'cannot-tell' | 'instructions' | null>(null);
  const [searching, setSearching] = useState<'classes' | 'regions' | null>(null);
  const classSearch = useRef<HTMLInputElement>(null);
  const regionSearch = useRef<HTMLInputElement>(null);
  const actions = useMemo(() => createRegionActions(session, t), [session, t]);
  const selectPending = useMemo(() => createPendingSuggestions(), []);
  const suggestions = useDeskState(selectPending);
  const isImage = useDeskState((state) => state.items[state.open?.index ?? 0]?.media.kind === 'image');
  const instructions = useDeskState((state) => state.batch?.schema.instructions ?? '');
  const pictures = useDeskState((state) => state.batch?.schema.pictures);
  const asset = useCallback((sha256: string) => port.asset(sha256), [port]);
  const readPicture = usePackPictures(pictures, asset);
  const search = useCallback((list: 'classes' | 'regions') => {
    // Within the key's own event: what is typed next must find the field.
    flushSync(() => setSearching(list));
    (list === 'classes' ? classSearch : regionSearch).current?.focus();
  }, []);
  const endSearch = useCallback(() => setSearching(null), []);
  useDeskCommands(session, { actions, isImage, suggestions, nameOf: (id) => lookFor(looks, id).name, openDialog: setDialog, search });
  const openIndex = useDeskState((state) => state.open?.index ?? null);
  const isOpen = openIndex !== null;
  // Whoever opens the desk can begin: the view has the focus, and nothing in it was chosen yet.
  useEffect(() => {
    if (isOpen && isFocusOnView()) focusSurface();
  }, [isOpen]);
  const close = (): void => setDialog(null);
  return (
    <div className="desk">
      <DeskHeader onInstructions={() => setDialog('instructions')} />
      <Stage overlays={overlays} suggestions={suggestions} />
      <aside className="desk-side" aria-label={t('desk:view.panel')}>
        {openIndex !== null && beside?.(openIndex)}
        <ClassPanel actions={actions} searchRef={classSearch} isSearching={searching === 'classes'} onSearchEnd={endSearch} />
        <RegionList actions={actions} suggestions={suggestions} searchRef={regionSearch} isSearching={searching === 'regions'} onSearchEnd={endSearch} />
        <RegionDetails actions={actions} />
        {effort !== undefined && <EffortSlot source={effort} />}
        <ItemPanel onCannotTell={() => setDialog('cannot-tell')} />
      </aside>
      <Announcer />
      {dialog === 'instructions' && <InstructionsDialog instructions={instructions} readPicture={readPicture} onClose={close} />}
      {dialog === 'cannot-tell' && (
        <CannotTellDialog
          onClose={close}
          onChoose={(reason) => {
            session.cannotTell(reason);
            close();
            requestAnimationFrame(focusSurface);
          }}
        />
      )}
    </div>
  );
}

const SUGGESTION_COLOUR = '#7c6ff0';

/** The surface of the open item, or why there is none. */
function Stage({ overlays, suggestions }: Pick<DeskViewProps, 'overlays'> & { suggestions: Overlay['regions'] }) {
  const t = useStrings();
  const { session } = useDesk();
  const open = useDeskState((state) => state.open);
  const item = useDeskState((state) => state.items[state.open?.index ?? -1]);
  const labels = useDeskState(shownLabels);
  const schema = useDeskState((state) => state.batch?.schema);
  const selection = useDeskState((state) => state.selection);
  const classId = useDeskState((state) => state.classId);
  const readOnly = useDeskState((state) => readOnlyReason(state) !== null);
  const failure = useDeskState((state) => state.failure);
  const isEmpty = useDeskState((state) => state.items.length === 0);
  const index = open?.index ?? -1;
  const shown = useMemo(() => {
    const others = overlays?.(index) ?? [];
    return suggestions.length === 0 ? others : [...others, { name: t('desk:regions.suggested'), colour: SUGGESTION_COLOUR, regions: suggestions }];
  }, [overlays, index, suggestions, t]);
  if (failure !== null) {
    const number = (failure.index ?? 0) + 1;
    return (
      <div className="desk-stage">
        <EmptyState title={t('desk:failure.item', { number })} actions={<Button onClick={() => void session.go(failure.index ?? 0)}>{t('desk:openAgain')}</Button>}>
          {sayError(failure.error, t)}
        </EmptyState>
      </div>
    );
  }
  if (isEmpty) {
    return (
      <div className="desk-stage">
        <EmptyState title={t('desk:failure.empty')} actions={<Button onClick={() => goTo('/work')}>{t('app:view.missingAction')}</Button>}>{t('desk:failure.emptyHelp')}</EmptyState>
      </div>
    );
  }
  if (open === null || item === undefined || labels === null || schema === undefined) return <div className="desk-stage desk-wait" aria-busy="true" />;
  if (!open.media.ok) {
    return (
      <div className="desk-stage">
        <EmptyState title={t('desk:failure.media', { name: item.name })}>
          {t(`desk:failure.${open.media.error.code}`)} {t('desk:failure.mediaHelp')} <span className="t-mono" lang="en" translate="no">{open.media.error.message}</span>
        </EmptyState>
      </div>
    );
  }
  const Surface = surfaces[item.media.kind];
  return (
    <div className="desk-stage" data-item={index}>
      <Surface item={item} media={open.media.value} labels={labels} schema={schema} overlays={shown} selection={selection} classId={classId} readOnly={readOnly} view={open.view} actions={session.surface} />
    </div>
  );
}

/** How long a caption stays, in milliseconds: long enough to be read. */
const CAPTION_MS = 3500;

/** What happened: for those who hear it, and for a moment for those who see. */
function Announcer() {
  const { sentence, count } = useDeskState((state) => state.spoken);
  // By a timer: an animation, even of one step, has the page's style computed in every frame of the picture.
  const [goneCount, setGoneCount] = useState(-1);
  useEffect(() => {
    const timer = setTimeout(() => setGoneCount(count), CAPTION_MS);
    return () => clearTimeout(timer);
  }, [count]);
  return (
    <>
      <div role="status" aria-live="polite" className="t-hidden">
        <span key={count}>{sentence}</span>
      </div>
      {sentence !== '' && goneCount !== count && (
        <p key={count} className="desk-caption" aria-hidden="true">
          {sentence}
        </p>
      )}
    </>
  );
}
