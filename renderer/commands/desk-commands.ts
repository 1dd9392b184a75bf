import { defineCommands } from './types.ts';

export const deskCommands = defineCommands([]);
