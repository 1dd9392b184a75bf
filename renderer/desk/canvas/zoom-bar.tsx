import { Maximize, Minus, Plus } from 'lucide-react';
import { useStrings } from '../../app/strings/strings.ts';
import { IconButton } from '../../app/ui/button.tsx';
import { commands } from '../../commands/registry.ts';
import { useStore } from '../session/store.ts';
import type { BoxController } from './box-controller.ts';

export function ZoomBar({ controller }: { controller: BoxController }) {
  const t = useStrings();
  return (
    <div className="desk-zoom" role="group" aria-label={t('desk:tool.view')}>
      <IconButton icon={Minus} size="s" label={t('desk:command.zoomOut')} onClick={() => commands.run('view.zoom-out')} />
      <ZoomValue controller={controller} />
      <IconButton icon={Plus} size="s" label={t('desk:command.zoomIn')} onClick={() => commands.run('view.zoom-in')} />
      <IconButton icon={Maximize} size="s" label={t('desk:command.fit')} onClick={() => commands.run('view.fit')} />
    </div>
  );
}

/** By itself: it changes with every turn of the wheel, the buttons beside it do not. */
function ZoomValue({ controller }: { controller: BoxController }) {
  const t = useStrings();
  const percent = useStore(controller.store, ({ viewport }) => Math.round((viewport?.scale ?? 1) * (window.devicePixelRatio || 1) * 100));
  return (
    <button type="button" className="desk-zoom__value" title={t('desk:command.actual')} aria-label={t('desk:view.zoom', { percent })} onClick={() => commands.run('view.actual')}>
      {percent} %
    </button>
  );
}
