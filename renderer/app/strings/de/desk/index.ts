import { deskCommands } from './commands.ts';
import { deskPanels } from './panels.ts';
import { deskSay } from './say.ts';
import { deskView } from './view.ts';

export const desk = { ...deskCommands, ...deskSay, ...deskPanels, ...deskView } as const;
