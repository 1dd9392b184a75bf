import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { addRegions } from '../../../shared/labels/command-makers.ts';
import { classById } from '../../../shared/labels/schema.ts';
import { indexText } from '../../../shared/labels/text-offsets.ts';
import type { SpanRegion } from '../../../shared/labels/types.ts';
import { useStrings } from '../../app/strings/strings.ts';
import { focusSurface } from '../focus.ts';
import type { SurfaceProps } from '../surface.ts';
import { BrokenSpans } from './broken-spans.tsx';
import { drawRelations, drawSpans } from './draw-spans.ts';
import { linesOf } from './lines.ts';
import { MarkBar } from './mark-bar.tsx';
import { RelationStrip } from './relation-strip.tsx';
import { SearchBar } from './search-bar.tsx';
import type { Stretch } from './segments.ts';
import { createSpanCheck } from './span-check.ts';
import { TextBar } from './text-bar.tsx';
import { stretchOf, type TextCursor } from './text-cursor.ts';
import { isMarked, markCommand, spanOver } from './text-edit.ts';
import { toggleSnapping, useSnapping } from './text-options.ts';
import { TextPage } from './text-page.tsx';
import { usePointer } from './use-pointer.ts';
import { useRelating } from './use-relating.ts';
import { type TextSearch, useSearch } from './use-search.ts';
import { useTextCommands } from './use-text-commands.ts';
import './text.css';

/** The desk's surface for texts: marks made by mouse, touch or keyboard, snapped to whole words or characters. */
export function TextSurface(props: SurfaceProps) {
  // Each text has a keyboard's place of its own: one carried over would mark another text from the middle.
  return <OneText key={props.item.index} {...props} />;
}

