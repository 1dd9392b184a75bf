import type { Ref } from 'react';
import { Contrast, Expand, MousePointer2, SquareDashed, SquarePlus } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { StringKey } from '../../app/strings/keys.ts';
import { useStrings } from '../../app/strings/strings.ts';
import { formatKeys } from '../../commands/keys.ts';
import { firstKeyOf } from '../../commands/keymap.ts';
import { commands } from '../../commands/registry.ts';
import type { CommandId } from '../../commands/table.ts';
import { commandSpec } from '../../commands/table.ts';
import type { ToolName } from '../tools/toolbox.ts';

const TOOLS: readonly { name: ToolName; icon: LucideIcon; command: CommandId }[] = [
  { name: 'select', icon: MousePointer2, command: 'tool.select' },
  { name: 'box', icon: SquarePlus, command: 'tool.box' },
  { name: 'extreme', icon: SquareDashed, command: 'tool.extreme' },
];

export function ToolRail({ tool, hasTools, canDraw, adjustRef, onTool, onAdjust }: { tool: ToolName; hasTools: boolean; canDraw: boolean; adjustRef: Ref<HTMLButtonElement>; onTool: (name: ToolName) => void; onAdjust: () => void }) {
  const t = useStrings();
  return (
    <div className="desk-tools" role="toolbar" aria-label={t('desk:tool.label')} aria-orientation="vertical" data-desk-pane="">
      {hasTools &&
        TOOLS.map(({ name, icon, command }) => (
          <ToolButton key={name} icon={icon} label={`desk:tool.${name}`} command={command} isPressed={name === tool} isDisabled={!canDraw && name !== 'select'} onPress={() => onTool(name)} />
        ))}
      {hasTools && <hr className="desk-tools__line" />}
      <ToolButton icon={Expand} label="desk:command.fit" command="view.fit" onPress={() => commands.run('view.fit')} />
      <ToolButton icon={Contrast} label="desk:view.adjust" command="view.adjust" buttonRef={adjustRef} onPress={onAdjust} />
    </div>
  );
}

function ToolButton({ icon: Icon, label, command, isPressed, isDisabled, buttonRef, onPress }: { icon: LucideIcon; label: StringKey; command: CommandId; isPressed?: boolean; isDisabled?: boolean; buttonRef?: Ref<HTMLButtonElement>; onPress: () => void }) {
  const t = useStrings();
  const chord = firstKeyOf(commandSpec(command));
  const key = chord === undefined ? '' : formatKeys(chord);
  return (
    <button ref={buttonRef} type="button" className="desk-tools__tool" aria-pressed={isPressed} disabled={isDisabled} aria-label={t(label)} aria-keyshortcuts={key} title={`${t(label)} (${key})`} onClick={onPress}>
      <Icon size={20} aria-hidden="true" />
      {/* A longer one has no room beside the sign: the tooltip has it. */}
      {key.length === 1 && (
        <span className="desk-tools__key" aria-hidden="true">
          {key}
        </span>
      )}
    </button>
  );
}
