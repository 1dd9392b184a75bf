import { useStrings } from '../../app/strings/strings.ts';

/** What a step still needs, beside its button; nothing where it needs nothing. */
export function MissingList({ missing }: { missing: readonly string[] }) {
  const t = useStrings();
  if (missing.length === 0) return null;
  return (
    <span className="t-soft">
      {t('lead:new.make.needs')}: {missing.join(', ')}
    </span>
  );
}
