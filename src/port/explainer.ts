// What explain() needs once it is called, and not before. Loaded by explain.ts.
export { explainValue } from '../clone/explain/explain-value.ts';
