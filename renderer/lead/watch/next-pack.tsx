import type { ReactNode } from 'react';
import { useState } from 'react';
import { useStrings } from '../../app/strings/strings.ts';
import { goTo } from '../../app/routes/paths.ts';
import { Button } from '../../app/ui/button.tsx';
import { EmptyState } from '../../app/ui/empty-state.tsx';
import { Skeleton } from '../../app/ui/skeleton.tsx';
import type { Watched } from './folder-watch.ts';
import type { NextPack } from './use-watched-form.ts';
import { useWatched } from './watch-provider.tsx';

/** The form for what is new in a watched folder, as it was when the form was opened: later looks change nothing in it. */
export function NextPackForm({ watchedId, form }: { watchedId: string; form: (next: NextPack) => ReactNode }) {
  const t = useStrings();
  const watched = useWatched();
  const [opened, setOpened] = useState<NextPack | null>(null);
  const one = watched?.find(({ row }) => row.id === watchedId);
  const now = one === undefined ? null : nextOf(one);
  if (opened === null && now !== null) setOpened(now);
  const next = opened ?? now;
  if (next !== null) return form(next);
  if (watched === null || one?.isLooking === true || one?.sight.state === 'unseen') return <Skeleton lines={6} />;
  return (
    <EmptyState title={t('lead:watch.missing')} actions={<Button onClick={() => goTo('/lead')}>{t('lead:new.back')}</Button>}>
      {t('lead:watch.missingText')}
    </EmptyState>
  );
}

function nextOf({ row, sight }: Watched): NextPack | null {
  if (sight.state !== 'seen' || sight.fresh.count === 0) return null;
  return { row, name: sight.nextName, origin: { files: sight.fresh.files, apartFrom: sight.roots } };
}
