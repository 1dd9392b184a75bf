import { z } from 'zod';

/*
 * What is kept of a fault: its kind and its place in the program, and nothing that it was about. An error's message may
 * quote what it choked on (a password, a label, a path), so that no message is ever kept; what is left is cut to what a
 * frame of our own program looks like, by the window that tells and again by the host that keeps.
 */

const FRAMES_MOST = 30;

/** `name (file:line:column)` or `file:line:column`; the file is told from the program's own folders on. */
const frameSchema = z.string().max(200).regex(/^(?:[\w$.<>#]{1,60} )?\(?[\w@./-]{1,120}:\d{1,7}:\d{1,7}\)?$/);
/** `TypeError`, `WALLET_LOCKED`: one word. Long runs of digits and letters a to f could be a part of a key. */
const wordSchema = z.string().max(60).regex(/^[A-Za-z_$][\w$.-]*$/).refine((word) => !/[0-9a-fA-F]{16}/.test(word));

export const crashPartsSchema = z.object({
  name: wordSchema,
  /** Where the error has one, as Node's have: `ENOSPC`. */
  code: wordSchema.nullable(),
  frames: z.array(frameSchema).max(FRAMES_MOST),
  /** The first part of the window's address, `desk` for instance; null elsewhere. */
  view: z.string().regex(/^[a-z]{1,20}$/).nullable(),
});
export type CrashParts = z.infer<typeof crashPartsSchema>;

export const crashReportSchema = crashPartsSchema.extend({
  id: z.string().regex(/^\d{1,16}-(window|host|main)$/),
  atMs: z.number(),
  from: z.enum(['window', 'host', 'main']),
  version: z.string().max(40),
  platform: z.string().max(40),
  runtime: z.string().max(40),
});
export type CrashReport = z.infer<typeof crashReportSchema>;

/** What may be kept of something that was thrown. */
export function crashPartsOf(thrown: unknown, view: string | null = null): CrashParts {
  const isError = thrown instanceof Error;
  const code: unknown = isError && 'code' in thrown ? thrown.code : null;
  return {
    name: wordOr(isError ? thrown.name : null, isError ? 'Error' : 'Thrown') ?? 'Error',
    code: wordOr(code, null),
    frames: isError ? framesOf(thrown) : [],
    view: view !== null && /^[a-z]{1,20}$/.test(view) ? view : null,
  };
}

function wordOr(value: unknown, otherwise: string | null): string | null {
  const word = wordSchema.safeParse(value);
  return word.success ? word.data : otherwise;
}

function framesOf({ stack = '', message }: Error): string[] {
  // The message stands at the head of the stack, and may have lines that look like frames.
  const at = message === '' ? 0 : stack.indexOf(message);
  if (at < 0) return [];
  const lines = stack.slice(at + message.length).split('\n');
  return lines.flatMap((line) => frameOf(line) ?? []).slice(0, FRAMES_MOST);
}

/** One line of a stack as it may be kept; null where it is no frame of a program. */
function frameOf(line: string): string | null {
  const [, name = '', place = ''] = /^\s+at (?:async )?(?:new )?(?:([^\s()]+)(?: \[as [^\]]+\])? )?\(?([^\s()]+:\d+:\d+)\)?$/.exec(line) ?? [];
  const [, file = '', position = ''] = /^(.*?)(?:\?[^:]*)?(:\d+:\d+)$/.exec(place) ?? [];
  if (file === '') return null;
  const known = ownPath(file);
  const isName = /^[\w$.<>#]{1,60}$/.test(name) && !/[0-9a-fA-F]{16}/.test(name);
  const frame = isName ? `${name} (${known}${position})` : `${known}${position}`;
  return frameSchema.safeParse(frame).success ? frame : null;
}

/** From the program's own folders on: what stands before is the person's. Of any other file, nothing. */
function ownPath(file: string): string {
  const path = file.replaceAll('\\', '/').replace(/[^\w@./-]/g, '_');
  const [own] = /(?:^|\/)((?:node_modules|dist\/(?:electron|renderer)|electron|renderer|shared|assets)\/[\w@./-]+)$/.exec(path)?.slice(1) ?? [];
  if (own !== undefined) return own.slice(-120);
  return /^node_/.test(path) ? path.slice(0, 60) : 'elsewhere';
}

/** A report as a person reads and copies it. */
export function crashText(report: CrashReport): string {
  return JSON.stringify(report, null, 2);
}
