import { useEffect, useState } from 'react';
import { locale } from '../strings/strings.ts';
import { absoluteTime, relativeTime } from '../format/when.ts';

/** The clock, for what is shown relative to it. */
export function useNow(stepMs = 30_000): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), stepMs);
    return () => clearInterval(timer);
  }, [stepMs]);
  return nowMs;
}

export function When({ atMs, isAbsolute = false }: { atMs: number; isAbsolute?: boolean }) {
  const nowMs = useNow();
  const absolute = absoluteTime(atMs, locale());
  return (
    <time dateTime={new Date(atMs).toISOString()} title={absolute}>
      {isAbsolute ? absolute : relativeTime(atMs, nowMs, locale())}
    </time>
  );
}
