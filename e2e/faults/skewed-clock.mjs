// Loaded before the host by NODE_OPTIONS: its wall clock is wrong by SKEW_MS, as a machine's may be.
const skewMs = Number(process.env.SKEW_MS ?? 0);
const realNow = Date.now;
const RealDate = Date;
globalThis.Date = class extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(realNow() + skewMs);
    else super(...given);
  }

  static now() {
    return realNow() + skewMs;
  }
};
