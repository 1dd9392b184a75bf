import { useRef } from 'react';
import { Button } from './button.tsx';
import type { ButtonProps } from './button.tsx';

export interface FileButtonProps extends Omit<ButtonProps, 'onClick' | 'type'> {
  /** Endings and media types that the system's dialog offers first. */
  accept?: string;
  isMultiple?: boolean;
  /** A folder with all that is in it. */
  isFolder?: boolean;
  testId: string;
  onFiles: (files: readonly File[]) => void;
}

/** A button that asks the system for files. */
export function FileButton({ accept, isMultiple = false, isFolder = false, testId, onFiles, ...button }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button {...button} onClick={() => input.current?.click()} />
      <input
        ref={(element) => {
          // React has no name for the attribute that makes a file input choose folders.
          if (isFolder) element?.setAttribute('webkitdirectory', '');
          input.current = element;
        }}
        type="file"
        hidden
        multiple={isMultiple || isFolder}
        accept={accept}
        data-testid={testId}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          // So that the same can be chosen again after it was mended.
          event.target.value = '';
          if (files.length > 0) onFiles(files);
        }}
      />
    </>
  );
}
