import { assertNever } from '../../../shared/assert-never.ts';
import { boxIdle, sketchBox, stepBox } from './box-tool.ts';
import type { BoxState } from './box-tool.ts';
import { extremeIdle, sketchExtreme, stepExtreme } from './extreme-tool.ts';
import type { ExtremeState } from './extreme-tool.ts';
import { selectIdle, sketchSelect, stepSelect } from './select-tool.ts';
import type { SelectState } from './select-tool.ts';
import type { Sketch, Step, ToolEvent, ToolScene } from './tool.ts';

export const toolNames = ['select', 'box', 'extreme'] as const;
export type ToolName = (typeof toolNames)[number];

/** The chosen tool, and what is going on with it: of its own, or of the select tool borrowed with Ctrl. */
export interface ToolState {
  readonly chosen: ToolName;
  readonly active: SelectState | BoxState | ExtremeState;
}

export function chooseTool(chosen: ToolName): ToolState {
  return { chosen, active: idleOf(chosen) };
}

function idleOf(name: ToolName): ToolState['active'] {
  switch (name) {
    case 'select':
      return selectIdle;
    case 'box':
      return boxIdle;
    case 'extreme':
      return extremeIdle;
    default:
      return assertNever(name);
  }
}

/** Nothing is under way. */
export function isIdle(state: ToolState): boolean {
  const { active } = state;
  return active.tool === 'extreme' ? active.points.length === 0 && !active.isPressed : active.at === 'idle';
}

export function stepTool(state: ToolState, event: ToolEvent, scene: ToolScene): Step<ToolState> {
  const isBorrowing = event.type === 'down' && event.modifiers.mod && isIdle(state);
  const active = isBorrowing ? selectIdle : state.active;
  const step = stepActive(active, event, scene);
  const isBack = step.state.tool === 'select' && step.state.at === 'idle' && state.chosen !== 'select';
  return { state: { chosen: state.chosen, active: isBack ? idleOf(state.chosen) : step.state }, effects: step.effects };
}

function stepActive(active: ToolState['active'], event: ToolEvent, scene: ToolScene): Step<ToolState['active']> {
  switch (active.tool) {
    case 'select':
      return stepSelect(active, event, scene);
    case 'box':
      return stepBox(active, event, scene);
    case 'extreme':
      return stepExtreme(active, event, scene);
    default:
      return assertNever(active);
  }
}

export function sketchOf(state: ToolState): Sketch {
  const { active } = state;
  switch (active.tool) {
    case 'select':
      return sketchSelect(active);
    case 'box':
      return sketchBox(active);
    case 'extreme':
      return sketchExtreme(active);
    default:
      return assertNever(active);
  }
}
