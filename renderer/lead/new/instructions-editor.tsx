import { useCallback, useState } from 'react';
import { Eye, ImagePlus, X } from 'lucide-react';
import { formatBytes } from '../../app/format/when.ts';
import { MAX_PICTURE_BYTES, pictureMarkdown, pictureMediaTypes, picturesNamed } from '../../../shared/labels/instructions.ts';
import { locale, useStrings } from '../../app/strings/strings.ts';
import { Button } from '../../app/ui/button.tsx';
import { Field } from '../../app/ui/field.tsx';
import { FileButton } from '../../app/ui/file-button.tsx';
import { TextArea } from '../../app/ui/inputs.tsx';
import { InstructionsDialog } from '../../desk/panels/instructions-dialog.tsx';
import type { ChosenFile } from './chosen-files.ts';
import type { Draft } from './draft.ts';

export interface InstructionsEditorProps {
  draft: Pick<Draft, 'instructions' | 'pictures'>;
  error: string | undefined;
  onChange: (change: Partial<Draft>) => void;
}

/** What counts and what does not, in Markdown, with pictures; and how annotators will see it. */
export function InstructionsEditor({ draft: { instructions, pictures }, error, onChange }: InstructionsEditorProps) {
  const t = useStrings();
  const [isShown, setIsShown] = useState(false);
  const named = new Set(picturesNamed(instructions));
  const shown = pictures.filter(({ path }) => named.has(path));
  const missing = [...named].filter((name) => !pictures.some(({ path }) => path === name));
  const add = (files: readonly File[]) => {
    const added = files.map((file) => ({ file, path: pictureName(file.name) }));
    const kept = pictures.filter(({ path }) => !added.some((each) => each.path === path));
    const lines = added.filter(({ path }) => !named.has(path)).map(({ path }) => pictureMarkdown(path, wordsOf(path)));
    onChange({ pictures: [...kept, ...added], instructions: [instructions.trimEnd(), ...lines].filter((part) => part !== '').join('\n\n') });
  };
  const remove = ({ path }: ChosenFile) =>
    onChange({ pictures: pictures.filter((each) => each.path !== path), instructions: withoutPicture(instructions, path) });
  const readPicture = useCallback(
    (name: string): Promise<Blob> => {
      const found = pictures.find(({ path }) => path === name);
      return found === undefined ? Promise.reject(new Error(`${name} was not added`)) : Promise.resolve(found.file);
    },
    [pictures],
  );
  return (
    <div className="t-stack">
      <Field label={t('lead:new.schema.instructions')} hint={t('lead:new.schema.instructionsHint')} error={error ?? (missing.length > 0 ? t('lead:new.pictures.missing', { names: missing.join(', ') }) : null)} isOptional>
        {(control) => <TextArea {...control} rows={6} value={instructions} onChange={(next) => onChange({ instructions: next })} />}
      </Field>
      {shown.length > 0 && (
        <ul className="t-lead-pictures" aria-label={t('lead:new.pictures.list')}>
          {shown.map((picture) => (
            <li key={picture.path} className="t-row">
              <span className="t-mono t-truncate" title={picture.path}>{picture.path}</span>
              <span className="t-soft">{formatBytes(picture.file.size, locale())}</span>
              {picture.file.size > MAX_PICTURE_BYTES && <span className="t-lead-pictures__fault">{t('lead:new.pictures.tooLarge', { most: formatBytes(MAX_PICTURE_BYTES, locale()) })}</span>}
              <Button size="s" tone="quiet" icon={X} aria-label={t('lead:new.pictures.remove', { name: picture.path })} onClick={() => remove(picture)}>
                {t('lead:new.pictures.takeOut')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div className="t-row">
        <FileButton size="s" icon={ImagePlus} isMultiple accept={pictureMediaTypes.join(',')} testId="lead-pictures" onFiles={add}>
          {t('lead:new.pictures.add')}
        </FileButton>
        <Button size="s" tone="quiet" icon={Eye} disabled={instructions.trim() === ''} onClick={() => setIsShown(true)}>
          {t('lead:new.pictures.preview')}
        </Button>
      </div>
      {isShown && <InstructionsDialog instructions={instructions} readPicture={readPicture} onClose={() => setIsShown(false)} />}
    </div>
  );
}

/** A name that Markdown and every system take: what they do not becomes a hyphen. */
function pictureName(name: string): string {
  return name.replace(/[()<>:"/\\|?*[\]]+/gu, '-').slice(-120);
}

/** What a picture shows, to begin with: its name, to be written over. */
function wordsOf(name: string): string {
  return name.replace(/\.[^.]+$/u, '').replace(/[-_]+/gu, ' ').trim();
}

function withoutPicture(instructions: string, name: string): string {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');
  return instructions.replace(new RegExp(`\\n*!\\[[^\\]\\n]*\\]\\(\\s*${escaped}\\s*\\)`, 'gu'), '');
}
