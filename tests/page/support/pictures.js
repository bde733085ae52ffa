// Pictures compared with their references, by the browser itself.

import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";

import { bless, room, root } from "./tools.js";

const REFERENCE = path.join(root, "tests/page/reference");
/** Largest difference of a colour that counts as the same, of 255, */
const SHADE = 48;
/** and the share of points that may differ all the same: another version of the browser draws letters a little differently. */
const SHARE = 0.005;

/** Compares a picture with its reference; gives what is wrong, or nothing. Each picture is left in target/page/pictures. */
export async function compared(page, name, png) {
    const seen = path.join(room, "pictures");
    await mkdir(seen, { recursive: true });
    await writeFile(path.join(seen, `${name}.png`), png);
    const reference = path.join(REFERENCE, `${name}.png`);
    if (bless) {
        await mkdir(REFERENCE, { recursive: true });
        await writeFile(reference, png);
        return undefined;
    }
    if (!existsSync(reference)) return `there is no ${reference}`;
    const blank = await page.context().newPage();
    const pair = [png, await readFile(reference)].map((one) => one.toString("base64"));
    const { sizes, share } = await blank.evaluate(difference, { pair, shade: SHADE });
    await blank.close();
    if (sizes[0] !== sizes[1]) return `${name} is ${sizes[0]}, its reference ${sizes[1]}`;
    return share > SHARE ? `${name}: ${(share * 100).toFixed(2)} % of its points differ` : undefined;
}

/** In the browser: sizes of two pictures and the share of points that differ. */
async function difference({ pair, shade }) {
    const drawn = await Promise.all(
        pair.map(async (text) => {
            const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
            const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
            const paper = new OffscreenCanvas(image.width, image.height).getContext("2d");
            paper.drawImage(image, 0, 0);
            return paper.getImageData(0, 0, image.width, image.height);
        }),
    );
    const sizes = drawn.map(({ width, height }) => `${width} x ${height}`);
    const [one, two] = drawn.map(({ data }) => data);
    let points = 0;
    for (let at = 0; at < one.length; at += 4) {
        if ([0, 1, 2].some((channel) => Math.abs(one[at + channel] - two[at + channel]) > shade)) points += 1;
    }
    return { sizes, share: points / (one.length / 4) };
}
