/** Names of the lab; they end in `.example`, which nobody can own (RFC 2606 §2). */
export const DEMO_HOSTS = {
  healthy: 'healthy.endpoint.example',
  intercepted: 'intercepted.endpoint.example',
  refused: 'refused.endpoint.example',
  silent: 'silent.endpoint.example',
  time: ['0.pool.example', '1.pool.example', '2.pool.example'],
} as const;
