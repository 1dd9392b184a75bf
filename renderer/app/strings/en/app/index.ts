import { appCommands } from './commands.ts';
import { appFrame } from './frame.ts';
import { appKeymap } from './keymap.ts';
import { appSettings } from './settings.ts';
import { appUpdates } from './updates.ts';

/** The frame, the settings, and what every part shares. */
export const app = { ...appFrame, ...appCommands, ...appSettings, ...appKeymap, ...appUpdates } as const;
