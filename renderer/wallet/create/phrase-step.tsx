import { useState } from 'react';
import { Eye, EyeOff } from 'lucide-react';
import { useStrings } from '../../app/strings/strings.ts';
import { Button } from '../../app/ui/button.tsx';

/** The words, numbered, hidden until asked for; there is no way on without having shown them. */
export function PhraseStep({ words, onNext }: { words: readonly string[]; onNext: () => void }) {
  const t = useStrings();
  const [isShown, setIsShown] = useState(false);
  const [wasShown, setWasShown] = useState(false);
  const toggle = () => {
    setIsShown(!isShown);
    setWasShown(true);
  };
  return (
    <div className="t-stack">
      <h3 className="t-create__heading">{t('wallet:create.phrase.heading')}</h3>
      <p>{t('wallet:create.phrase.text')}</p>
      {isShown ? (
        <ol className="t-phrase" aria-label={t('wallet:create.phrase.list')}>
          {words.map((word, index) => (
            <li key={index} className="t-phrase__word">
              <span className="t-phrase__number t-number">{index + 1}</span>
              <span className="t-mono">{word}</span>
            </li>
          ))}
        </ol>
      ) : (
        <div className="t-phrase t-phrase--hidden" role="img" aria-label={t('wallet:create.phrase.hidden')}>
          {words.map((_, index) => (
            <span key={index} className="t-phrase__word">
              <span className="t-phrase__number t-number">{index + 1}</span>
              <span className="t-phrase__cover" />
            </span>
          ))}
        </div>
      )}
      <Button icon={isShown ? EyeOff : Eye} onClick={toggle} data-autofocus="">
        {isShown ? t('wallet:create.phrase.hide') : t('wallet:create.phrase.show')}
      </Button>
      <div className="t-create__foot">
        {!wasShown && <p className="t-soft">{t('wallet:create.phrase.mustShow')}</p>}
        <Button tone="primary" disabled={!wasShown} onClick={onNext}>
          {t('wallet:create.phrase.next')}
        </Button>
      </div>
    </div>
  );
}
