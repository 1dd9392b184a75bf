import { Interface } from 'ethers/abi';
import { labelCoordinatorAbi } from '../../../shared/protocol/generated/LabelCoordinator.ts';
import { rewardTokenAbi } from '../../../shared/protocol/generated/RewardToken.ts';

/** The coordinator's calls, events and errors. */
export const coordinatorInterface = new Interface(labelCoordinatorAbi);
/** The ERC-20 of the local chain; the standard's calls hold for any token. */
export const tokenInterface = new Interface(rewardTokenAbi);

const PANICS: Readonly<Record<string, string>> = {
  '1': 'assertion failed',
  '17': 'arithmetic overflow',
  '18': 'division by zero',
  '33': 'no such enum value',
  '50': 'index out of bounds',
};

function show(value: unknown): string {
  if (typeof value === 'bigint' || typeof value === 'string' || typeof value === 'boolean') return String(value);
  return Array.isArray(value) ? `[${value.map(show).join(', ')}]` : String(value);
}

/**
 * A revert's data in words: `StakeTooLow(free: 0, needed: 100)`, or null where no error of ours fits.
 * @param data 0x-hex, as the node gives it
 */
export function decodeRevert(data: string): string | null {
  for (const abi of [coordinatorInterface, tokenInterface]) {
    try {
      const found = abi.parseError(data);
      if (found === null) continue;
      if (found.name === 'Error') return show(found.args[0]);
      if (found.name === 'Panic') return `Panic(${PANICS[show(found.args[0])] ?? show(found.args[0])})`;
      const parts = found.fragment.inputs.map((input, index) => `${input.name === '' ? '' : `${input.name}: `}${show(found.args[index])}`);
      return `${found.name}(${parts.join(', ')})`;
    } catch {
      // Its selector is known, its arguments are cut short: not ours after all.
    }
  }
  return null;
}
