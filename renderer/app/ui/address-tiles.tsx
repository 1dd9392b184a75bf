import { classPalette } from '../theme/class-palette.ts';

const SIDE = 4;

/**
 * A small mosaic made from the address alone, so that two accounts are told apart at a glance.
 * A help for the eye, never proof: the address is beside it.
 */
export function AddressTiles({ address, sizePx = 16 }: { address: string; sizePx?: number }) {
  const digits = Array.from(address.slice(2).toLowerCase(), (digit) => Number.parseInt(digit, 16) || 0);
  const at = (index: number) => digits[index % digits.length] ?? 0;
  const first = classPalette[(at(0) * 16 + at(1)) % classPalette.length]?.colour ?? 'currentColor';
  const second = classPalette[(at(2) * 16 + at(3) + 7) % classPalette.length]?.colour ?? 'currentColor';
  const cells = Array.from({ length: SIDE * SIDE }, (_, index) => {
    const digit = at(4 + index * 2);
    return digit < 6 ? null : { x: index % SIDE, y: Math.floor(index / SIDE), colour: digit < 11 ? first : second };
  });
  return (
    <svg className="t-address-tiles" width={sizePx} height={sizePx} viewBox={`0 0 ${SIDE} ${SIDE}`} aria-hidden="true">
      {cells.map((cell) => cell !== null && <rect key={`${cell.x}-${cell.y}`} x={cell.x + 0.05} y={cell.y + 0.05} width={0.9} height={0.9} fill={cell.colour} />)}
    </svg>
  );
}
