import { useState } from 'react';
import { Check, Copy } from 'lucide-react';
import { useStrings } from '../strings/strings.ts';
import { shortAddress, shortHash } from '../format/short.ts';
import { IconButton } from './button.tsx';
import { AddressTiles } from './address-tiles.tsx';
import './address.css';

export interface AddressProps {
  address: string;
  /** A name that the person gave it. */
  name?: string | undefined;
  isYou?: boolean | undefined;
  isWhole?: boolean | undefined;
  canCopy?: boolean | undefined;
}

/** An account: its tiles, its name or its two ends, the whole of it in the title and on the clipboard. */
export function Address({ address, name, isYou = false, isWhole = false, canCopy = true }: AddressProps) {
  const t = useStrings();
  return (
    <span className="t-address" title={address}>
      <AddressTiles address={address} />
      {name !== undefined && <span className="t-address__name t-truncate">{name}</span>}
      <span className="t-mono t-address__hex">{isWhole ? address : shortAddress(address)}</span>
      {isYou && <span className="t-address__you">{t('app:address.you')}</span>}
      {canCopy && <CopyButton text={address} label={t('app:address.copy', { address })} doneLabel={t('app:address.copied')} />}
    </span>
  );
}

export function Hash({ hash, canCopy = true }: { hash: string; canCopy?: boolean }) {
  const t = useStrings();
  return (
    <span className="t-address" title={hash}>
      <span className="t-mono">{shortHash(hash)}</span>
      {canCopy && <CopyButton text={hash} label={t('app:hash.copy', { hash: shortHash(hash) })} doneLabel={t('app:hash.copied')} />}
    </span>
  );
}

const COPIED_MS = 1600;

export function CopyButton({ text, label, doneLabel }: { text: string; label: string; doneLabel: string }) {
  const [isCopied, setIsCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setIsCopied(true);
    setTimeout(() => setIsCopied(false), COPIED_MS);
  };
  return (
    <>
      <IconButton icon={isCopied ? Check : Copy} size="s" label={label} onClick={() => void copy()} />
      <span role="status" className="t-hidden">
        {isCopied ? doneLabel : ''}
      </span>
    </>
  );
}
