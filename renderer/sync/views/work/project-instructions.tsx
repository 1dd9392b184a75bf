import { useCallback, useState } from 'react';
import { BookOpen } from 'lucide-react';
import type { ProjectSchema } from '../../../../shared/labels/schema.ts';
import { useStrings } from '../../../app/strings/strings.ts';
import { Button } from '../../../app/ui/button.tsx';
import { InstructionsDialog } from '../../../desk/panels/instructions-dialog.tsx';
import { readAsset } from '../../../store/desk/assets.ts';
import { useSync } from '../../sync-provider.tsx';

/** What a project asks for, to be read before any stake is laid down. */
export function ProjectInstructions({ schema }: { schema: ProjectSchema }) {
  const t = useStrings();
  const { session, service } = useSync();
  const [isOpen, setIsOpen] = useState(false);
  const { pictures } = schema;
  const readPicture = useCallback(
    async (name: string): Promise<Blob> => {
      const found = pictures?.find((picture) => picture.name === name);
      if (found === undefined || service === null) throw new Error(`there is no picture ${name}`);
      const asset = await readAsset(session.db, service.assets, found.sha256, session.nowMs());
      if (!asset.ok) throw new Error(asset.error.message);
      return asset.blob;
    },
    [pictures, session, service],
  );
  return (
    <>
      <Button tone="quiet" icon={BookOpen} onClick={() => setIsOpen(true)}>
        {t('desk:item.instructions')}
      </Button>
      {isOpen && <InstructionsDialog instructions={schema.instructions} readPicture={readPicture} onClose={() => setIsOpen(false)} />}
    </>
  );
}
