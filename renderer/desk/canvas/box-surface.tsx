import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { classById } from '../../../shared/labels/schema.ts';
import type { BoxRegion } from '../../../shared/labels/types.ts';
import type { Say } from '../../app/strings/strings.ts';
import { t as say, useStrings } from '../../app/strings/strings.ts';
import { Kbd } from '../../app/ui/kbd.tsx';
import { formatKey } from '../../commands/keys.ts';
import { focusSurface } from '../focus.ts';
import { useStore } from '../session/store.ts';
import type { SurfaceProps } from '../surface.ts';
import { hoverOf } from '../tools/select-tool.ts';
import { isIdle } from '../tools/toolbox.ts';
import type { ToolName } from '../tools/toolbox.ts';
import { AdjustPopover } from './adjust-popover.tsx';
import { createBoxController } from './box-controller.ts';
import type { BoxController } from './box-controller.ts';
import { openBoxMenu } from './box-menu.ts';
import { clearChips } from './chips.ts';
import { createBoxKeyboard } from './keyboard.ts';
import { Minimap } from './minimap.tsx';
import { createBoxStage } from './stage.ts';
import { ToolRail } from './tool-rail.tsx';
import { useBoxCommands } from './use-box-commands.ts';
import { useBoxInput } from './use-box-input.ts';
import { ZoomBar } from './zoom-bar.tsx';
import './box-surface.css';

/** The desk's surface for images: boxes where the project asks for them, else the image alone. */
export function BoxSurface(props: SurfaceProps) {
  const { schema, item, actions, readOnly, labels } = props;
  const t = useStrings();
  const host = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLDivElement>(null);
  const adjust = useRef<HTMLButtonElement>(null);
  const [isAdjusting, setIsAdjusting] = useState(false);
  const [controller] = useState(() => createBoxController(props, announceDrawn));
  const keyboard = useMemo(() => createBoxKeyboard(controller, wordsFor(controller, t)), [controller, t]);
  const canDraw = schema.kind === 'boxes' && !readOnly;

  useLayoutEffect(() => controller.update(props));
  useStage(controller, canvas, host);
  useBoxInput(host, controller, keyboard);
  const chooseTool = (name: ToolName): void => {
    controller.setTool(name);
    actions.announce(t('desk:say.tool', { tool: t(`desk:tool.${name}`) }));
    focusSurface();
  };
  useBoxCommands(controller, keyboard, { canDraw, openAdjust: () => setIsAdjusting(true), chooseTool });
  const tool = useStore(controller.store, (view) => view.tool.chosen);
  const cursor = useStore(controller.store, (view) => cursorOf(controller, view.isPanning, view.isSpaceHeld));

  return (
    <div className="desk-boxes">
      <ToolRail tool={tool} hasTools={schema.kind === 'boxes'} canDraw={canDraw} adjustRef={adjust} onTool={chooseTool} onAdjust={() => setIsAdjusting(true)} />
      <div className="desk-boxes__frame">
        <div
          ref={host}
          className="desk-boxes__host"
          tabIndex={0}
          role="application"
          data-desk-surface=""
          data-desk-pane=""
          aria-label={t('desk:view.canvas', { name: item.name, regions: labels.regions.length, tool: t(`desk:tool.${tool}`) })}
          aria-describedby="desk-boxes-help"
          style={{ cursor }}
          onContextMenu={(event) => openBoxMenu(event, controller)}
        >
          <div ref={canvas} className="desk-boxes__canvas" aria-hidden="true" />
        </div>
        <p id="desk-boxes-help" className="t-hidden">
          {t('desk:view.help', { key: 'X' })}
        </p>
        <Hint controller={controller} canDraw={canDraw} />
        <div className="desk-boxes__corner">
          <Minimap controller={controller} />
          <ZoomBar controller={controller} />
        </div>
        {isAdjusting && <AdjustPopover controller={controller} anchor={adjust} onClose={() => setIsAdjusting(false)} />}
      </div>
    </div>
  );
}

function announceDrawn(box: BoxRegion, { actions, schema }: SurfaceProps): void {
  const name = classById(schema, box.classId)?.name ?? '';
  actions.announce(say('desk:say.drew', { name, width: Math.round(box.x1 - box.x0), height: Math.round(box.y1 - box.y0) }));
}

/** The Konva side, from the first paint to the last, as large as its element. */
function useStage(controller: BoxController, canvas: React.RefObject<HTMLDivElement | null>, host: React.RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    const [holder, frame] = [canvas.current, host.current];
    if (holder === null || frame === null) return undefined;
    const stage = createBoxStage(holder);
    const disconnect = controller.connect(stage.show);
    const measure = (): void => {
      const { width, height } = frame.getBoundingClientRect();
      if (width > 0 && height > 0) controller.setSize({ widthPx: Math.round(width), heightPx: Math.round(height) });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(frame);
    // Names are drawn once and kept: with the font that is there by then.
    void document.fonts.ready.then(() => {
      clearChips();
      measure();
    });
    return () => {
      observer.disconnect();
      disconnect();
      stage.close();
    };
  }, [controller, canvas, host]);
}

function wordsFor(controller: BoxController, t: Say) {
  return {
    cursor: ({ x, y }: { x: number; y: number }) => t('desk:say.cursor', { x, y }),
    corner: ({ x, y }: { x: number; y: number }) => {
      const { active } = controller.store.get().tool;
      return active.tool === 'extreme' ? t('desk:say.point', { number: active.points.length }) : t('desk:say.corner', { x, y });
    },
    placed: (box: BoxRegion) =>
      t('desk:say.placed', {
        name: classById(controller.props().schema, box.classId)?.name ?? '',
        x: Math.round(box.x0),
        y: Math.round(box.y0),
        width: Math.round(box.x1 - box.x0),
        height: Math.round(box.y1 - box.y0),
      }),
  };
}

function cursorOf(controller: BoxController, isPanning: boolean, isSpaceHeld: boolean): string {
  if (isPanning) return 'grabbing';
  if (isSpaceHeld) return 'grab';
  const { tool, cursor, options, isModHeld } = controller.store.get();
  if (tool.chosen !== 'select' && !(isModHeld && isIdle(tool))) return options.hasCrosshair ? 'none' : 'crosshair';
  if (cursor === null || !isIdle(tool)) return 'default';
  const hover = hoverOf(cursor, controller.scene());
  if (hover === 'nothing') return 'default';
  return hover === 'move' ? 'move' : `${hover}-resize`;
}

/** One line on what the next press does. */
function Hint({ controller, canDraw }: { controller: BoxController; canDraw: boolean }) {
  const t = useStrings();
  const tool = useStore(controller.store, (view) => view.tool);
  const { active } = tool;
  if (!canDraw) return null;
  const isOpen = !isIdle(tool);
  const text =
    active.tool === 'extreme'
      ? t('desk:hint.extreme', { number: active.points.length })
      : active.tool === 'box'
        ? isOpen ? t('desk:hint.boxOpen') : t('desk:hint.box', { key: formatKey('Mod+A')[0] ?? '' })
        : t('desk:hint.select');
  return (
    <p className="desk-boxes__hint" aria-hidden="true">
      {text}
      {isOpen && active.tool === 'box' && active.at === 'between' && (
        <span>
          <Kbd chord="Enter" /> <Kbd chord="Tab" /> <Kbd chord="Escape" />
        </span>
      )}
    </p>
  );
}
