import type { en } from '../en/index.ts';
import type { Translation } from '../keys.ts';
import { app } from './app/index.ts';
import { desk } from './desk/index.ts';
import { errors } from './errors/index.ts';
import { lead } from './lead/index.ts';
import { practice } from './practice.ts';
import { review } from './review.ts';
import { sync } from './sync/index.ts';
import { text } from './text.ts';
import { wallet } from './wallet.ts';

/**
 * The German catalogue, in the files of the English one. It addresses people as "Sie", and otherwise speaks in
 * infinitives. A word of the field has one translation: item Element, batch Stapel, seat Platz, stake Einsatz, reward
 * Lohn, commit festlegen, reveal offenlegen, settle abrechnen, claim abrufen, expert Fachperson, lead Leitung.
 */
export const de = { app, wallet, desk, text, review, lead, practice, sync, errors } as const satisfies Translation<typeof en>;
