import { app } from './app.ts';
import { desk } from './desk.ts';
import { errors } from './errors.ts';
import { lead } from './lead.ts';
import { review } from './review.ts';
import { sync } from './sync.ts';
import { text } from './text.ts';
import { wallet } from './wallet.ts';

/** The English catalogue: the source of the keys. One file an area, so that areas grow side by side. */
export const en = { app, wallet, desk, text, review, lead, sync, errors } as const;
