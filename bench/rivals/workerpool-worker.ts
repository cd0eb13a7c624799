// The same tasks, as workerpool wants them.
import workerpool from 'workerpool';
import { finish, increment } from './tasks.ts';

workerpool.worker({ increment, finish });
