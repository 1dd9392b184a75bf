import { useState } from 'react';
import type { ComponentType } from 'react';
import { useCommands } from '../../commands/use-commands.ts';

export type EffortSource = ComponentType<{ readonly onClose: () => void }>;

const STORAGE_KEY = 'tessera.desk.effort';

/** Whether the panel is asked for is kept on this machine; what is not shown is not read either. */
export function EffortSlot({ source: Source }: { source: EffortSource }) {
  const [isOpen, setIsOpen] = useState(() => localStorage.getItem(STORAGE_KEY) === 'open');
  const show = (isWanted: boolean): void => {
    localStorage.setItem(STORAGE_KEY, isWanted ? 'open' : 'closed');
    setIsOpen(isWanted);
  };
  useCommands('desk', { 'view.effort': () => show(!isOpen) });
  return isOpen ? <Source onClose={() => show(false)} /> : null;
}
