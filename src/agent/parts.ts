import type { Parts } from '../editor/parts.ts';

/** What tools are built from. */
export type AgentParts = Pick<Parts, 'keys' | 'targets' | 'jobs' | 'store' | 'codec' | 'log'>;
