import { noLeaks } from '../support/no-leaks.ts';
import { testFairness } from './fairness.ts';

// The runner sets it for all tests; without it a hundred messages go plainly.
delete process.env['HEDDLE_RING_AFTER'];

noLeaks();
testFairness('plain');
