import { z } from 'zod';

/** What is asked of the update server, as the person chose: nothing; whether there is something; that, and to fetch it. */
export const updateChoices = ['off', 'tell', 'download'] as const;

/** Why a new version is not put in place now. */
export const updateHolds = [
  /** The window has not said for a while what it is at. */
  'unknown',
  /** A transaction is out. */
  'sending',
  /** Signed or sealed work has its turn now and is not sent. */
  'waiting',
  /** Edits that the journal does not have yet. */
  'edits',
  /** Work is lost if the app does not come up again within hours. */
  'deadline',
  /** A request that moves value waits for an answer. */
  'approval',
  /** A pack, an export or a backup is being made. */
  'task',
] as const;
export type UpdateHold = (typeof updateHolds)[number];

/** Why this Tessera does not look for updates at all. */
export const updateAbsences = ['browser', 'source', 'no-channel'] as const;

/** What the window knows of work that a restart would come in the way of. */
export const workSchema = z.object({
  /** Seats whose step is due and not sent. */
  waiting: z.number().int().nonnegative(),
  /** Seats whose transaction is out. */
  underWay: z.number().int().nonnegative(),
  /** Entries that the journal does not have yet. */
  edits: z.number().int().nonnegative(),
  /** Until the first moment at which a seat loses something; null where none does. */
  deadlineInMs: z.number().nonnegative().nullable(),
});
export type UpdateWork = z.infer<typeof workSchema>;

export const updateFaultSchema = z.object({ code: z.string(), message: z.string(), fix: z.string().optional() });

export const updateStatusSchema = z.object({
  /** Of this app. */
  version: z.string(),
  absent: z.enum(updateAbsences).nullable(),
  choice: z.enum(updateChoices),
  /** `restart`: put in place by the app. `deb`, `dmg`: fetched and checked, then installed by the person. */
  way: z.enum(['restart', 'deb', 'dmg']),
  activity: z.enum(['idle', 'checking', 'downloading']),
  checkedAtMs: z.number().nullable(),
  /** Of the last check or download. */
  error: updateFaultSchema.nullable(),
  found: z
    .object({
      version: z.string(),
      publishedAtMs: z.number(),
      notesUrl: z.string(),
      bytes: z.number(),
      /** This app's version is no longer kept safe. */
      isUrgent: z.boolean(),
    })
    .nullable(),
  doneBytes: z.number(),
  /** The file that was found is here, whole and as it was signed. */
  isReady: z.boolean(),
  /** Where it lies, once it is ready. */
  path: z.string().nullable(),
  holds: z.array(z.enum(updateHolds)),
});
export type UpdateStatus = z.infer<typeof updateStatusSchema>;
