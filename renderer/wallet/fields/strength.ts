export const strengths = ['weak', 'fair', 'good', 'strong'] as const;
export type Strength = (typeof strengths)[number];

export const MIN_PASSWORD_LENGTH = 8;

const COMMON = ['password', 'passwort', 'qwerty', 'qwertz', 'letmein', 'welcome', 'dragon', 'monkey', 'tessera', 'iloveyou', 'admin', '123456', 'abc123', 'abcdef'];

/**
 * How hard a password is to guess, roughly: the bits of its characters, with repeats, runs and
 * well-known words worth little. A hint for the person, never a gate; scrypt multiplies what is there.
 */
export function strengthOf(password: string): Strength {
  const bits = estimateBits(password);
  if (password.length < MIN_PASSWORD_LENGTH || bits < 36) return 'weak';
  if (bits < 52) return 'fair';
  return bits < 72 ? 'good' : 'strong';
}

function estimateBits(password: string): number {
  const lower = password.toLowerCase();
  const known = COMMON.filter((word) => lower.includes(word));
  const rest = known.reduce((text, word) => text.replaceAll(new RegExp(word, 'gi'), ''), password);
  const fresh = countFresh(rest);
  return known.length * 8 + fresh * Math.log2(Math.max(2, alphabet(rest)));
}

/** Characters that neither repeat the one before nor continue a run such as `abc` or `321`. */
function countFresh(text: string): number {
  let fresh = 0;
  for (let at = 0; at < text.length; at++) {
    const step = at === 0 ? Number.NaN : text.charCodeAt(at) - text.charCodeAt(at - 1);
    fresh += Math.abs(step) <= 1 ? 0.25 : 1;
  }
  return fresh;
}

function alphabet(text: string): number {
  const has = (pattern: RegExp, size: number) => (pattern.test(text) ? size : 0);
  return has(/[a-z]/, 26) + has(/[A-Z]/, 26) + has(/\d/, 10) + has(/[\x20-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e]/, 33) + has(/[^\x20-\x7e]/, 60);
}
