import { leadList } from './list.ts';
import { leadNewCheating } from './new-cheating.ts';
import { leadNewForm } from './new-form.ts';
import { leadNewGold } from './new-gold.ts';
import { leadNewRules } from './new-rules.ts';
import { leadProject } from './project.ts';
import { leadQuality } from './quality.ts';
import { leadWatch } from './watch.ts';

export const lead = { ...leadList, new: { ...leadNewForm, ...leadNewRules, ...leadNewGold, ...leadNewCheating }, project: leadProject, quality: leadQuality, watch: leadWatch } as const;
