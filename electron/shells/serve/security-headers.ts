/** Where the window's page comes from: what its policy must name beside 'self'. */
export interface PolicyParts {
  /** A fresh one an answer; it stands in for `__CSP_NONCE__` in the page. */
  readonly nonce: string;
  /** The socket's address in a browser tab. */
  readonly connect?: string;
}

/**
 * The page's content security policy: no eval, no inline script, nothing from elsewhere, and Trusted Types with the one
 * policy that `renderer/app/host/trusted-types.ts` makes. Styles that libraries add at run time carry the nonce.
 */
export function contentSecurityPolicy({ nonce, connect }: PolicyParts): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' blob:",
    "font-src 'self'",
    `connect-src 'self'${connect === undefined ? '' : ` ${connect}`}`,
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types default',
  ].join('; ');
}

/** On every answer of both shells. */
export const commonHeaders: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), payment=()',
};

/** On what is no page: opened on its own in a tab it can't run anything either. */
export const INERT_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox";
