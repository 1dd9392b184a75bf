import { useCallback, useMemo, useState } from 'react';
import { classById } from '../../../shared/labels/schema.ts';
import type { SpanRegion } from '../../../shared/labels/types.ts';
import { useStrings } from '../../app/strings/strings.ts';
import type { SurfaceProps } from '../surface.ts';
import { selectedStretch } from './dom-offsets.ts';
import { linesOf } from './lines.ts';
import { drawSpans } from './draw-spans.ts';
import { snap, type Stretch } from './segments.ts';
import { stretchOf, type TextCursor } from './text-cursor.ts';
import { isMarked, markCommand, spanOver } from './text-edit.ts';
import { TextPage } from './text-page.tsx';
import { useTextCommands } from './use-text-commands.ts';
import './text.css';

/** The desk's surface for texts: marks made by mouse, touch or keyboard, snapped to whole words (with Alt, characters). */
export function TextSurface(props: SurfaceProps) {
  // Each text has a keyboard's place of its own: one carried over would mark another text from the middle.
  return <OneText key={props.item.index} {...props} />;
}

function OneText(props: SurfaceProps) {
  const { media, labels, schema, selection, classId, readOnly, actions, item, overlays } = props;
  const t = useStrings();
  const text = media.kind === 'text' ? media.text : '';
  const lines = useMemo(() => linesOf(text), [text]);
  const [cursor, setCursor] = useState<TextCursor | null>(null);
  // State, not a ref: the list can be laid out only once its scrolling parent is there.
  const [frame, setFrame] = useState<HTMLDivElement | null>(null);
  const nameOf = useCallback((id: number) => classById(schema, id)?.name ?? String(id), [schema]);

  const mark = useCallback(
    (stretch: Stretch, asClass: number) => {
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
      const span = spanOver(text, stretch, { ...actions.newRegion(), classId: asClass });
      if (!actions.apply('text:mark.add', [markCommand(labels, span)])) return;
      actions.select([span.id]);
      actions.announce(t('text:marked', { quote, name: nameOf(asClass) }));
      setCursor((old) => (old === null ? null : { anchor: old.focus, focus: old.focus }));
    },
    [actions, labels, nameOf, readOnly, schema, t, text],
  );

  const select = useCallback(
    (span: SpanRegion) => {
      actions.select([span.id]);
      actions.announce(t('text:selected', { name: nameOf(span.classId), quote: span.quote }));
    },
    [actions, nameOf, t],
  );

  useTextCommands({ text, lines, labels, schema, selection, classId, readOnly, actions, cursor, setCursor, mark });

  const spans = useMemo(
    () => drawSpans({ labels, overlays, schema, selection, cursor: cursor === null ? null : stretchOf(cursor) }),
    [labels, overlays, schema, selection, cursor],
  );

  /** A drag across the text marks at once with the current class; a click picks the innermost span under it. */
  const released = (event: React.PointerEvent) => {
    if (frame === null) return;
    const dragged = selectedStretch(frame);
    if (dragged !== null) {
      const stretch = snap(text, dragged.start, dragged.end, event.altKey ? 'grapheme' : 'token');
      frame.ownerDocument.getSelection()?.removeAllRanges();
      if (stretch !== null) mark(stretch, classId);
      return;
    }
    const span = spanUnder(event.target, labels.regions.filter((region) => region.kind === 'span'), selection);
    if (span !== null) select(span);
    else actions.select([]);
  };

  return (
    <div ref={setFrame} className="text-surface" data-desk-surface="" data-desk-pane="" tabIndex={0} role="group" aria-label={t('text:surface', { name: item.name })} lang={schema.languages[0]} onPointerUp={released}>
      {frame !== null && (
        <TextPage frame={frame} text={text} lines={lines} spans={spans} focus={cursor?.focus ?? null} selected={selectedSpan(labels.regions, selection)} />
      )}
    </div>
  );
}

function selectedSpan(regions: SurfaceProps['labels']['regions'], selection: SurfaceProps['selection']): Stretch | null {
  const region = regions.find((candidate) => candidate.id === selection.at(-1));
  return region?.kind === 'span' ? { start: region.startUtf16, end: region.endUtf16 } : null;
}

/** The innermost visible span at a run; where it is selected already, the next one outward. */
function spanUnder(target: EventTarget, spans: readonly SpanRegion[], selection: SurfaceProps['selection']): SpanRegion | null {
  const run = target instanceof Element ? target.closest('[data-start]') : null;
  if (run === null) return null;
  const at = Number(run.getAttribute('data-start'));
  const under = spans
    .filter((span) => !span.hidden && span.startUtf16 <= at && span.endUtf16 > at)
    .sort((a, b) => a.endUtf16 - a.startUtf16 - (b.endUtf16 - b.startUtf16));
  const chosen = under.findIndex((span) => selection.includes(span.id));
  return under[(chosen + 1) % Math.max(1, under.length)] ?? null;
}
