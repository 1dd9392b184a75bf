const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** "5 minutes ago", "in 2 hours"; under a minute "now". */
export function relativeTime(atMs: number, nowMs: number, locale: string): string {
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const deltaMs = atMs - nowMs;
  for (const [unit, sizeMs] of STEPS) {
    if (Math.abs(deltaMs) >= sizeMs) return format.format(Math.trunc(deltaMs / sizeMs), unit);
  }
  return format.format(0, 'second');
}

export function absoluteTime(atMs: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(atMs);
}

/** Time spent: `1 h 05 min`, `12 min`, `42 s`. Units come from Intl. */
export function duration(ms: number, locale: string): string {
  const totalSeconds = Math.max(0, Math.round(ms / 1000));
  const [hours, minutes, seconds] = [Math.floor(totalSeconds / 3600), Math.floor((totalSeconds % 3600) / 60), totalSeconds % 60];
  const part = (value: number, unit: string) => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(value);
  if (hours > 0) return minutes > 0 ? `${part(hours, 'hour')} ${part(minutes, 'minute')}` : part(hours, 'hour');
  return minutes > 0 ? part(minutes, 'minute') : part(seconds, 'second');
}

/** Bytes as people read them: `3.4 MB`. */
export function formatBytes(bytes: number, locale: string): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  const step = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const format = new Intl.NumberFormat(locale, { style: 'unit', unit: units[step] ?? 'byte', unitDisplay: 'short', maximumFractionDigits: step === 0 ? 0 : 1 });
  return format.format(bytes / 1000 ** step);
}
