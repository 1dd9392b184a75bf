import type { SpawnOptions } from 'node:child_process'

export function foundryBinary(tool: 'forge' | 'anvil', platform?: string, arch?: string): string
export function runForge(args: string[], options?: SpawnOptions & { profile?: string }): Promise<number>
