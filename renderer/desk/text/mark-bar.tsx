import { MoveHorizontal, X } from 'lucide-react';
import type { ProjectSchema } from '../../../shared/labels/schema.ts';
import { useStrings } from '../../app/strings/strings.ts';
import { IconButton } from '../../app/ui/button.tsx';
import { ClassSwatch } from '../../app/ui/class-chip.tsx';
import { lookFor } from '../canvas/looks.ts';
import { useDesk } from '../session/desk-context.tsx';

interface MarkBarProps {
  readonly quote: string;
  readonly schema: ProjectSchema;
  /** The next tap moves the selection's end there. */
  readonly isExtending: boolean;
  readonly onExtend: () => void;
  readonly onMark: (classId: number) => void;
  readonly onClose: () => void;
}

/** For fingers: what is chosen, and the classes to mark it with. Dragging is never needed: a tap can move the end. */
export function MarkBar({ quote, schema, isExtending, onExtend, onMark, onClose }: MarkBarProps) {
  const t = useStrings();
  const { looks } = useDesk();
  return (
    <div className="text-mark-bar" role="toolbar" aria-label={t('text:touch.label', { quote })}>
      <p className="text-mark-bar__quote t-truncate">
        <bdi>{quote}</bdi>
      </p>
      <div className="text-mark-bar__classes">
        {schema.classes.map(({ id }) => {
          const look = lookFor(looks, id);
          return (
            <button key={id} type="button" className="text-mark-bar__class" onClick={() => onMark(id)}>
              <ClassSwatch look={look} glyph={look.glyph} sizePx={18} /> {look.name}
            </button>
          );
        })}
      </div>
      <IconButton icon={MoveHorizontal} label={t('text:touch.extend')} isPressed={isExtending} onClick={onExtend} />
      <IconButton icon={X} label={t('text:touch.close')} onClick={onClose} />
    </div>
  );
}
