import { useEffect } from 'react';
import type { HostClient } from '../../../shared/host-api.ts';
import { isModalOpen, isTextField } from '../../commands/dispatcher.ts';
import { onKeymap } from '../../commands/keymap.ts';
import { commands } from '../../commands/registry.ts';
import { isCommandId } from '../../commands/table.ts';
import { windowMenu } from '../../commands/window-menu.ts';
import { useHost } from '../state/host.tsx';
import { useLive } from '../state/use-live.tsx';
import { onLanguage, t } from '../strings/strings.ts';

const SETTLE_MS = 80;

/** Keeps the application's menu, where the shell has one, in step with the table, and does what is chosen there. */
export function useWindowMenu(): void {
  const host = useHost();
  const { info } = useLive();
  const hasMenu = info?.shell === 'electron';
  useEffect(() => (hasMenu ? follow(host) : undefined), [host, hasMenu]);
}

function follow(host: HostClient): () => void {
  let told = '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const menu = windowMenu(commands.active(), t);
      const text = JSON.stringify(menu);
      if (text === told) return;
      told = text;
      void host.call('app.menu', menu);
    }, SETTLE_MS);
  };
  const stops = [commands.onChange(tell), onKeymap(tell), onLanguage(tell), host.on('app.command', ({ id }) => choose(id))];
  tell();
  return () => {
    clearTimeout(timer);
    for (const stop of stops) stop();
  };
}

/** As by its key: not over a modal, and in a text field only what the table lets in. */
function choose(id: string): void {
  if (!isCommandId(id) || isModalOpen()) return;
  const isTyping = isTextField(document.activeElement);
  const command = commands.active().find(({ spec }) => spec.id === id);
  if (isTyping && command?.spec.isInFields !== true) return;
  command?.run();
}
