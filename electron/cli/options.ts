import { type Command, InvalidArgumentError, Option } from 'commander';
import { defaultHome } from '../host/folders.ts';

/** Parsers of option values: a wrong one is a wrong usage. */
export function whole(minimum: number, maximum: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < minimum || value > maximum) throw new InvalidArgumentError(`a whole number from ${minimum} to ${maximum} is wanted.`);
    return value;
  };
}

export function seconds(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0) throw new InvalidArgumentError('a number of seconds is wanted.');
  return value;
}

export function ratio(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0 || value > 1) throw new InvalidArgumentError('a number above 0 and up to 1 is wanted.');
  return value;
}

export const jsonOption = (): Option => new Option('--json', 'the result as one line of JSON on standard output');
export const homeOption = (): Option => new Option('--home <dir>', 'where Tessera keeps its files').default(defaultHome(), 'TESSERA_HOME, or .tessera in your home');
export const keyOptions = (): Option[] => [
  new Option('--key-file <file>', 'file with the account\'s private key: 64 hex digits'),
  new Option('--keystore <file>', 'the account\'s V3 keystore, in place of a key file'),
  new Option('--password-file <file>', 'file with the keystore\'s password; asked for where it is left out'),
];
export const portOption = (what: string): Option => new Option('--port <number>', what).argParser(whole(1, 65_535));
export const practiceOptions = (): Option[] => [
  new Option('--no-practice', 'no practice annotators and no practice expert'),
  new Option('--practice-grace <seconds>', 'how long practice waits for people to take the free seats').default(10).argParser(seconds),
];

export function addOptions(command: Command, options: readonly Option[]): Command {
  for (const option of options) command.addOption(option);
  return command;
}
