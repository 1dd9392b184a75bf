export interface AmountFormat {
  decimals: number;
  /** Digits after the point that are shown; the rest is cut, never rounded up. */
  maxFraction?: number | undefined;
  /** BCP 47 tag. */
  locale?: string | undefined;
}

/**
 * An amount in the smallest unit as people read it. Cut off towards zero, so that nobody is shown
 * more than there is; what would be cut to nothing reads `<0.0001`.
 */
export function formatAmount(smallest: bigint | string, { decimals, maxFraction = 4, locale = 'en' }: AmountFormat): string {
  const units = BigInt(smallest);
  const sign = units < 0n ? '-' : '';
  const { whole, fraction } = split(units < 0n ? -units : units, decimals);
  const kept = fraction.slice(0, maxFraction).replace(/0+$/, '');
  const isDust = whole === 0n && kept === '' && /[1-9]/.test(fraction);
  const point = decimalPoint(locale);
  if (isDust) return `${sign}<${maxFraction > 0 ? `0${point}${'0'.repeat(maxFraction - 1)}1` : '1'}`;
  const grouped = new Intl.NumberFormat(locale).format(whole);
  return sign + (kept === '' ? grouped : `${grouped}${point}${kept}`);
}

/** Every digit of it, without groups: for a title or the clipboard. */
export function exactAmount(smallest: bigint | string, decimals: number): string {
  const units = BigInt(smallest);
  const { whole, fraction } = split(units < 0n ? -units : units, decimals);
  const kept = fraction.replace(/0+$/, '');
  return `${units < 0n ? '-' : ''}${whole.toString()}${kept === '' ? '' : `.${kept}`}`;
}

/** What a person typed (`1.25`) in the smallest unit, or null where it is no amount. */
export function parseAmount(typed: string, decimals: number): bigint | null {
  const match = /^(\d+)(?:\.(\d+))?$/.exec(typed.trim());
  const [, whole = '', fraction = ''] = match ?? [];
  if (match === null || fraction.length > decimals) return null;
  return BigInt(whole + fraction.padEnd(decimals, '0'));
}

function split(units: bigint, decimals: number): { whole: bigint; fraction: string } {
  const digits = units.toString().padStart(decimals + 1, '0');
  return { whole: BigInt(digits.slice(0, digits.length - decimals)), fraction: digits.slice(digits.length - decimals) };
}

/** A canonical amount (`1.25`) as it is typed in this language (`1,25`). */
export function typedAmount(canonical: string, locale: string): string {
  return canonical.replace('.', decimalPoint(locale));
}

/** What was typed in this language as a canonical amount. A point is taken too: number pads have nothing else. */
export function canonicalAmount(typed: string, locale: string): string {
  return typed.replace(decimalPoint(locale), '.');
}

function decimalPoint(locale: string): string {
  return new Intl.NumberFormat(locale).formatToParts(1.5).find((part) => part.type === 'decimal')?.value ?? '.';
}
