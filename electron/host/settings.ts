import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { updateChoices } from '../../shared/updates/update-status.ts';
import { writeFileAtomic } from './atomic-file.ts';
import { versionSchema } from './updates/feed.ts';

/** What a profile remembers outside of the window's own store. Every field may be missing: older files lack it. */
const settingsSchema = z.object({
  /** Port of the browser shell: it names the tab's origin, and with it the tab's database. */
  loopbackPort: z.number().int().min(1).max(65_535).optional(),
  /** The wallet locks after so long without anybody at work. */
  autoLockMinutes: z.number().int().min(1).max(240).optional(),
  activeAccount: z
    .string()
    .regex(/^0x[0-9a-fA-F]{40}$/)
    .optional(),
  updates: z
    .object({
      choice: z.enum(updateChoices).optional(),
      /** When the server last gave an answer that could be used. */
      checkedAtMs: z.number().optional(),
      /** The newest that was ever offered: nothing older is taken after it. */
      seen: z.object({ version: versionSchema, publishedAtMs: z.number() }).optional(),
    })
    .optional(),
});
export type Settings = z.infer<typeof settingsSchema>;

export interface SettingsFile {
  get(): Settings;
  /** Durable when it resolves. Fields that are not named stay. */
  update(change: Settings): Promise<void>;
}

/** Reads `<profile>/settings.json`. One that can't be read is kept beside as `settings.bad.json`, never overwritten. */
export async function openSettings(profileDir: string, log: (line: string) => void): Promise<SettingsFile> {
  const path = join(profileDir, 'settings.json');
  let current: Settings = {};
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text !== null) {
    const parsed = settingsSchema.safeParse(jsonOrNull(text));
    if (parsed.success) current = parsed.data;
    else {
      await writeFileAtomic(join(profileDir, 'settings.bad.json'), text);
      log(`settings.json could not be read and was set aside as settings.bad.json in ${profileDir}; defaults are used`);
    }
  }
  let writing = Promise.resolve();
  return {
    get: () => current,
    update: (change) => {
      current = { ...current, ...change };
      const text = `${JSON.stringify(current, null, 2)}\n`;
      writing = writing.catch(() => undefined).then(() => writeFileAtomic(path, text));
      return writing;
    },
  };
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
