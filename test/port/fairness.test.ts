import { noLeaks } from '../support/no-leaks.ts';
import { testFairness } from './fairness.ts';

noLeaks();
testFairness('ring');
