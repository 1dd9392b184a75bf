import { setNonce } from 'get-nonce';

/**
 * Hands the page's nonce to the libraries that add style elements at run time (the palette's dialog). The shell wrote
 * it into `<meta property="csp-nonce" nonce="...">`; a nonce is hidden from attributes, the property still has it.
 */
export function applyCspNonceOf(page: Document): string | null {
  const nonce = page.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
  if (nonce === '' || nonce === '__CSP_NONCE__') return null;
  setNonce(nonce);
  return nonce;
}
