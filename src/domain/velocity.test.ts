import { describe, expect, it } from 'vitest';
import { pointsPerPersonDay, summarizeVelocity } from './velocity.ts';

const sample = [24, 18, 31, 22, 27, 20];
const personDays = [40, 30, 45, 36, 45, 34];

describe('summarizeVelocity', () => {
  it('tells the worked figures of six iterations', () => {
    const summary = summarizeVelocity(sample);
    expect(summary).toMatchObject({
      iterations: 6,
      median: 23,
      least: 18,
      most: 31,
      lastThreeMean: 23,
      worstThreeMean: 20,
      p15: 18,
      p50: 22,
      p85: 31,
    });
    expect(summary?.mean).toBeCloseTo(23.667, 3);
    expect(summary?.standardDeviation).toBeCloseTo(4.761, 3);
    expect(summary?.variation).toBeCloseTo(0.2012, 4);
    expect(summary?.bestThreeMean).toBeCloseTo(27.333, 3);
  });

  it('counts a zero as a value, and tells no spread of one iteration', () => {
    expect(summarizeVelocity([0, 10])?.mean).toBe(5);
    expect(summarizeVelocity([0])).toMatchObject({ mean: 0, standardDeviation: null, variation: null });
    expect(summarizeVelocity([])).toBeNull();
  });
});

describe('pointsPerPersonDay', () => {
  it('divides all points by all days', () => {
    const rate = pointsPerPersonDay(sample.map((points, index) => ({ points, personDays: personDays[index] ?? 0 })));
    expect(rate).toBeCloseTo(142 / 230, 12);
    expect((rate ?? 0) * 24.75).toBeCloseTo(15.28, 2);
    expect((rate ?? 0) * 38).toBeCloseTo(23.46, 2);
  });

  it('is not known where nobody was there', () => {
    expect(pointsPerPersonDay([{ points: 3, personDays: 0 }])).toBeNull();
  });
});
