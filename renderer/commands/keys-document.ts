import type { Say } from '../app/strings/strings.ts';
import { formatKeys } from './keys.ts';
import { defaultKeysOf } from './keymap.ts';
import type { PresetName } from './presets.ts';
import { presetNames } from './presets.ts';
import { commandTable } from './table.ts';
import type { CommandScope, CommandSpec } from './types.ts';
import { commandGroups } from './types.ts';

const WHERE: Readonly<Record<CommandScope, string>> = { global: 'everywhere', desk: 'desk', 'desk.boxes': 'images', 'desk.text': 'texts', review: 'review', lead: 'lead' };
const NAMES: Readonly<Record<PresetName, string>> = { tessera: 'Tessera', cvat: 'as in CVAT', 'label-studio': 'as in Label Studio' };

const INTRO = `# Keys

Every command of the window with its keys, written from the one table that menus, shortcuts, palette, context menus and help sheet read (\`renderer/commands\`). \`npx tsx e2e/tools/write-keys.ts\` writes this file, \`--check\` says whether it is current.

Keys can be changed under Settings, Keys: by command, as a whole (the presets below), or from a file. On macOS Ctrl is Cmd and Alt is Option.

- **Digits** go by their place on the keyboard: on AZERTY the row above the letters is the row of classes without Shift. The number pad counts while it types digits.
- **Letters** go by what is written on the key, and by place where the layout has no Latin letters (Cyrillic, Greek, Arabic, Hebrew) or Option types a sign.
- **Signs** go by what they type, whatever has to be held for it.
- Where two commands share a key, the one of the narrower place is meant while it can be run: Enter ends a box that is being drawn, and seals the item otherwise.
- Two keys with a blank between them are pressed one after the other: \`T H\` is T, then H within a second. While the second is waited for, what can follow is shown. Esc ends the waiting.
`;

/** The documentation of all keys, as Markdown. */
export function keysDocument(say: Say): string {
  const sections = commandGroups.flatMap((group) => {
    const members = commandTable.filter((spec) => spec.group === group);
    if (members.length === 0) return [];
    const head = ['Command', 'Where', ...presetNames.map((name) => NAMES[name])];
    const rows = members.map((spec) => [say(spec.title, spec.titleValues), WHERE[spec.scope], ...presetNames.map((preset) => keysIn(spec, preset))]);
    return [`\n## ${say(`app:group.${group}`)}\n\n${table(head, rows)}`];
  });
  return `${INTRO}${sections.join('')}`;
}

/** A preset's keys; nothing where they are the table's own. */
function keysIn(spec: CommandSpec, preset: PresetName): string {
  const keys = defaultKeysOf(spec, { preset });
  if (preset !== 'tessera' && keys === spec.keys) return '';
  return keys.map((chord) => code(formatKeys(chord, false))).join(' ');
}

const code = (key: string): string => (key === '|' ? '`\\|`' : `\`${key}\``);

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
  return line(head) + line(head.map(() => '---')) + rows.map(line).join('');
}
