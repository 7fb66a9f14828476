// Takes pictures of the HTML files given after the folder for them: see .ci/web/shots.
import { mkdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { screens, show, start } from './browser.mjs';

const [folder, ...files] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });

/** The folder that all files are under: what follows it makes the pictures' names. */
let common = dirname(resolve(files[0]));
while (files.some((file) => relative(common, resolve(file)).startsWith('..'))) common = dirname(common);

const browser = await start();
try {
    for (const file of files) {
        const name = relative(common, resolve(file)).replace(/\.html$/, '').replaceAll('/', '-');
        for (const screen of screens) {
            const { page, close } = await show(browser, file, screen);
            const picture = join(folder, `${name}-${screen.width}.png`);
            await page.screenshot({ path: picture, fullPage: true });
            console.log(picture);
            await close();
        }
    }
} finally {
    await browser.close();
}
