// Pages in Debian's Chromium at two widths: for check.mjs and shots.mjs.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Takes a package out of target/ci/web, where .ci/web/tools installs them. */
export const installed = createRequire(new URL('../../target/ci/web/package.json', import.meta.url));

export const screens = [
    // Like a phone: without a viewport of its own a page is laid out wider than the screen.
    { width: 360, height: 740, isMobile: true },
    { width: 1280, height: 900, isMobile: false },
];

export const isFragment = (file) => file.endsWith('.fragment.html');

/** The file's text; throws if it is not UTF-8. A byte order mark stays in it. */
export const read = (file) =>
    new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(file));

/** The page around a fragment. */
const wrapped = (fragment) => `<!DOCTYPE html>
<html lang="lv">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Lapas daļa</title>
</head>
<body>
<main>
<h1>Lapas daļa</h1>
${fragment}
</main>
</body>
</html>
`;

export function start() {
    return installed('playwright-core').chromium.launch({
        executablePath: '/usr/bin/chromium',
        args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
            '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    });
}

/**
 * Shows a file on a screen, with all its pictures and fonts. Gives the page and the requests that
 * failed: for a file that is not there, or for anything that is not a file.
 */
export async function show(browser, file, { width, height, isMobile }) {
    const context = await browser.newContext({ viewport: { width, height }, isMobile, locale: 'lv-LV' });
    const page = await context.newPage();
    const address = pathToFileURL(resolve(file)).href;
    const failed = [];
    page.on('requestfailed', (request) =>
        failed.push({ url: request.url(), error: request.failure()?.errorText ?? 'failed' }));
    await context.route('**/*', (route) => {
        const request = route.request();
        if (isFragment(file) && request.isNavigationRequest() && request.url() === address) {
            return route.fulfill({ contentType: 'text/html; charset=utf-8', body: wrapped(read(file)) });
        }
        return request.url().startsWith('file:') ? route.continue() : route.abort('blockedbyclient');
    });
    await page.goto(address, { waitUntil: 'load' });
    await page.evaluate(async () => {
        for (const image of document.images) image.loading = 'eager';
        await Promise.allSettled([...document.images].map((image) => image.decode()));
        await document.fonts.ready;
    });
    return { page, failed, close: () => context.close() };
}
