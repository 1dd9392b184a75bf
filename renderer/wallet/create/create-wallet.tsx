import { useState } from 'react';
import type { HostResult } from '../../../shared/host-api.ts';
import { assertNever } from '../../../shared/assert-never.ts';
import { useStrings } from '../../app/strings/strings.ts';
import { Dialog } from '../../app/ui/dialog.tsx';
import { useHost } from '../../app/state/host.tsx';
import { closeOverlay } from '../../app/state/overlays.ts';
import { useAction } from '../../app/state/use-action.ts';
import { welcome } from '../welcome.ts';
import { useLive } from '../../app/state/use-live.tsx';
import { ConfirmStep } from './confirm-step.tsx';
import { IntroStep } from './intro-step.tsx';
import { PasswordStep } from './password-step.tsx';
import { PhraseStep } from './phrase-step.tsx';
import { pickPositions } from './confirmation.ts';
import './create-wallet.css';

export type Phrase = HostResult<'wallet.newPhrase'>;

type Step = 'intro' | 'phrase' | 'confirm' | 'password';
const steps: readonly Step[] = ['intro', 'phrase', 'confirm', 'password'];

/** A wallet from nothing, in four steps of which none can be skipped. */
export function CreateWallet() {
  const t = useStrings();
  const host = useHost();
  const { chain } = useLive();
  const [step, setStep] = useState<Step>('intro');
  const [phrase, setPhrase] = useState<Phrase | null>(null);
  const [positions, setPositions] = useState<readonly number[]>([]);
  const ask = useAction(
    () => host.call('wallet.newPhrase', {}),
    (fresh) => {
      setPhrase(fresh);
      setPositions(pickPositions(fresh.words.length, secureRandom));
      setStep('phrase');
    },
  );
  const create = useAction(
    (name: string, password: string) => {
      if (phrase === null) throw new Error('no phrase at the last step');
      const confirmed = positions.map((index) => ({ index, word: phrase.words[index] ?? '' }));
      return host.call('wallet.create', { phraseId: phrase.phraseId, confirmed, password, name });
    },
    (account) => {
      closeOverlay();
      void welcome(host, account.address, chain?.network.isLocal ?? false, t);
    },
  );
  const content = () => {
    switch (step) {
      case 'intro':
        return <IntroStep isBusy={ask.isBusy} error={ask.error} onNext={() => void ask.run()} />;
      case 'phrase':
        return phrase && <PhraseStep words={phrase.words} onNext={() => setStep('confirm')} />;
      case 'confirm':
        return phrase && <ConfirmStep words={phrase.words} positions={positions} onBack={() => setStep('phrase')} onNext={() => setStep('password')} />;
      case 'password':
        return <PasswordStep isBusy={create.isBusy} error={create.error} onFinish={(name, password) => void create.run(name, password)} />;
      default:
        return assertNever(step);
    }
  };
  return (
    <Dialog title={t('wallet:create.title')} onClose={closeOverlay}>
      <p className="t-soft t-create__step">{t('wallet:create.step', { step: steps.indexOf(step) + 1, count: steps.length })}</p>
      {content()}
    </Dialog>
  );
}

function secureRandom(): number {
  const [value = 0] = crypto.getRandomValues(new Uint32Array(1));
  return value / 2 ** 32;
}
