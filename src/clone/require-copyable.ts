import * as intrinsics from './intrinsics.ts';
import { refuse } from './refused.ts';

/** Leaves to the runtime what bytes alone cannot say: shared and detached memory, and whether a view follows its buffer's length. */
export function requireCopyable(buffer: ArrayBufferLike, viewed: boolean): void {
  let resizable: boolean;
  try {
    resizable = intrinsics.bufferResizable(buffer);
    // Throws when the buffer is detached; its length alone is 0 then.
    if (intrinsics.bufferLength(buffer) === 0) new Uint8Array(buffer);
  } catch {
    return refuse('memory');
  }
  if (viewed && resizable) refuse('memory');
}
