import { useEffect, useState } from 'react';
import { BookOpen, ChevronLeft, ChevronRight, Redo2, Undo2 } from 'lucide-react';
import { duration } from '../../app/format/when.ts';
import { locale, sayKey, useStrings } from '../../app/strings/strings.ts';
import { IconButton } from '../../app/ui/button.tsx';
import { Mosaic } from '../../app/ui/mosaic.tsx';
import { commands } from '../../commands/registry.ts';
import { markToRedo, markToUndo } from '../history/history.ts';
import { useDesk, useDeskState } from '../session/desk-context.tsx';
import { SaveState } from './save-state.tsx';

/** Where one is: project, item, its place in the batch, the batch as a mosaic. */
export function DeskHeader({ onInstructions }: { onInstructions: () => void }) {
  const t = useStrings();
  const { session } = useDesk();
  const projectName = useDeskState((state) => state.batch?.projectName ?? '');
  const items = useDeskState((state) => state.items);
  const index = useDeskState((state) => state.loadingIndex ?? state.open?.index ?? 0);
  const item = items[index];
  return (
    <header className="desk-head" data-desk-pane="">
      <div className="desk-head__place">
        <IconButton icon={ChevronLeft} label={t('desk:command.previous')} disabled={index === 0} onClick={() => void session.goBy(-1)} />
        <span className="desk-head__number t-number">{t('desk:position', { number: index + 1, count: items.length })}</span>
        <IconButton icon={ChevronRight} label={t('desk:command.next')} disabled={index >= items.length - 1} onClick={() => void session.goBy(1)} />
      </div>
      <div className="desk-head__names">
        <h1 className="desk-head__item t-truncate" title={item?.name} tabIndex={-1} data-page-title="">
          {item?.name ?? t('desk:title')}
        </h1>
        <p className="desk-head__project t-truncate">{projectName}</p>
      </div>
      <div className="desk-head__mosaic">
        <Mosaic name={t('desk:item.mosaic')} size="m" tiles={items.map(({ state, name }) => ({ state, label: `${name}: ${t(`app:tile.${state}`)}` }))} current={index} onPick={(to) => void session.go(to)} />
      </div>
      <div className="desk-head__state">
        <ItemTime />
        <SaveState />
        <HistoryButtons />
        <IconButton icon={BookOpen} label={t('desk:item.instructions')} onClick={onInstructions} />
      </div>
    </header>
  );
}

function HistoryButtons() {
  const t = useStrings();
  const history = useDeskState((state) => state.open?.document.history ?? null);
  const isLocked = useDeskState((state) => state.open?.document.isSealed === true || state.batch?.readOnlyReason !== null);
  const undoable = history === null ? undefined : markToUndo(history);
  const redoable = history === null ? undefined : markToRedo(history);
  return (
    <span className="desk-head__history">
      <IconButton
        icon={Undo2}
        label={undoable === undefined ? t('desk:command.undo') : t('desk:item.history', { what: sayKey(undoable.name) })}
        disabled={undoable === undefined || isLocked}
        onClick={() => commands.run('history.undo')}
      />
      <IconButton
        icon={Redo2}
        label={redoable === undefined ? t('desk:command.redo') : t('desk:item.historyRedo', { what: sayKey(redoable.name) })}
        disabled={redoable === undefined || isLocked}
        onClick={() => commands.run('history.redo')}
      />
    </span>
  );
}

const TICK_MS = 1000;

function ItemTime() {
  const t = useStrings();
  const { session } = useDesk();
  const [activeMs, setActiveMs] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setActiveMs(session.activeMs()), TICK_MS);
    return () => clearInterval(timer);
  }, [session]);
  const time = duration(activeMs, locale());
  return (
    <span className="desk-head__time t-number" title={t('desk:item.time', { time })}>
      {time}
    </span>
  );
}
