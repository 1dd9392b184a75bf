import { useCallback, useState } from 'react';
import { BookOpen } from 'lucide-react';
import type { ProjectSchema } from '../../../../shared/labels/schema.ts';
import { useStrings } from '../../../app/strings/strings.ts';
import { Button } from '../../../app/ui/button.tsx';
import { InstructionsDialog } from '../../../desk/panels/instructions-dialog.tsx';
import { usePackPictures } from '../../../desk/panels/use-pack-pictures.ts';
import { readAsset } from '../../../store/desk/assets.ts';
import { useSync } from '../../sync-provider.tsx';

/** What a project asks for, to be read before any stake is laid down. */
export function ProjectInstructions({ schema }: { schema: ProjectSchema }) {
  const t = useStrings();
  const { session, service } = useSync();
  const [isOpen, setIsOpen] = useState(false);
  const asset = useCallback(
    async (sha256: string): Promise<Blob> => {
      if (service === null) throw new Error('there is no network to have it from');
      const found = await readAsset(session.db, service.assets, sha256, session.nowMs());
      if (!found.ok) throw new Error(found.error.message);
      return found.blob;
    },
    [session, service],
  );
  const readPicture = usePackPictures(schema.pictures, asset);
  return (
    <>
      <Button tone="quiet" icon={BookOpen} onClick={() => setIsOpen(true)}>
        {t('desk:item.instructions')}
      </Button>
      {isOpen && <InstructionsDialog instructions={schema.instructions} readPicture={readPicture} onClose={() => setIsOpen(false)} />}
    </>
  );
}
