import { TriangleAlert } from 'lucide-react';
import { removeRegions } from '../../../shared/labels/command-makers.ts';
import { useStrings } from '../../app/strings/strings.ts';
import { Button } from '../../app/ui/button.tsx';
import type { SurfaceActions } from '../surface.ts';
import type { BrokenSpan } from './span-check.ts';

const SHOWN = 3;
const QUOTED = 60;

/** Spans that do not say what the text says: told, not shown, and never sealed. */
export function BrokenSpans({ broken, readOnly, actions }: { broken: readonly BrokenSpan[]; readOnly: boolean; actions: SurfaceActions }) {
  const t = useStrings();
  if (broken.length === 0) return null;
  return (
    <div className="text-broken" role="alert">
      <TriangleAlert size={16} aria-hidden="true" />
      <div>
        {broken.slice(0, SHOWN).map(({ span, found }) => (
          <p key={span.id}>{t('text:broken.span', { quote: cut(span.quote), start: span.start, end: span.end, found: cut(found) })}</p>
        ))}
        <p>{t('text:broken.help', { count: broken.length })}</p>
      </div>
      {!readOnly && (
        <Button size="s" onClick={() => actions.apply('text:mark.removeBroken', [removeRegions(broken.map(({ span }) => span.id))])}>
          {t('text:broken.remove')}
        </Button>
      )}
    </div>
  );
}

const cut = (words: string): string => (words.length > QUOTED ? `${words.slice(0, QUOTED)}…` : words);
