import { useStrings } from '../../app/strings/strings.ts';
import { Dialog } from '../../app/ui/dialog.tsx';
import { PlainMarkdown } from './plain-markdown.tsx';

export function InstructionsDialog({ instructions, onClose }: { instructions: string; onClose: () => void }) {
  const t = useStrings();
  return (
    <Dialog title={t('desk:item.instructions')} size="m" isDismissable onClose={onClose}>
      <div className="desk-instructions t-prose">{instructions.trim() === '' ? <p>{t('desk:item.noInstructions')}</p> : <div translate="no"><PlainMarkdown source={instructions} /></div>}</div>
    </Dialog>
  );
}
