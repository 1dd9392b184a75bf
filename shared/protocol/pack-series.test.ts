import { describe, expect, it } from 'vitest';
import { packSeries } from './pack-series.ts';

const named = (...names: string[]) => names.map((name, at) => ({ name, root: `0x${at}` }));

describe('a series of packs', () => {
  it('begins with the name itself', () => {
    expect(packSeries(named('Port', 'Harbour lights'), 'Harbour')).toEqual({ roots: [], nextName: 'Harbour' });
  });

  it('goes on behind its highest number, whatever is missing in between and in which order they are told', () => {
    expect(packSeries(named('Harbour 4', 'Harbour', 'Harbour 2'), 'Harbour')).toEqual({ roots: ['0x0', '0x1', '0x2'], nextName: 'Harbour 5' });
    expect(packSeries(named('Harbour 10', 'Harbour 9'), 'Harbour').nextName).toBe('Harbour 11');
  });

  it('has every pack of a name that was made twice', () => {
    expect(packSeries(named('Harbour', 'Harbour'), 'Harbour')).toEqual({ roots: ['0x0', '0x1'], nextName: 'Harbour 2' });
  });

  it.each(['Harbour lights', 'Harbour 2b', 'Harbour -2', 'Harbour 02', 'Harbour 1', 'Harbour 0', 'Harbour 2 2', 'Harbour 1e3', 'Harbour  2', 'harbour 2', 'Harbour2', 'Harbour '])('does not take "%s" for one of its own', (name) => {
    expect(packSeries(named('Harbour', name), 'Harbour')).toEqual({ roots: ['0x0'], nextName: 'Harbour 2' });
  });

  it('may itself be called by a number', () => {
    expect(packSeries(named('Harbour', 'Harbour 2', 'Harbour 2 2'), 'Harbour 2')).toEqual({ roots: ['0x1', '0x2'], nextName: 'Harbour 2 3' });
  });
});
