import { useCallback } from 'react';
import type { InstructionPicture } from '../../../shared/labels/instructions.ts';

/** Pictures of a pack by the names that its instructions have for them. @param asset the bytes of a hash; always the same function */
export function usePackPictures(pictures: readonly InstructionPicture[] | undefined, asset: (sha256: string) => Promise<Blob>): (name: string) => Promise<Blob> {
  return useCallback(
    async (name) => {
      const found = pictures?.find((picture) => picture.name === name);
      if (found === undefined) throw new Error(`the pack has no picture ${name}`);
      return asset(found.sha256);
    },
    [pictures, asset],
  );
}
