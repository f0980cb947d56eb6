/**
 * How long a call waits out a busy API before it is given up, certainly not run. A hold of the account beyond it was
 * set when the clock was fast.
 */
export const MAX_RATE_LIMIT_WAIT_MS = 15 * 60_000;
