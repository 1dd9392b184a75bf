/**
 * The tag that numbers, dates and units are written by: the chosen language, with the region of the system where the
 * system speaks it too. German on a Swiss machine writes 1’000, on an English one 1.000.
 */
export function localeOf(language: string, system: readonly string[]): string {
  return system.find((tag) => baseOf(tag) === baseOf(language)) ?? baseOf(language);
}

/** The first of the system's languages that there is a catalogue for. */
export function languageFor<L extends string>(system: readonly string[], known: readonly L[], fallback: L): L {
  for (const tag of system) {
    const found = known.find((each) => each === baseOf(tag));
    if (found !== undefined) return found;
  }
  return fallback;
}

const baseOf = (tag: string): string => tag.split('-', 1)[0]?.toLowerCase() ?? tag;
