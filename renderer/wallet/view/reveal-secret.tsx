import { useEffect, useState } from 'react';
import type { HostResult } from '../../../shared/host-api.ts';
import { useStrings } from '../../app/strings/strings.ts';
import { useHost } from '../../app/state/host.tsx';
import { useAction } from '../../app/state/use-action.ts';
import { Button } from '../../app/ui/button.tsx';
import { Checkbox } from '../../app/ui/checkbox.tsx';
import { Dialog } from '../../app/ui/dialog.tsx';
import { AskPassword } from '../fields/ask-password.tsx';
import '../create/create-wallet.css';

type Secret = HostResult<'wallet.reveal'>;

interface RevealSecretProps {
  account: { address: string; name: string };
  what: 'phrase' | 'key';
  onClose: () => void;
}

/** The phrase or the key, after a yes and the password, for a minute. */
export function RevealSecret({ account, what, onClose }: RevealSecretProps) {
  const t = useStrings();
  const host = useHost();
  const [isAlone, setIsAlone] = useState(false);
  const [secret, setSecret] = useState<Secret | null>(null);
  const reveal = useAction((password: string) => host.call('wallet.reveal', { address: account.address, password, what }), setSecret);
  const title = t(what === 'phrase' ? 'wallet:reveal.phraseTitle' : 'wallet:reveal.keyTitle');
  if (secret !== null) return <Shown title={title} secret={secret} onClose={onClose} />;
  return (
    <AskPassword
      title={title}
      account={account}
      text={t(what === 'phrase' ? 'wallet:reveal.phraseText' : 'wallet:reveal.keyText')}
      actionLabel={t('wallet:reveal.action')}
      action={reveal}
      isReady={isAlone}
      isDangerous
      onClose={onClose}
    >
      <Checkbox label={t('wallet:reveal.alone')} isChecked={isAlone} onChange={setIsAlone} />
    </AskPassword>
  );
}

function Shown({ title, secret, onClose }: { title: string; secret: Secret; onClose: () => void }) {
  const t = useStrings();
  const [leftS, setLeftS] = useState(Math.ceil(secret.shownForMs / 1000));
  useEffect(() => {
    const timer = setInterval(() => setLeftS((left) => left - 1), 1000);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    if (leftS <= 0) onClose();
  }, [leftS, onClose]);
  // Another window in front, a screen that is shared: it is gone before anybody looks.
  useEffect(() => {
    const hide = () => {
      if (document.visibilityState === 'hidden') onClose();
    };
    document.addEventListener('visibilitychange', hide);
    return () => document.removeEventListener('visibilitychange', hide);
  }, [onClose]);
  return (
    <Dialog
      title={title}
      onClose={onClose}
      footer={
        <Button onClick={onClose} data-autofocus="">
          {t('wallet:reveal.hide')}
        </Button>
      }
    >
      {secret.key === null ? (
        <ol className="t-phrase" aria-label={t('wallet:create.phrase.list')}>
          {secret.words.map((word, index) => (
            <li key={index} className="t-phrase__word">
              <span className="t-phrase__number t-number">{index + 1}</span>
              <span className="t-mono">{word}</span>
            </li>
          ))}
        </ol>
      ) : (
        <p className="t-mono t-secret">{secret.key}</p>
      )}
      <p className="t-soft">{t('wallet:reveal.left', { count: Math.max(0, leftS) })}</p>
    </Dialog>
  );
}
