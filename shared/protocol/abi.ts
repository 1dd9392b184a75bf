import { Interface } from 'ethers/abi';
import type { ParamType, Result as AbiResult } from 'ethers/abi';
import type { Hex } from '../bytes.ts';
import { AbiText, NotOfShape, abiReader } from './abi-reader.ts';
import type { AbiReader } from './abi-reader.ts';
import type { AbiError, AbiEvent, AbiFunctionName, AbiInputs, AbiOutput } from './abi-types.ts';
import { labelCoordinatorAbi } from './generated/LabelCoordinator.ts';
import { rewardTokenAbi } from './generated/RewardToken.ts';

export type CoordinatorAbi = typeof labelCoordinatorAbi;
export type TokenAbi = typeof rewardTokenAbi;
export type CoordinatorFunction = AbiFunctionName<CoordinatorAbi>;
export type TokenFunction = AbiFunctionName<TokenAbi>;
/** A decoded event of the coordinator: `name` and `args`. */
export type CoordinatorEvent = AbiEvent<CoordinatorAbi>;
export type CoordinatorEventName = CoordinatorEvent['name'];
export type CoordinatorEventOf<N extends CoordinatorEventName> = Extract<CoordinatorEvent, { readonly name: N }>;
export type CoordinatorError = AbiError<CoordinatorAbi>;

export const coordinatorInterface = new Interface(labelCoordinatorAbi);
export const tokenInterface = new Interface(rewardTokenAbi);

/** The contract's enums, by number. */
export const kindNames = ['class', 'boxes', 'spans'] as const;
export const phaseNames = ['open', 'settling', 'settled', 'void', 'asserted'] as const;
export const settlementNames = ['computed', 'asserted'] as const;
export const seatStateNames = ['free', 'leased', 'committed', 'revealed', 'forfeited', 'paid'] as const;
export type Phase = (typeof phaseNames)[number];
/** How a project's batches are settled. */
export type SettlementWay = (typeof settlementNames)[number];

/** Call data of a function of the coordinator. */
export function encodeCoordinatorCall<N extends CoordinatorFunction>(name: N, args: AbiInputs<CoordinatorAbi, N>): Hex {
  return coordinatorInterface.encodeFunctionData(name, args as readonly unknown[]) as Hex;
}

export function encodeTokenCall<N extends TokenFunction>(name: N, args: AbiInputs<TokenAbi, N>): Hex {
  return tokenInterface.encodeFunctionData(name, args as readonly unknown[]) as Hex;
}

/** What a function of the coordinator returned. Throws where the data is not of its shape: the answer is no coordinator's. */
export function decodeCoordinatorResult<N extends CoordinatorFunction>(name: N, data: string): AbiOutput<CoordinatorAbi, N> {
  return decodeResult(coordinatorInterface, name, data) as AbiOutput<CoordinatorAbi, N>;
}

export function decodeTokenResult<N extends TokenFunction>(name: N, data: string): AbiOutput<TokenAbi, N> {
  return decodeResult(tokenInterface, name, data) as AbiOutput<TokenAbi, N>;
}

/** Arguments of a call by name, or null where the data is no call of the coordinator. For showing what is about to be signed. */
export function decodeCoordinatorCall(data: string): { readonly name: CoordinatorFunction; readonly args: Readonly<Record<string, unknown>> } | null {
  return decodeCall(coordinatorInterface, data) as ReturnType<typeof decodeCoordinatorCall>;
}

export function decodeTokenCall(data: string): { readonly name: TokenFunction; readonly args: Readonly<Record<string, unknown>> } | null {
  return decodeCall(tokenInterface, data) as ReturnType<typeof decodeTokenCall>;
}

interface EventLayout {
  readonly name: string;
  readonly inputs: readonly ParamType[];
  readonly topicCount: number;
  readonly readTopics: AbiReader;
  readonly readData: AbiReader;
}

