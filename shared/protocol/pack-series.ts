/** A pack as far as its name tells which series it is of. */
export interface NamedPack {
  readonly root: string;
  readonly name: string;
}

/** What was made of one watched folder: a pack never changes, so that what came later is a further pack. */
export interface PackSeries {
  readonly roots: readonly string[];
  /** What the next pack of it is called. */
  readonly nextName: string;
}

/**
 * The packs "Harbour", "Harbour 2", "Harbour 3" and so on.
 * @param name of the first of them
 */
export function packSeries(packs: readonly NamedPack[], name: string): PackSeries {
  const numbered = packs.flatMap((pack) => {
    const number = numberIn(pack.name, name);
    return number === null ? [] : [{ root: pack.root, number }];
  });
  const next = Math.max(0, ...numbered.map(({ number }) => number)) + 1;
  return { roots: numbered.map(({ root }) => root), nextName: next === 1 ? name : `${name} ${next}` };
}

/** Null where it is of no such series: "Harbour lights" and "Harbour 1" are other projects. */
function numberIn(packName: string, name: string): number | null {
  if (packName === name) return 1;
  const rest = packName.startsWith(`${name} `) ? packName.slice(name.length + 1) : '';
  const number = /^[1-9]\d{0,8}$/.test(rest) ? Number(rest) : 0;
  return number > 1 ? number : null;
}
