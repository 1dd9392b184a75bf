import { app } from './app/index.ts';
import { desk } from './desk/index.ts';
import { errors } from './errors/index.ts';
import { lead } from './lead/index.ts';
import { practice } from './practice.ts';
import { review } from './review.ts';
import { sync } from './sync/index.ts';
import { text } from './text.ts';
import { wallet } from './wallet.ts';

/** The English catalogue: the source of the keys. One folder or file an area, so that areas grow side by side. */
export const en = { app, wallet, desk, text, review, lead, practice, sync, errors } as const;