function OneText(props: SurfaceProps) {
  const { media, labels, schema, selection, classId, readOnly, actions, item, overlays } = props;
  const t = useStrings();
  const text = media.kind === 'text' ? media.text : '';
  const indexed = useMemo(() => ({ text, index: indexText(text) }), [text]);
  const lines = useMemo(() => linesOf(text), [text]);
  const check = useMemo(() => createSpanCheck(text, indexed.index), [text, indexed]);
  const { fitting, broken } = useMemo(() => check(labels.regions), [check, labels.regions]);
  const [cursor, setCursor] = useState<TextCursor | null>(null);
  // State, not a ref: the list can be laid out only once its scrolling parent is there.
  const [frame, setFrame] = useState<HTMLDivElement | null>(null);
  const searchInput = useRef<HTMLInputElement>(null);
  const snapping = useSnapping();
  const search = useSearch(text);
  const relating = useRelating({ labels, selection, actions });
  useFirstFocus(frame);
  const nameOf = useCallback((id: number) => classById(schema, id)?.name ?? String(id), [schema]);
  const chosen = cursor === null ? null : stretchOf(cursor);

  const mark = (stretch: Stretch, asClass: number): void => {
    if (readOnly) return;
    if (!schema.classes.some((entry) => entry.id === asClass)) {
      actions.announce(t('text:noClass'));
      return;
    }
    const quote = text.slice(stretch.start, stretch.end);
    if (isMarked(labels, stretch, asClass)) {
      actions.announce(t('text:alreadyMarked', { quote, name: nameOf(asClass) }));
      return;
    }
    const span = spanOver(indexed, stretch, { ...actions.newRegion(), classId: asClass });
    if (!actions.apply('text:mark.add', [markCommand(labels, span)])) return;
    actions.select([span.id]);
    actions.announce(t('text:marked', { quote, name: nameOf(asClass) }));
    setCursor((old) => (old === null ? null : { anchor: old.focus, focus: old.focus }));
  };
  const markAllFound = (): void => {
    if (readOnly || !schema.classes.some((entry) => entry.id === classId)) return;
    const spans = search.matches.filter((stretch) => !isMarked(labels, stretch, classId)).map((stretch) => spanOver(indexed, stretch, actions.newRegion()));
    if (spans.length > 0 && actions.apply('text:mark.addFound', [addRegions(labels, spans)])) actions.announce(t('text:markedMany', { count: spans.length, name: nameOf(classId) }));
  };
  const pick = (span: SpanRegion | null): void => {
    if (span === null) {
      actions.select([]);
      return;
    }
    if (relating.from !== null && relating.from !== span.id && !readOnly) {
      relating.finish(span.id);
      return;
    }
    actions.select([span.id]);
    actions.announce(t('text:selected', { name: nameOf(span.classId), quote: span.quote }));
  };

  const pointer = usePointer({ frame, text, spans: fitting, selection, snapping, setCursor, onDragged: (stretch) => mark(stretch, classId), onPicked: pick });
  const finding = useFinding({ search, cursor, setCursor, focusInput: () => { searchInput.current?.focus(); searchInput.current?.select(); } });
  useTextCommands({
    indexed,
    lines,
    labels,
    schema,
    selection,
    classId,
    readOnly,
    actions,
    cursor,
    setCursor,
    mark,
    snapping,
    toggleSnapping: () => actions.announce(t(`text:bar.snapSaid.${toggleSnapping()}`)),
    search,
    relating,
    openSearch: finding.open,
    stepSearch: finding.step,
    markAllFound,
  });

  const related = useMemo(() => new Set(labels.relations.flatMap(({ from, to }) => (selection.includes(from) ? [to] : selection.includes(to) ? [from] : []))), [labels.relations, selection]);
  const spans = useMemo(
    () => drawSpans({ own: fitting, overlays, schema, selection, related, cursor: cursor === null ? null : stretchOf(cursor), found: search.matches, current: search.here }),
    [fitting, overlays, schema, selection, related, cursor, search.matches, search.here],
  );

  const arcs = useMemo(() => drawRelations(labels.relations, fitting, selection), [labels.relations, fitting, selection]);

  return (
    <div className="text-desk">
      <div className="text-desk__head">
        {search.isOpen ? <SearchBar search={search} inputRef={searchInput} canMark={!readOnly && schema.classes.length > 0} onStep={finding.step} onMarkAll={markAllFound} onClose={finding.close} /> : <TextBar snapping={snapping} />}
        <BrokenSpans broken={broken} readOnly={readOnly} actions={actions} />
      </div>
      <div
        ref={setFrame}
        className="text-surface"
        data-desk-surface=""
        data-desk-pane=""
        tabIndex={0}
        role="group"
        aria-label={t('text:surface', { name: item.name })}
        lang={schema.languages[0]}
        onPointerDown={pointer.onPointerDown}
        onPointerUp={pointer.onPointerUp}
        onContextMenu={pointer.onContextMenu}
      >
        {frame !== null && (
          <TextPage frame={frame} text={text} lines={lines} spans={spans} relations={arcs} focus={cursor?.focus ?? null} selected={selectedSpan(fitting, selection)} found={search.here} anchor={pointer.anchor} />
        )}
      </div>
      <div className="text-desk__foot">
        <RelationStrip labels={labels} relating={relating} readOnly={readOnly} onSelect={(id) => actions.select([id])} />
        {pointer.isTouch && chosen !== null && !readOnly && (
          <MarkBar
            quote={text.slice(chosen.start, chosen.end)}
            schema={schema}
            isExtending={pointer.isExtending}
            onExtend={() => pointer.setExtending(!pointer.isExtending)}
            onMark={(id) => {
              document.getSelection()?.removeAllRanges();
              mark(chosen, id);
              setCursor(null);
            }}
            onClose={() => setCursor(null)}
          />
        )}
      </div>
    </div>
  );
}

/** Keys and Tab work on a text as soon as it is there, unless something else has the focus. */
function useFirstFocus(frame: HTMLElement | null): void {
  useEffect(() => {
    const focused = document.activeElement;
    if (focused === null || focused === document.body || focused.matches('main, [data-page-title]')) frame?.focus({ preventScroll: true });
  }, [frame]);
}

/** The search and the keyboard's cursor: the place found becomes the cursor, so that a class key marks it. */
function useFinding({ search, cursor, setCursor, focusInput }: { search: TextSearch; cursor: TextCursor | null; setCursor: (cursor: TextCursor | null) => void; focusInput: () => void }) {
  const moveTo = (place: Stretch | null): void => {
    if (place !== null) setCursor({ anchor: place, focus: place });
  };
  return {
    open: () => {
      // Within the key's own event: what is typed next must find the field, however slow the machine.
      if (!search.isOpen) flushSync(() => search.open(cursor?.focus.start ?? 0));
      focusInput();
    },
    step: (by: 1 | -1) => moveTo(search.step(by)),
    close: () => {
      moveTo(search.here);
      search.close();
      focusSurface();
    },
  };
}

function selectedSpan(spans: readonly SpanRegion[], selection: SurfaceProps['selection']): Stretch | null {
  const span = spans.find((candidate) => candidate.id === selection.at(-1));
  return span === undefined ? null : { start: span.startUtf16, end: span.endUtf16 };
}
