/** The few functions of jstat that we use; the package brings no types. */
declare module 'jstat' {
  const jStat: {
    readonly chisquare: { cdf(x: number, degrees: number): number };
    readonly normal: { cdf(x: number, mean: number, deviation: number): number };
    readonly binomial: { cdf(successes: number, trials: number, chance: number): number };
    readonly ibeta: (x: number, a: number, b: number) => number;
    readonly lowRegGamma: (a: number, x: number) => number;
  };
  export default jStat;
}
