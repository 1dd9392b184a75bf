import { z } from 'zod';

/** How a network's token is written. */
export interface TokenFormat {
  decimals: number;
  symbol: string;
}

/** Until the network has told once. */
export const unknownToken: TokenFormat = { decimals: 18, symbol: '' };

const storedSchema = z.object({ decimals: z.int().min(0).max(255), symbol: z.string() });
const keyOf = (networkId: string): string => `tessera.token.${networkId}`;

export function rememberToken(networkId: string, token: TokenFormat): void {
  localStorage.setItem(keyOf(networkId), JSON.stringify(token));
}

/** As it was told the last time: for amounts without a network. */
export function rememberedToken(networkId: string): TokenFormat | null {
  try {
    const stored = storedSchema.safeParse(JSON.parse(localStorage.getItem(keyOf(networkId)) ?? 'null'));
    return stored.success ? stored.data : null;
  } catch {
    return null;
  }
}
