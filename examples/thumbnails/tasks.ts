// What the workers do: one image a task.
import { writeFile } from 'node:fs/promises';
import { Jimp } from 'jimp';

export type Outcome = { readonly file: string; readonly bytes: number } | { readonly file: string; readonly problem: string };

export interface Job {
  readonly file: string;
  readonly target: string;
  /** In pixels. */
  readonly width: number;
}

/** Writes a JPEG. A file that is no image is an outcome, not a failure of the task. */
export async function thumbnail({ file, target, width }: Job): Promise<Outcome> {
  try {
    const image = await Jimp.read(file);
    const data = await image.resize({ w: width }).getBuffer('image/jpeg', { quality: 80 });
    await writeFile(target, data);
    return { file, bytes: data.length };
  } catch (error) {
    return { file, problem: (error as Error).message };
  }
}

/** A picture to try this with: rings of colour. */
export async function paint({ file, seed }: { file: `${string}.png`; seed: number }): Promise<void> {
  const image = new Jimp({ width: 900, height: 600 });
  image.scan((x, y, index) => {
    const distance = Math.hypot(x - 450, y - 300) + seed * 40;
    image.bitmap.data.set([Math.sin(distance / 9) * 127 + 128, x >> 2, y % 256, 255], index);
  });
  await image.write(file);
}
