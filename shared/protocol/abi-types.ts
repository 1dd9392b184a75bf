/*
 * TypeScript types of what the generated ABI describes, so that a change of the contract is a compile error here.
 * Whole numbers of up to 32 bits are numbers, wider ones bigints; addresses and bytes are strings; structs are objects.
 */
export interface AbiParameter {
  readonly name: string;
  readonly type: string;
  readonly components?: readonly AbiParameter[];
}

export interface AbiItem {
  readonly type: string;
  readonly name?: string;
  readonly inputs?: readonly AbiParameter[];
  readonly outputs?: readonly AbiParameter[];
}

type SmallInteger = `${'uint' | 'int'}${8 | 16 | 24 | 32}`;

/** A parameter's value as it is decoded. */
export type AbiValue<P extends AbiParameter> = ValueOf<P['type'], P extends { readonly components: infer C extends readonly AbiParameter[] } ? C : readonly []>;

type ValueOf<Type extends string, Components extends readonly AbiParameter[]> = Type extends `${infer Element}[${string}]`
  ? readonly ValueOf<Element, Components>[]
  : Type extends 'tuple'
    ? AbiRecord<Components>
    : Type extends SmallInteger
      ? number
      : Type extends `${'uint' | 'int'}${string}`
        ? bigint
        : Type extends 'bool'
          ? boolean
          : string;

/** Named parameters as an object. */
export type AbiRecord<Params extends readonly AbiParameter[]> = {
  readonly [P in Params[number] as P['name']]: AbiValue<P>;
};

/** Parameters in order, as the arguments of a call. */
export type AbiArguments<Params extends readonly AbiParameter[]> = { readonly [I in keyof Params]: AbiValue<Params[I]> };

type Named<Abi extends readonly AbiItem[], T extends string> = Extract<Abi[number], { readonly type: T; readonly name: string }>;

export type AbiFunctionName<Abi extends readonly AbiItem[]> = Named<Abi, 'function'>['name'];
export type AbiFunction<Abi extends readonly AbiItem[], N extends string> = Extract<Named<Abi, 'function'>, { readonly name: N }>;

export type AbiInputs<Abi extends readonly AbiItem[], N extends string> =
  AbiFunction<Abi, N> extends { readonly inputs: infer I extends readonly AbiParameter[] } ? AbiArguments<I> : never;

/** One output as it is, several as an object by name. */
export type AbiOutput<Abi extends readonly AbiItem[], N extends string> =
  AbiFunction<Abi, N> extends { readonly outputs: infer O extends readonly AbiParameter[] }
    ? O extends readonly [infer Only extends AbiParameter]
      ? AbiValue<Only>
      : AbiRecord<O>
    : never;

/** Every event of the ABI, told apart by `name`. */
export type AbiEvent<Abi extends readonly AbiItem[]> =
  Named<Abi, 'event'> extends infer E
    ? E extends { readonly name: infer N; readonly inputs: infer I extends readonly AbiParameter[] }
      ? { readonly name: N; readonly args: AbiRecord<I> }
      : never
    : never;

/** Every error of the ABI, told apart by `name`. */
export type AbiError<Abi extends readonly AbiItem[]> =
  Named<Abi, 'error'> extends infer E
    ? E extends { readonly name: infer N; readonly inputs: infer I extends readonly AbiParameter[] }
      ? { readonly name: N; readonly args: AbiRecord<I> }
      : never
    : never;
