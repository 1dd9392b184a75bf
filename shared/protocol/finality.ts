/**
 * How many blocks, its own counted, make a transaction one that stays. Nothing replaces a block of the local chain; of
 * others a reorganisation deeper than this is an accident that people hear of.
 */
export function confirmationsFor(network: { readonly isLocal: boolean }): number {
  return network.isLocal ? 1 : 12;
}

/** On a chain that is quiet for so long, no block that competes with an older one can still be on its way. */
const SETTLED_SECONDS = 10 * 60;
/** When only this share of the time to reveal is left, the stake is in more danger than the labels. */
const LAST_SHARE = 4;

/**
 * Whether labels may be shown though the blocks that opened the reveal are young. Were those taken back, the window to
 * commit would be open again, and others could copy what was shown.
 * @param window of the reveal, unix seconds
 */
export function mustNotWaitLonger(window: { readonly start: number; readonly end: number }, nowSeconds: number): boolean {
  return nowSeconds - window.start >= SETTLED_SECONDS || (window.end - nowSeconds) * LAST_SHARE <= window.end - window.start;
}
