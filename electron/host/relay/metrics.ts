/** Counters and gauges in Prometheus' text format (exposition format 0.0.4). */
export class Metrics {
  readonly #counters = new Map<string, Map<string, number>>();

  /** @param label value of the metric's one label, '' for none */
  count(name: CounterName, label = '', by = 1): void {
    const values = this.#counters.get(name) ?? new Map<string, number>();
    values.set(label, (values.get(label) ?? 0) + by);
    this.#counters.set(name, values);
  }

  /** @param gauges what is asked for at the moment of the look */
  text(gauges: Readonly<Record<GaugeName, number>>): string {
    const lines: string[] = [];
    for (const [name, { help, label }] of Object.entries(COUNTERS)) {
      lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} counter`);
      const values = this.#counters.get(name) ?? new Map<string, number>();
      if (values.size === 0 && label === '') lines.push(`${name} 0`);
      for (const [value, count] of values) lines.push(label === '' ? `${name} ${count}` : `${name}{${label}="${escape(value)}"} ${count}`);
    }
    for (const [name, help] of Object.entries(GAUGES)) lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, `${name} ${gauges[name as GaugeName]}`);
    return `${lines.join('\n')}\n`;
  }
}

const COUNTERS = {
  tessera_relay_requests_total: { help: 'HTTP requests by status code.', label: 'status' },
  tessera_relay_accepted_total: { help: 'Operations taken, by call.', label: 'call' },
  tessera_relay_refused_total: { help: 'Operations not taken or not sent, by code.', label: 'code' },
  tessera_relay_done_total: { help: 'Operations that are on the chain.', label: '' },
  tessera_relay_transactions_total: { help: 'Transactions by outcome.', label: 'outcome' },
  tessera_relay_gas_used_total: { help: 'Gas of mined transactions.', label: '' },
  tessera_relay_fee_bumps_total: { help: 'Transactions sent again at a higher price.', label: '' },
} as const;
type CounterName = keyof typeof COUNTERS;

const GAUGES = {
  tessera_relay_queue_length: 'Operations that wait.',
  tessera_relay_under_way: 'Operations in a transaction that is not mined.',
  tessera_relay_balance_ether: 'What the relay’s account holds, in the network’s currency.',
  tessera_relay_is_online: '1 where the node answered the last time it was asked.',
  tessera_relay_started_seconds: 'Unix time of the start.',
} as const;
type GaugeName = keyof typeof GAUGES;

const escape = (text: string): string => text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n');
