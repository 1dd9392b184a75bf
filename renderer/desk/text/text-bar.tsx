import { Search } from 'lucide-react';
import { useStrings } from '../../app/strings/strings.ts';
import { Button } from '../../app/ui/button.tsx';
import { Kbd } from '../../app/ui/kbd.tsx';
import { firstKeyOf } from '../../commands/keymap.ts';
import { commands } from '../../commands/registry.ts';
import { commandSpec } from '../../commands/table.ts';
import { useKeymap } from '../../commands/use-keymap.ts';
import { focusSurface } from '../focus.ts';
import type { Snapping } from './segments.ts';
import { setSnapping } from './text-options.ts';

const snappings: readonly Snapping[] = ['token', 'grapheme'];

/** What marks are pulled to, and the way to the search: above the text, out of its way. */
export function TextBar({ snapping }: { snapping: Snapping }) {
  const t = useStrings();
  useKeymap();
  const snapKey = firstKeyOf(commandSpec('text.snapping'));
  const searchKey = firstKeyOf(commandSpec('text.search'));
  return (
    <div className="text-bar" role="toolbar" aria-label={t('text:bar.label')}>
      <span className="text-bar__word" id="text-bar-snap">
        {t('text:bar.snap')}
      </span>
      <span className="text-bar__switch" role="group" aria-labelledby="text-bar-snap">
        {snappings.map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={each === snapping}
            onClick={() => {
              setSnapping(each);
              focusSurface();
            }}
          >
            {t(`text:bar.snapOf.${each}`)}
          </button>
        ))}
      </span>
      {snapKey !== undefined && <Kbd chord={snapKey} />}
      <span className="text-bar__space" />
      <Button size="s" tone="quiet" icon={Search} onClick={() => commands.run('text.search')}>
        {t('text:bar.search')} {searchKey !== undefined && <Kbd chord={searchKey} />}
      </Button>
    </div>
  );
}
