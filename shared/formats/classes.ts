/** A class as a format declares it. */
export interface FormatClass {
  readonly name: string;
  /** The number that it had where it was read; null where the format has none. */
  readonly id: number | null;
}

/** The classes of a dataset under way, in the order in which they were declared or first met. Shared by reader and writer. */
export class ClassTable {
  private readonly byName = new Map<string, number>();
  private readonly classes: FormatClass[] = [];

  /** Place in the table, from 0; declared here where it is new. */
  indexOf(name: string, id: number | null = null): number {
    const known = this.byName.get(name);
    if (known !== undefined) return known;
    this.byName.set(name, this.classes.length);
    this.classes.push({ name, id });
    return this.classes.length - 1;
  }

  has(name: string): boolean {
    return this.byName.has(name);
  }

  list(): readonly FormatClass[] {
    return this.classes;
  }
}

/** Numbers from 1 for a format that wants them: the class's own where it has one that is free, else the next. */
export class ClassNumbers {
  private readonly numbers = new Map<string, number>();
  private readonly taken = new Set<number>();

  constructor(private readonly classes: ClassTable) {
    for (const { name, id } of classes.list()) if (id !== null && id >= 1 && !this.taken.has(id)) this.give(name, id);
    for (const { name } of classes.list()) this.of(name);
  }

  of(name: string): number {
    const known = this.numbers.get(name);
    if (known !== undefined) return known;
    this.classes.indexOf(name);
    let number = this.numbers.size + 1;
    while (this.taken.has(number)) number++;
    return this.give(name, number);
  }

  entries(): readonly (readonly [string, number])[] {
    for (const { name } of this.classes.list()) this.of(name);
    return [...this.numbers].sort(([, one], [, other]) => one - other);
  }

  private give(name: string, number: number): number {
    this.numbers.set(name, number);
    this.taken.add(number);
    return number;
  }
}
