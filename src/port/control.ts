import { randomText } from '#platform';

// A registry: the tag that all threads of heddle in this process share.
let tag: string | undefined;

/**
 * What begins each message that heddle itself sends beside the program's. It is random, made once for the process and handed to each
 * worker at its start, so that no value of a program, and nothing that a stranger has sent to it, can be taken for such a message.
 * It is sent only to ends that are known to be heddle's.
 */
export function controlTag(): string {
  return (tag ??= randomText());
}

/** This thread was started by one that has a tag. */
export function shareControlTag(shared: string): void {
  tag = shared;
}

/** Whether `data` is heddle's own and not the program's. */
export function isControl(data: unknown): data is readonly [tag: string, ...unknown[]] {
  return tag !== undefined && Array.isArray(data) && data[0] === tag;
}

/** A message of calls that shares a port with those of the program: the tag and the message, which begins with a number. */
export function isTaggedCall(data: unknown): data is readonly [tag: string, ...unknown[]] {
  return isControl(data) && typeof data[1] === 'number';
}
