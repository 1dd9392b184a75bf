import { useState } from 'react';
import { Eye, EyeOff } from 'lucide-react';
import { useStrings } from '../../app/strings/strings.ts';
import { Button } from '../../app/ui/button.tsx';
import type { ChosenFile } from '../new/chosen-files.ts';
import { canPickFolder, pickFolder } from './directory-picker.ts';
import { filesOfFolder } from './folder-files.ts';

/** What a form knows of the folder that its files are from. */
export interface WatchForm {
  /** Of the folder that is to be watched, or is; null where none is. */
  readonly folder: string | null;
  /** Whether it is one that is watched already: then there is nothing to choose. */
  readonly isOld: boolean;
  readonly onFolder: (folder: FileSystemDirectoryHandle, files: readonly ChosenFile[]) => void;
  /** It is not to be watched after all; its files stay. */
  readonly onDrop: () => void;
}

/** Chooses a folder whose later files are to be offered too; says what to use instead where the browser cannot. */
export function WatchButton({ isOld, onFolder }: WatchForm) {
  const t = useStrings();
  const [state, setState] = useState<'idle' | 'reading' | 'failed'>('idle');
  if (isOld) return null;
  if (!canPickFolder()) return <p className="t-soft t-prose">{t('lead:watch.cannot')}</p>;
  const choose = async (): Promise<void> => {
    setState('reading');
    try {
      const folder = await pickFolder();
      if (folder !== null) onFolder(folder, await filesOfFolder(folder));
      setState('idle');
    } catch {
      setState('failed');
    }
  };
  return (
    <>
      <Button icon={Eye} isBusy={state === 'reading'} onClick={() => void choose()}>
        {t('lead:watch.choose')}
      </Button>
      {state === 'failed' && <p role="alert">{t('lead:watch.unread')}</p>}
    </>
  );
}

/** Says under the files that they are of a watched folder. */
export function WatchLine({ folder, isOld, onDrop }: WatchForm) {
  const t = useStrings();
  if (folder === null) return null;
  if (isOld) return <p className="t-prose">{t('lead:watch.these', { folder })}</p>;
  return (
    <div className="t-row">
      <p className="t-prose" role="status">
        {t('lead:watch.chosen', { folder })}
      </p>
      <Button size="s" tone="quiet" icon={EyeOff} onClick={onDrop}>
        {t('lead:watch.drop')}
      </Button>
    </div>
  );
}
