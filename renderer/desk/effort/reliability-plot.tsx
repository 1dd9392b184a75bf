import { useStrings } from '../../app/strings/strings.ts';
import type { ReliabilityBin } from './effort.ts';

const SIDE = 132;
const MARGIN = { left: 26, bottom: 18, top: 6, right: 6 } as const;
const LARGEST_PX = 7;
const SMALLEST_PX = 3;
const TICKS = [0, 50, 100] as const;

/** How often one was right at each confidence; on the diagonal both are the same. Larger points are more answers. */
export function ReliabilityPlot({ bins }: { bins: readonly ReliabilityBin[] }) {
  const t = useStrings();
  const x = (percent: number): number => MARGIN.left + (percent / 100) * SIDE;
  const y = (percent: number): number => MARGIN.top + (1 - percent / 100) * SIDE;
  const most = Math.max(...bins.map((bin) => bin.count));
  const words = bins.map(({ confidence, rightPercent, count }) => t('desk:effort.point', { confidence: Math.round(confidence), right: Math.round(rightPercent), count })).join(' ');
  return (
    <svg className="desk-effort__plot" width={MARGIN.left + SIDE + MARGIN.right} height={MARGIN.top + SIDE + MARGIN.bottom} role="img" aria-label={`${t('desk:effort.plot')} ${words}`}>
      <rect x={x(0)} y={y(100)} width={SIDE} height={SIDE} className="desk-effort__field" />
      <line x1={x(0)} y1={y(0)} x2={x(100)} y2={y(100)} className="desk-effort__diagonal" />
      {TICKS.map((tick) => (
        <g key={tick} className="desk-effort__tick">
          <text x={x(tick)} y={y(0) + 14} textAnchor={tick === 0 ? 'start' : tick === 100 ? 'end' : 'middle'}>
            {tick}
          </text>
          <text x={x(0) - 5} y={y(tick) + 4} textAnchor="end">
            {tick}
          </text>
        </g>
      ))}
      <polyline points={bins.map((bin) => `${x(bin.confidence)},${y(bin.rightPercent)}`).join(' ')} className="desk-effort__line" />
      {bins.map((bin) => (
        <circle key={bin.confidence} cx={x(bin.confidence)} cy={y(bin.rightPercent)} r={SMALLEST_PX + (LARGEST_PX - SMALLEST_PX) * Math.sqrt(bin.count / most)} className="desk-effort__dot" />
      ))}
    </svg>
  );
}
