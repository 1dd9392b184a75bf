/** One statement with its confidence, 0 to 1, and whether it came out right. */
export interface Stated {
  readonly confidence: number;
  readonly isRight: boolean;
}

export interface ReliabilityBin {
  /** Of the bin, 0 to 1; the last one has its upper end too. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly meanConfidence: number;
  readonly shareRight: number;
}

export interface Calibration {
  /** G. W. Brier, 1950: the mean squared difference of confidence and outcome. 0 is best; 0.25 is always saying a half. */
  readonly brier: number;
  /** Mean distance of confidence and share right over the bins, by their counts (Naeini, Cooper and Hauskrecht, 2015). */
  readonly expectedError: number;
  readonly meanConfidence: number;
  /** Of the confidences: 0 where somebody always says the same. */
  readonly confidenceVariance: number;
  /** Bins that have something in them, ascending: the reliability diagram. */
  readonly bins: readonly ReliabilityBin[];
}

/** How well confidences say how often one is right; null without statements. */
export function calibrationOf(stated: readonly Stated[], binCount = 10): Calibration | null {
  if (stated.length === 0) return null;
  const count = stated.length;
  const meanConfidence = stated.reduce((sum, { confidence }) => sum + confidence, 0) / count;
  const bins: ReliabilityBin[] = [];
  for (let bin = 0; bin < binCount; bin++) {
    const own = stated.filter(({ confidence }) => Math.min(binCount - 1, Math.floor(confidence * binCount)) === bin);
    if (own.length === 0) continue;
    bins.push({
      from: bin / binCount,
      to: (bin + 1) / binCount,
      count: own.length,
      meanConfidence: own.reduce((sum, { confidence }) => sum + confidence, 0) / own.length,
      shareRight: own.filter(({ isRight }) => isRight).length / own.length,
    });
  }
  return {
    brier: stated.reduce((sum, { confidence, isRight }) => sum + (confidence - (isRight ? 1 : 0)) ** 2, 0) / count,
    expectedError: bins.reduce((sum, bin) => sum + bin.count * Math.abs(bin.meanConfidence - bin.shareRight), 0) / count,
    meanConfidence,
    confidenceVariance: stated.reduce((sum, { confidence }) => sum + (confidence - meanConfidence) ** 2, 0) / count,
    bins,
  };
}
