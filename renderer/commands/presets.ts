import type { CommandId } from './table.ts';

export const presetNames = ['tessera', 'cvat', 'label-studio'] as const;
export type PresetName = (typeof presetNames)[number];

/** What a preset changes in the table's keys. A command that is not named keeps its own. */
type PresetKeys = Readonly<Partial<Record<CommandId, readonly string[]>>>;

/**
 * The keys of CVAT where it has them, its two-step keys (T, then H) too. Where one of its keys takes the place of one
 * of ours, ours moves to a key that is free. Left as they are: its bare arrows (the next image that a filter finds),
 * which nudge here, and G and P (group, pin), for which there is nothing here.
 */
const cvat: PresetKeys = {
  'item.next': ['F', 'PageDown'],
  'item.previous': ['D', 'PageUp'],
  'item.next-open': ['Shift+F'],
  'item.next-far': ['V', 'Shift+PageDown'],
  'item.previous-far': ['C', 'Shift+PageUp'],
  'item.copy-next': ['Mod+B', 'Shift+P'],
  'item.seal': ['Mod+S', 'Enter', 'Mod+Enter'],
  'tool.select': ['Alt+V'],
  'tool.box': ['N', 'B'],
  'tool.extreme': ['Shift+N', 'E'],
  'view.names': ['Alt+N'],
  'view.fit': ['Home'],
  'view.actual': ['Shift+Home'],
  'view.zoom-in': ['Mod++', 'Mod+='],
  'view.zoom-out': ['Mod+-'],
  'region.forward': ['+', '=', ']'],
  'region.backward': ['-', '['],
  'region.delete': ['Delete', 'Shift+Delete', 'Backspace'],
  'region.occluded': ['Q', '/', 'O'],
  'region.truncated': ['Shift+T'],
  'region.hide-all': ['T H', 'Alt+Shift+H'],
  'region.lock-all': ['T L', 'Alt+Shift+L'],
  'class.search': ['Shift+C'],
  'window.help': ['F1', '?'],
  'go.settings': ['F2', 'Mod+,'],
  'class.pick-1': ['Mod+Digit1', 'Digit1'],
  'class.pick-2': ['Mod+Digit2', 'Digit2'],
  'class.pick-3': ['Mod+Digit3', 'Digit3'],
  'class.pick-4': ['Mod+Digit4', 'Digit4'],
  'class.pick-5': ['Mod+Digit5', 'Digit5'],
  'class.pick-6': ['Mod+Digit6', 'Digit6'],
  'class.pick-7': ['Mod+Digit7', 'Digit7'],
  'class.pick-8': ['Mod+Digit8', 'Digit8'],
  'class.pick-9': ['Mod+Digit9', 'Digit9'],
  'class.pick-10': ['Mod+Digit0', 'Digit0'],
};

/** The keys of Label Studio where it has them; what used Ctrl and an arrow takes Alt to it. */
const labelStudio: PresetKeys = {
  'item.seal': ['Mod+Enter', 'Alt+Enter'],
  'item.cannot-tell': ['Mod+Space', 'U'],
  'item.next': ['Mod+ArrowRight', 'PageDown'],
  'item.previous': ['Mod+ArrowLeft', 'PageUp'],
  'item.next-open': ['Mod+PageDown'],
  'tool.box': ['R', 'B'],
  'tool.extreme': ['Shift+R', 'E'],
  'region.next': ['Alt+.', 'Tab'],
  'region.previous': ['Alt+,', 'Shift+Tab'],
  'region.delete': ['Backspace', 'Delete'],
  'region.delete-all': ['Mod+Backspace'],
  'region.edit-details': ['Alt+M', 'F2'],
  'text.relate': ['Alt+R'],
  'region.hide': ['Alt+H', 'H'],
  'region.lock': ['Alt+L', 'L'],
  'view.zoom-in': ['Mod++', 'Mod+=', '+', '='],
  'view.zoom-out': ['Mod+-', '-'],
  'region.shrink-left': ['Mod+Alt+ArrowLeft'],
  'region.shrink-right': ['Mod+Alt+ArrowRight'],
  'text.grow-end': ['Mod+Alt+ArrowRight'],
  'text.shrink-end': ['Mod+Alt+ArrowLeft'],
};

const presets: Readonly<Record<PresetName, PresetKeys>> = { tessera: {}, cvat, 'label-studio': labelStudio };

export function presetKeys(name: PresetName): Readonly<Record<string, readonly string[] | undefined>> {
  return presets[name];
}
