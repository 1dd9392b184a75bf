import { useStrings } from '../../app/strings/strings.ts';
import { Dialog } from '../../app/ui/dialog.tsx';
import { InstructionsText } from './instructions-text.tsx';
import type { InstructionsTextProps } from './instructions-text.tsx';

export function InstructionsDialog({ onClose, ...text }: InstructionsTextProps & { onClose: () => void }) {
  const t = useStrings();
  return (
    <Dialog title={t('desk:item.instructions')} size="m" isDismissable onClose={onClose}>
      <div className="t-prose">
        <InstructionsText {...text} />
      </div>
    </Dialog>
  );
}
