import type { Say } from '../strings/strings.ts';

/** A network's name: that of the local chain is ours, the others have the one they were added with. */
export function networkName({ isLocal, name }: { readonly isLocal: boolean; readonly name: string }, t: Say): string {
  return isLocal ? t('app:status.localChain') : name;
}
