import { useStrings } from '../../app/strings/strings.ts';
import { goTo } from '../../app/routes/paths.ts';
import { Button } from '../../app/ui/button.tsx';
import { EmptyState } from '../../app/ui/empty-state.tsx';

/** In every view of work: there is no chain to ask. */
export function NoNetwork() {
  const t = useStrings();
  return (
    <EmptyState title={t('sync:noNetwork')} actions={<Button onClick={() => goTo('/settings')}>{t('sync:toSettings')}</Button>}>
      {t('sync:noNetworkText')}
    </EmptyState>
  );
}

/** The block that what is shown was read at. */
export function AsOf({ head }: { head: { number: number } | null }) {
  const t = useStrings();
  return head === null ? null : <p className="t-soft">{t('sync:asOf', { block: head.number })}</p>;
}
