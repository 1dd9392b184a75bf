import { useEffect, useState } from 'react';
import { ImageOff } from 'lucide-react';
import { instructionParts } from '../../../shared/labels/instructions.ts';
import { useStrings } from '../../app/strings/strings.ts';
import { PlainMarkdown } from './plain-markdown.tsx';

export interface InstructionsTextProps {
  /** Markdown. */
  instructions: string;
  /** The bytes of a picture that it names; rejects where they can't be had. Always the same function. */
  readPicture: (name: string) => Promise<Blob>;
}

/** What a project asks for, with the pictures that it brings: nothing is ever asked of a network. */
export function InstructionsText({ instructions, readPicture }: InstructionsTextProps) {
  const t = useStrings();
  if (instructions.trim() === '') return <p>{t('desk:item.noInstructions')}</p>;
  return (
    <div translate="no" className="desk-instructions">
      {instructionParts(instructions).map((part, index) =>
        part.kind === 'text' ? <PlainMarkdown key={index} source={part.text} /> : <Picture key={`${index} ${part.name}`} name={part.name} words={part.words} read={readPicture} />,
      )}
    </div>
  );
}

function Picture({ name, words, read }: { name: string; words: string; read: InstructionsTextProps['readPicture'] }) {
  const t = useStrings();
  const [url, setUrl] = useState<string | null>(null);
  const [isMissing, setIsMissing] = useState(false);
  useEffect(() => {
    let made: string | null = null;
    let isGone = false;
    read(name).then(
      (blob) => {
        if (isGone) return;
        made = URL.createObjectURL(blob);
        setUrl(made);
        setIsMissing(false);
      },
      () => {
        if (!isGone) setIsMissing(true);
      },
    );
    return () => {
      isGone = true;
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [name, read]);
  return (
    <figure className="desk-instructions__picture">
      {isMissing ? (
        <span className="desk-instructions__missing">
          <ImageOff size={20} aria-hidden="true" />
          {t('desk:item.pictureMissing', { name })}
        </span>
      ) : (
        url !== null && <img src={url} alt={words} onError={() => setIsMissing(true)} />
      )}
      {words !== '' && <figcaption aria-hidden={!isMissing}>{words}</figcaption>}
    </figure>
  );
}