/** By their first topic: the library would hash the signature of every event for every log. */
const eventsByTopic = new Map<string, EventLayout>();
coordinatorInterface.forEachEvent(({ name, inputs, topicHash }) => {
  const inTopics = inputs.filter(({ indexed }) => indexed === true);
  const inData = inputs.filter(({ indexed }) => indexed !== true);
  eventsByTopic.set(topicHash, { name, inputs, topicCount: inTopics.length, readTopics: abiReader(inTopics), readData: abiReader(inData) });
});

/** The event of a log, or null where it is none that the coordinator's ABI knows. */
export function decodeCoordinatorLog(log: { readonly topics: readonly string[]; readonly data: string }): CoordinatorEvent | null {
  const [topic, ...topics] = log.topics;
  const event = eventsByTopic.get(topic?.toLowerCase() ?? '');
  const data = digitsOf(log.data);
  const inTopics = topics.map(digitsOf);
  if (event === undefined || topics.length !== event.topicCount || data === null || inTopics.includes(null)) return null;
  try {
    const fromTopics = event.readTopics(new AbiText(inTopics.join('')));
    const fromData = event.readData(new AbiText(data));
    let [topicsRead, dataRead] = [0, 0];
    const args = event.inputs.map((param) => [param.name, param.indexed === true ? fromTopics[topicsRead++] : fromData[dataRead++]] as const);
    return { name: event.name, args: Object.fromEntries(args) } as CoordinatorEvent;
  } catch (error) {
    if (error instanceof NotOfShape) return null;
    throw error;
  }
}

/** Null for what is no row of bytes in hexadecimal. */
function digitsOf(hex: string): string | null {
  const digits = (hex.startsWith('0x') ? hex.slice(2) : hex).toLowerCase();
  return digits.length % 2 === 0 && /^[0-9a-f]*$/.test(digits) ? digits : null;
}

/** A custom error of the coordinator or the token (ERC-20 and ERC-2612 errors too) from a revert's data, or null. */
export function decodeRevert(data: string): CoordinatorError | { readonly name: string; readonly args: Readonly<Record<string, unknown>> } | null {
  for (const abi of [coordinatorInterface, tokenInterface]) {
    try {
      const parsed = abi.parseError(data);
      if (parsed !== null) return { name: parsed.name, args: plainRecord(parsed.fragment.inputs, parsed.args) };
    } catch {
      continue;
    }
  }
  return null;
}

function decodeResult(abi: Interface, name: string, data: string): unknown {
  const fragment = abi.getFunction(name);
  if (fragment === null) throw new Error(`There is no function ${name}`);
  const values = abi.decodeFunctionResult(fragment, data);
  const only = fragment.outputs[0];
  if (fragment.outputs.length === 1 && only !== undefined) return plain(only, values[0]);
  return plainRecord(fragment.outputs, values);
}

function decodeCall(abi: Interface, data: string): { name: string; args: Record<string, unknown> } | null {
  try {
    const parsed = abi.parseTransaction({ data });
    return parsed === null ? null : { name: parsed.name, args: plainRecord(parsed.fragment.inputs, parsed.args) };
  } catch {
    return null;
  }
}

function plainRecord(params: readonly ParamType[], values: AbiResult): Record<string, unknown> {
  return Object.fromEntries(params.map((param, index) => [param.name, plain(param, values[index])]));
}

/** ethers' value as the types of abi-types.ts have it: see there. */
function plain(param: ParamType, value: unknown): unknown {
  if (param.isArray()) return (value as readonly unknown[]).map((element) => plain(param.arrayChildren, element));
  if (param.isTuple()) return plainRecord(param.components, value as AbiResult);
  return typeof value === 'bigint' && isSmall(param.type) ? Number(value) : value;
}

function isSmall(type: string): boolean {
  const bits = /^u?int(\d+)$/.exec(type)?.[1];
  return bits !== undefined && Number(bits) <= 32;
}
