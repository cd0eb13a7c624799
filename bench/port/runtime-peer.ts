// The worker of runtime-side.ts: any runtime's own.
import { serve } from './line.ts';
import { webLine, type WebPort } from './web-line.ts';

serve(webLine(globalThis as unknown as WebPort));
