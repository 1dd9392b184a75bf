import { leadList } from './list.ts';
import { leadNewCheating } from './new-cheating.ts';
import { leadNewForm } from './new-form.ts';
import { leadNewRules } from './new-rules.ts';
import { leadProject } from './project.ts';

export const lead = { ...leadList, new: { ...leadNewForm, ...leadNewRules, ...leadNewCheating }, project: leadProject } as const;
