import type { ReactNode } from 'react';
import { useStrings } from '../strings/strings.ts';
import type { CommandSpec } from '../../commands/types.ts';
import { commandGroups } from '../../commands/types.ts';
import { cx } from './cx.ts';
import './command-groups.css';

export interface CommandGroupsProps {
  commands: readonly CommandSpec[];
  /** One command, as an item of a list. */
  children: (spec: CommandSpec) => ReactNode;
  className?: string | undefined;
}

/** Commands under the names of their groups, in the order of the table. */
export function CommandGroups({ commands, children, className }: CommandGroupsProps) {
  const t = useStrings();
  return commandGroups.map((group) => {
    const members = commands.filter((spec) => spec.group === group);
    return members.length === 0 ? null : (
      <section key={group} className={cx('t-commands', className)}>
        <h3>{t(`app:group.${group}`)}</h3>
        <ul>{members.map(children)}</ul>
      </section>
    );
  });
}
